"""The dependency manager: doit's own, but what a task of ours read is what its trace says."""

from __future__ import annotations

from typing import Any

from doit.dependency import Dependency

from bengal_tasks.model.trace import Trace
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
