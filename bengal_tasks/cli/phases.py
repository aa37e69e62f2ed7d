"""The phases of a build: what is of a later one waits until all before it has ended."""

from __future__ import annotations

from typing import Any

from bengal_tasks.tasks.link_order import in_link_order
from bengal_tasks.tasks.session import Session
from bengal_tasks.tasks.spec import Phase, TaskSpec
from bengal_tasks.tasks.variants import drop_unasked


class Phases:
    """The present phase, and doit's nodes of the tasks of later ones."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._present = Phase.SOURCES
        self._held: list[tuple[Phase, Any]] = []

    def __bool__(self) -> bool:
        """Tell whether a later phase has tasks."""
        return bool(self._held)

    def holds(self, spec: TaskSpec | None, node: Any) -> bool:  # noqa: ANN401 (doit's types)
        """Keep the node of a task that is of a later phase; tell whether it is."""
        if spec is None or spec.phase <= self._present:
            return False
        self._held.append((spec.phase, node))
        return True

    def advance(self) -> list[Any]:
        """Begin the next phase that has tasks: all before it has ended. Return its nodes."""
        self._present = min(phase for phase, _ in self._held)
        now = [node for phase, node in self._held if phase == self._present]
        self._held = [pair for pair in self._held if pair[0] != self._present]
        if self._present is Phase.END:
            drop_unasked(self._session)
        return self._in_link_order(now) if self._present is Phase.LINKS else now

    def _in_link_order(self, nodes: list[Any]) -> list[Any]:
        """Put nodes of assets that have never run in the order in which they need each other."""
        known: list[Any] = []
        new: dict[str, Any] = {}
        for node in nodes:
            if self._session.record(node.task.name):
                known.append(node)
            else:
                new[self._session.plan.specs[node.task.name].key] = node
        return known + [new[name] for name in in_link_order(self._session.plan, new)]
