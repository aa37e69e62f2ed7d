"""The progress bar: drawn by rich on a terminal, absent everywhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from bengal_tasks.report.style import Style


if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

_EVERY = 25


class Progress:
    """
    How many tasks were looked at; drawn anew every so many.

    rich is asked to draw without a thread of its own: workers are forked.
    """

    def __init__(self, stream: TextIO, style: Style) -> None:
        self._stream = stream
        self._on = style.terminal
        self._bar: Bar | None = None
        self._task: TaskID | None = None
        self._seen = 0
        self._total = 0

    def begin(self, total: int) -> None:
        """Begin with *total* tasks."""
        self._total = total

    def step(self, name: str) -> None:
        """Count a task; the bar shows once there is enough to wait for."""
        self._seen += 1
        if self._on and self._seen % _EVERY == 0:
            self._draw(name)

    def _draw(self, name: str) -> None:
        if self._bar is None:
            self._start()
        if self._bar is not None and self._task is not None:
            shown = name.partition(":")[0]
            self._bar.update(self._task, completed=self._seen, description=shown)
            self._bar.refresh()

    def _start(self) -> None:
        from rich.console import Console  # noqa: PLC0415 (50 ms that only a terminal pays)
        from rich.progress import Progress as Bar  # noqa: PLC0415

        console = Console(file=self._stream)
        self._bar = Bar(console=console, auto_refresh=False, transient=True)
        self._task = self._bar.add_task("", total=self._total)
        self._bar.start()

    def line(self, text: str) -> None:
        """Write a line; above the bar when there is one."""
        if self._bar is None:
            self._stream.write(f"{text}\n")
            return
        from rich.text import Text  # noqa: PLC0415 (as in `_start`)

        self._bar.console.print(Text.from_ansi(text), soft_wrap=True)

    def end(self) -> None:
        """Take the bar away for good."""
        if self._bar is not None:
            self._bar.stop()
        self._bar = None
        self._on = False
