"""Needs: which tasks make what an outcome has read, and which tasks wait for them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bengal_tasks.model.keys import STATE_DIR, split_dependency
from bengal_tasks.model.trace import Trace
from bengal_tasks.tasks.session import Session
from bengal_tasks.tasks.spec import TaskSpec


def makers_of(session: Session, spec: TaskSpec, trace: Trace) -> set[str]:
    """Return the other tasks that make what the task of *spec* has read, by name."""
    producers = session.plan.producers
    paths = {split_dependency(d)[0] for d in trace.reads if d.startswith(STATE_DIR)}
    return {producers[path] for path in paths if path in producers} - {spec.name}


def is_overtaken(session: Session, spec: TaskSpec, trace: Trace) -> bool:
    """Tell whether what the task of *spec* has read was made again since."""
    producers = session.plan.producers
    return any(
        session.state_of(dependency) != state
        for dependency, state in trace.reads.items()
        if producers.get(split_dependency(dependency)[0], spec.name) != spec.name
    )


class Parked:
    """The tasks that wait for others: each with doit's node and the names of these."""

    def __init__(self) -> None:
        self._waits: dict[str, tuple[Any, set[str]]] = {}

    def __contains__(self, name: str) -> bool:
        """Tell whether a task waits."""
        return name in self._waits

    def add(self, node: Any, others: Iterable[str]) -> None:  # noqa: ANN401 (doit's types)
        """Have the task of *node* wait for *others*."""
        self._waits[node.task.name] = (node, set(others))

    def holds(self, other: str, name: str) -> bool:
        """Tell whether the task *name* waits for *other*, directly or by way of tasks that wait."""
        ahead, seen = [name], {name}
        while ahead:
            one = ahead.pop()
            others = self._waits[one][1] if one in self._waits else set()
            if other in others:
                return True
            ahead += others - seen
            seen |= others
        return False

    def free(self, ended: str) -> list[Any]:
        """Return the nodes that waited for nothing but *ended*; they wait no more."""
        freed = []
        for name, (node, others) in list(self._waits.items()):
            others.discard(ended)
            if not others:
                del self._waits[name]
                freed.append(node)
        return freed
