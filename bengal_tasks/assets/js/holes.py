"""Holes: where the text of a script names other assets, cut out of it as references."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bengal_tasks.assets.js.imports import Import
from bengal_tasks.assets.js.resolve import Resolved
from bengal_tasks.assets.js.syntax import Syntax
from bengal_tasks.assets.lines import Lines
from bengal_tasks.model.code import Fragment, Reference


@dataclass(frozen=True, slots=True)
class Point:
    """A place in a source; line and column count from 1, 0 is "not known"."""

    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class Hole:
    """A span of a text, in characters, with the reference that takes its place."""

    start: int
    end: int
    reference: Reference


def points_of(syntax: Syntax, imports: Iterable[Import], lines: Lines) -> list[Point]:
    """Return where the specifier of each import begins."""
    places = (lines.at(syntax.offset(found.start + 1)) for found in imports)
    return [Point(line + 1, column + 1) for line, column in places]


def hole(text: str, span: tuple[int, int], resolved: Resolved, path: str, point: Point) -> Hole:
    """Return the hole for a *span* of *text* that names *resolved*."""
    reference = Reference(
        name=resolved.name,
        written=text[slice(*span)],
        tail=resolved.tail,
        path=path,
        line=point.line,
        column=point.column,
        rooted=resolved.rooted,
    )
    return Hole(*span, reference)


def cut(text: str, holes: Sequence[Hole]) -> tuple[Fragment, ...]:
    """Return the text in fragments, with a reference for each hole."""
    parts: list[Fragment] = []
    last = 0
    for one in holes:
        parts += [text[last : one.start], one.reference]
        last = one.end
    parts.append(text[last:])
    return tuple(part for part in parts if part != "")


class Shift:
    """Offsets in a text as offsets in its fragments, where holes have no length."""

    def __init__(self, holes: Sequence[Hole]) -> None:
        self._holes = holes
        self._starts = [one.start for one in holes]
        self._before = [0]
        for one in holes:
            self._before.append(self._before[-1] + one.end - one.start)

    def moved(self, offset: int) -> int:
        """Return *offset* less the holes before it; in a hole it is where the hole begins."""
        count = bisect_right(self._starts, offset)
        if count and offset < self._holes[count - 1].end:
            return self._holes[count - 1].start - self._before[count - 1]
        return offset - self._before[count]
