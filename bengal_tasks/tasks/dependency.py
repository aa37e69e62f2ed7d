"""The dependency manager: doit's own, but what a task of ours read is what its trace says."""

from __future__ import annotations

from typing import Any

from doit.dependency import Dependency, DependencyStatus

from bengal_tasks.model.digest import ABSENT
from bengal_tasks.model.trace import Trace
from bengal_tasks.tasks.intact import Intact
from bengal_tasks.tasks.records import dependencies_of
from bengal_tasks.tasks.session import session


class TracingDependency(Dependency):  # type: ignore[misc]  # doit ships no hints
    """
    Saves traces.

    This only works if a trace is staged for a task right before doit saves its success, and holds
    the states of what the action really read.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401 (doit's signature)
        super().__init__(*arguments, **options)
        self.staged: dict[str, Trace] = {}

    def get_status(self, task: Any, tasks_dict: Any, get_log: bool = False) -> Any:  # noqa: ANN401, FBT001, FBT002 (doit's signature)
        """Tell whether a task is up to date; as doit does, but for ours without its detours."""
        conditions = task.uptodate
        if get_log or len(conditions) != 1 or not isinstance(conditions[0][0], Intact):
            return super().get_status(task, tasks_dict, get_log)
        result = DependencyStatus(get_log)
        task.dep_changed = []
        if not self._is_current(task, conditions[0][0]):
            result.status = "run"
        return result

    def _is_current(self, task: Any, intact: Intact) -> bool:  # noqa: ANN401 (doit's types)
        found = session()
        record = found.record(task.name)
        if set(dependencies_of(record)) != task.file_dep or not intact():
            return False
        if any(
            found.state_of(dependency) != record.get(dependency) for dependency in task.file_dep
        ):
            return False
        return all(found.state_of(target) != ABSENT for target in task.targets)

    def save_success(self, task: Any, result_hash: Any = None) -> None:  # noqa: ANN401 (doit's types)
        """Save a task that ran: by its trace when there is one, else as doit does."""
        trace = self.staged.pop(task.name, None)
        if trace is None:
            super().save_success(task, result_hash)
            return
        task.file_dep = set(trace.reads)
        session().keep(task.name, trace, task.values)

    def remove_success(self, task: Any) -> None:  # noqa: ANN401 (doit's types)
        """Mark a task as failed; what it has published stays known."""
        session().fail(task.name)
