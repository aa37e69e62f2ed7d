"""Style: colours on a terminal, plain text elsewhere; NO_COLOR is respected."""

from __future__ import annotations

import os
from typing import TextIO


class Style:
    """Marks up short texts for one stream."""

    def __init__(self, stream: TextIO) -> None:
        self.terminal = bool(getattr(stream, "isatty", lambda: False)()) and not os.environ.get(
            "CI"
        )
        plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
        self._colours = self.terminal and not plain

    def _mark(self, code: str, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self._colours and text else text

    def strong(self, text: str) -> str:
        """Return the name of a thing."""
        return self._mark("1", text)

    def faint(self, text: str) -> str:
        """Return what may be read over."""
        return self._mark("2", text)

    def bad(self, text: str) -> str:
        """Return a word for a failure."""
        return self._mark("31;1", text)

    def warn(self, text: str) -> str:
        """Return a word for a warning."""
        return self._mark("33", text)
