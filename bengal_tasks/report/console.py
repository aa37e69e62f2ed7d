"""The console reporter: a line for each task that ran with its first reason, and a summary."""

from __future__ import annotations

import re
import time
from typing import Any, TextIO

from doit.exceptions import UnmetDependency

from bengal_tasks.explain.text import told
from bengal_tasks.model.keys import family_of
from bengal_tasks.model.reason import Reason
from bengal_tasks.model.trace import Notice, Trace
from bengal_tasks.report.progress import Progress
from bengal_tasks.report.style import Style


_MOST_LINES = 40
"""Lines of one family that are shown; the rest is counted, unless it is asked for with -v 2."""
_MOST_NOTICES = 10
_ALL = 2
"""The verbosity that shows every line, and every warning that holds."""
_MOST_FAILURES = 20
_RENDERED = re.compile(r", while \S+ was rendered")


class ConsoleReporter:
    """What a person sees; doit calls the methods."""

    desc = "a line a task that ran, with its reason, and a summary"

    def __init__(self, outstream: TextIO, options: dict[str, Any]) -> None:
        self._all = options.get("verbosity") == _ALL
        self._out = outstream
        self._style = Style(outstream)
        self._progress = Progress(outstream, self._style)
        self._began = time.monotonic()
        self._ran: dict[str, int] = {}
        self._reasons: dict[str, list[Reason]] = {}
        self._failures: dict[str, list[str]] = {}
        self._first: dict[str, str] = {}
        self._unmet: list[str] = []
        self._total = 0
        self.notices: dict[str, list[Notice]] = {}
        self.before: dict[str, list[Notice]] = {}

    def initialize(self, tasks: dict[str, Any], selected_tasks: list[str]) -> None:
        """Begin: doit tells all tasks and those that were asked for."""
        del selected_tasks
        self._progress.begin(sum(not task.has_subtask for task in tasks.values()))

    def get_status(self, task: Any) -> None:  # noqa: ANN401 (doit's types)
        """Note that a task is looked at."""
        if not task.has_subtask:
            self._progress.step(task.name)

    def will_run(self, task: Any, reasons: list[Reason]) -> None:  # noqa: ANN401 (doit's types)
        """Keep why a task runs; our runner calls it."""
        self._reasons[task.name] = reasons

    def execute_task(self, task: Any) -> None:  # noqa: ANN401 (doit's types)
        """Show a task that runs, with its first reason."""
        if task.actions:
            self._show(task.name)

    def _show(self, name: str) -> None:
        family = family_of(name)
        self._ran[family] = self._ran.get(family, 0) + 1
        if self._ran[family] > _MOST_LINES and not self._all:
            return
        reasons = self._reasons.get(name, [])
        why = told(reasons[0]) if reasons else ""
        more = f" (and {len(reasons) - 1} more)" if len(reasons) > 1 else ""
        self._line(f"{self._style.strong(name)}  {self._style.faint(why + more)}".rstrip())
        if self._ran[family] == _MOST_LINES and not self._all:
            self._line(self._style.faint(f"... more {family} tasks are counted, not shown"))

    def did_run(self, task: Any, trace: Trace) -> None:  # noqa: ANN401 (doit's types)
        """Keep the warnings of a task; our runner calls it."""
        self.notices[task.name] = list(trace.notices)

    def add_success(self, task: Any) -> None:  # noqa: ANN401 (doit's types)
        """Nothing: a task that ran was shown when it began."""

    def skip_uptodate(self, task: Any) -> None:  # noqa: ANN401 (doit's types)
        """Nothing: what is up to date is not shown."""

    def skip_ignore(self, task: Any) -> None:  # noqa: ANN401 (doit's types)
        """Show a task that the user told doit to ignore."""
        self._line(f"{task.name}  {self._style.faint('ignored')}")

    def add_failure(self, task: Any, fail_info: Any) -> None:  # noqa: ANN401 (doit's types)
        """Keep a failure; equal messages are told once."""
        if isinstance(fail_info, UnmetDependency):
            self._unmet += [] if task.has_subtask else [task.name]
            return
        message = _message(fail_info)
        key = _RENDERED.sub("", message)  # one template fails for many pages: told once
        self._first.setdefault(key, message)
        self._failures.setdefault(key, []).append(task.name)

    def cleanup_error(self, exception: Any) -> None:  # noqa: ANN401 (doit's types)
        """Show an error of a teardown."""
        self._line(_message(exception))

    def runtime_error(self, msg: str) -> None:
        """Show an error that ended the run."""
        self._failures.setdefault(msg, []).append("doit")

    def teardown_task(self, task: Any) -> None:  # noqa: ANN401 (doit's types)
        """Nothing: teardowns are not shown."""

    def complete_run(self) -> None:
        """Show failures, warnings and the summary."""
        self._progress.end()
        for key, names in list(self._failures.items())[:_MOST_FAILURES]:
            self._failure(self._first.get(key, key), names)
        if len(self._failures) > _MOST_FAILURES:
            self._line(f"... and {len(self._failures) - _MOST_FAILURES} other failures")
        if self._unmet:
            self._line(f"not run, because of what failed: {_some(self._unmet)}")
        self._show_notices()
        self._line(self._summary())

    def _failure(self, message: str, names: list[str]) -> None:
        names = sorted(names)
        self._line(f"{self._style.bad('failed')} {self._style.strong(_some(names))}")
        self._line("  " + message.strip().replace("\n", "\n  "))

    def _show_notices(self) -> None:
        shown = self._current() if self._all else self.notices
        notices = list(dict.fromkeys(n for found in shown.values() for n in found))
        most = len(notices) if self._all else _MOST_NOTICES
        for notice in notices[:most]:
            self._line(f"{self._style.warn('warning')} {notice}")
        if len(notices) > most:
            kinds: dict[str, int] = {}
            for notice in notices:
                kinds[notice.kind] = kinds.get(notice.kind, 0) + 1
            counted = ", ".join(f"{kind} {number}" for kind, number in sorted(kinds.items()))
            more = f"... {len(notices) - most} more; by kind: {counted}; doit -v 2 shows them"
            self._line(self._style.faint(more))

    def _summary(self) -> str:
        seconds = time.monotonic() - self._began
        count = sum(self._ran.values())
        parts = [f"{number} {family}" for family, number in self._ran.items()]
        warnings = self._warnings()
        failures = sum(map(len, self._failures.values()))
        ends = [
            f"{_plural(count, 'task')} ran ({', '.join(parts)})" if count else "nothing to do",
            self._style.bad(f"{failures} failed") if failures else "",
            self._style.warn(_plural(warnings, "warning")) if warnings else "",
            f"{seconds:.1f} s" if count or failures else "",
        ]
        return " · ".join(end for end in ends if end)

    def _current(self) -> dict[str, list[Notice]]:
        return {**self.before, **self.notices}

    def _warnings(self) -> int:
        return len({notice for found in self._current().values() for notice in found})

    def _line(self, text: str) -> None:
        self._progress.line(text)


def _message(failure: Any) -> str:  # noqa: ANN401 (doit's types)
    text = str(failure.get_msg() if hasattr(failure, "get_msg") else failure)
    return text.removeprefix("TaskFailed - ").removeprefix("TaskError - ")


def _some(names: list[str]) -> str:
    shown = ", ".join(names[:3])
    return shown if len(names) <= len(names[:3]) else f"{shown} and {len(names) - 3} more"


def _plural(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
