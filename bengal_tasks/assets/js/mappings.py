"""Mappings: where each token of a minified script was in the source."""

from __future__ import annotations

from collections.abc import Iterator

from bengal_tasks.assets.js.holes import Shift
from bengal_tasks.assets.js.syntax import Syntax, kind
from bengal_tasks.assets.lines import Lines
from bengal_tasks.assets.source_map import SourceMap
from bengal_tasks.model.code import Mapping


_WHOLE = frozenset((kind("string"), kind("template_string"), kind("regex")))
_WORD_MARKS = b"_$#@"
_BREAK = b"\n"
_FIRST_BEYOND_ASCII = 0x80


def token_mappings(source: Syntax, result: Syntax, lines: Lines, shift: Shift) -> list[Mapping]:
    """
    Return a mapping for each word and literal of *result*, and for the first token of each line.

    *source* has the same tokens in the same order, and *lines* are its lines.
    """
    ours, theirs = source.nodes, result.nodes
    return [
        Mapping(
            shift.moved(result.offset(theirs.starts[number])),
            0,
            *lines.at(source.offset(ours.starts[number])),
        )
        for number in _marks(result)
    ]


def map_mappings(found: SourceMap, text: Lines, source: Lines, shift: Shift) -> list[Mapping]:
    """Return the mappings that the source map of a text with one source holds."""
    mappings = []
    for segment in found.segments:
        if segment.source == 0:
            offset = shift.moved(text.offset(segment.line, segment.column))
            place = source.at(source.offset(segment.source_line, segment.source_column))
            mappings.append(Mapping(offset, 0, *place))
    return mappings


def _marks(syntax: Syntax) -> Iterator[int]:
    """Yield the leaves that get a mapping."""
    nodes, data = syntax.nodes, syntax.data
    last = end_of_literal = -1
    for leaf in nodes.leaves:
        start = nodes.starts[leaf]
        if leaf and nodes.kinds[leaf - 1] in _WHOLE:
            end_of_literal = nodes.ends[leaf - 1]
            yield leaf
        elif start >= end_of_literal and _is_mark(data, last, start):
            yield leaf
        last = nodes.ends[leaf]


def _is_mark(data: bytes, last: int, start: int) -> bool:
    if last < 0 or _BREAK in data[last:start]:
        return True
    first = data[start : start + 1]
    return first.isalnum() or first in _WORD_MARKS or first[0] >= _FIRST_BEYOND_ASCII
