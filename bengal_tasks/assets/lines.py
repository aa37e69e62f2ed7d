"""Lines: where an offset of a text is, in lines and columns, as characters or as UTF-16 units."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right


_ENDS = re.compile("\r\n|[\n\r]")
_SCRIPT_ENDS = re.compile("\r\n|[\n\r\u2028\u2029]")
_LAST_NARROW = "\uffff"


class Lines:
    """
    The lines of one text; lines and columns count from 0.

    With *script* the two separators of Unicode end a line, as they do in JavaScript.
    A character beyond U+FFFF is two UTF-16 units, the measure of source maps.
    """

    def __init__(self, text: str, *, script: bool = False) -> None:
        ends = _SCRIPT_ENDS if script else _ENDS
        self._starts = [0, *(end.end() for end in ends.finditer(text))]
        self._length = len(text)
        self._wide = [] if text.isascii() else [n for n, c in enumerate(text) if c > _LAST_NARROW]
        self._wide_units = [offset + n for n, offset in enumerate(self._wide)]

    def at(self, offset: int) -> tuple[int, int]:
        """Return line and column, in characters, of an offset."""
        line = bisect_right(self._starts, offset) - 1
        return line, offset - self._starts[line]

    def units_at(self, offset: int) -> tuple[int, int]:
        """Return line and column, in UTF-16 units, of an offset."""
        line, column = self.at(offset)
        return line, self.units(line, column)

    def units(self, line: int, column: int) -> int:
        """Return a column in characters as UTF-16 units."""
        if not self._wide or line >= len(self._starts):
            return column
        start = self._starts[line]
        return column + bisect_left(self._wide, start + column) - bisect_left(self._wide, start)

    def offset(self, line: int, units: int) -> int:
        """Return the offset of a line and a column in UTF-16 units; past the end it is the end."""
        if line >= len(self._starts):
            return self._length
        start = self._starts[line]
        place = start + bisect_left(self._wide, start) + units
        return min(place - bisect_left(self._wide_units, place), self._length)
