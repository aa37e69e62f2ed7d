"""The adapter: any reporter of doit behind the calls that our runner makes."""

from __future__ import annotations

from typing import Any

from bengal_tasks.model.reason import Reason
from bengal_tasks.model.trace import Notice, Trace


class Adapted:
    """
    A reporter with `will_run` and `did_run`; doit's own reporters do without.

    *before* are the warnings of tasks that may be up to date: they still hold.
    """

    def __init__(self, reporter: Any, before: dict[str, list[Notice]]) -> None:  # noqa: ANN401 (doit's types)
        self._reporter = reporter
        if hasattr(reporter, "before"):
            reporter.before = before

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 (any call of doit)
        return getattr(self._reporter, name)

    def will_run(self, task: Any, reasons: list[Reason]) -> None:  # noqa: ANN401 (doit's types)
        """Tell why a task runs."""
        tell = getattr(self._reporter, "will_run", None)
        if tell:
            tell(task, reasons)

    def did_run(self, task: Any, trace: Trace) -> None:  # noqa: ANN401 (doit's types)
        """Tell what a task read, made and warned of."""
        tell = getattr(self._reporter, "did_run", None)
        if tell:
            tell(task, trace)
