"""``doit why TASK|OUTPUT``: why a task would run, or ran, down to the source that caused it."""

from __future__ import annotations

from typing import Any, cast

from doit.exceptions import InvalidCommand

from bengal_tasks.cli.named import task_named
from bengal_tasks.cli.piped import Piped
from bengal_tasks.explain.reasons import reasons_of
from bengal_tasks.explain.text import told
from bengal_tasks.model.keys import split_dependency
from bengal_tasks.model.reason import Cause, Reason
from bengal_tasks.tasks.session import Session, session


_MOST = 6


class Why(Piped):
    """The command; it ends with status 1 when the task would run."""

    name = "why"
    doc_purpose = "show why a task would run, or why it ran the last time"
    doc_usage = "TASK|OUTPUT..."
    doc_description = "OUTPUT is a published file or an artefact: the task that writes it is meant."
    cmd_options = ()

    def _execute(self, pos_args: list[str]) -> int:
        if not pos_args:
            raise InvalidCommand("why: name a task, or a file that a task writes")
        found = session()
        tasks = {task.name: task for task in self.task_list}
        return max(self._tell(found, tasks, task_named("why", tasks, name)) for name in pos_args)

    def _tell(self, found: Session, tasks: dict[str, Any], name: str) -> int:
        causes = self._present(found, tasks, name, {})
        if causes:
            self.outstream.write(f"{name} would run:\n")
            self._show(causes, 1)
            return 1
        self.outstream.write(f"{name} is up to date\n")
        past = _past(found, name, set())
        if past:
            self.outstream.write("it ran the last time because:\n")
            self._show(past, 1)
        return 0

    def _show(self, causes: list[Any], depth: int) -> None:
        for reason, deeper in causes[:_MOST]:
            self.outstream.write(f"{'  ' * depth}{reason}\n")
            self._show(deeper, depth + 1)
        if len(causes) > _MOST:
            self.outstream.write(f"{'  ' * depth}... and {len(causes) - _MOST} more\n")

    def _present(
        self, found: Session, tasks: dict[str, Any], name: str, seen: dict[str, list[Any]]
    ) -> list[Any]:
        """Return the reasons why a task would run now, each with what lies below it."""
        if name in seen:
            return seen[name]
        seen[name] = []
        status = self.dep_manager.get_status(tasks[name], tasks, get_log=True)
        known = bool(found.record(name))
        reasons = reasons_of(status.reasons, known=known) if status.status != "up-to-date" else []
        causes: list[Any] = [(told(reason), []) for reason in reasons]
        if not reasons and name in found.plan.specs:
            for other in tasks[name].task_dep:
                below = self._present(found, tasks, other, seen)
                if below and _is_read(found, name, other):
                    causes.append((f"{other} would run, and may change what it reads", below))
        seen[name] = causes
        return causes


def _is_read(found: Session, name: str, maker: str) -> bool:
    """Tell whether a task reads what another makes."""
    reads = cast("list[str]", found.record(name).get("deps:") or [])
    return any(found.plan.producers.get(split_dependency(d)[0]) == maker for d in reads)


def _past(found: Session, name: str, seen: set[str]) -> list[Any]:
    """Return the reasons of the last run of a task, each with those of what had changed."""
    values = found.values(name)
    causes: list[Any] = []
    seen.add(name)
    for cause, about in cast("list[list[str]]", values.get("why") or []):
        reason = Reason(Cause[cause], about)
        maker = found.plan.producers.get(split_dependency(about)[0], "")
        same_run = maker and found.values(maker).get("run") == values.get("run")
        below = _past(found, maker, seen) if same_run and maker not in seen else []
        causes.append((told(reason), below))
    return causes
