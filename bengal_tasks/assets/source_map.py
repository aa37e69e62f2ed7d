"""Source maps (version 3, ECMA-426): written, read, and chained when a source has one itself."""

from __future__ import annotations

import json
import posixpath
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Mapping as Table
from dataclasses import dataclass
from typing import NamedTuple, cast

from bengal_tasks.assets.lines import Lines
from bengal_tasks.assets.vlq import decode_numbers, encode_numbers
from bengal_tasks.model.code import Mapping


_VERSION = 3
_LENGTHS = (1, 4, 5)
_GUARD = ")]}'"


class Segment(NamedTuple):
    """
    One point: *line* and *column* of the text, and where in which source it comes from.

    Lines count from 0, columns from 0 in UTF-16 units. With *source* -1 it comes from nowhere.
    """

    line: int
    column: int
    source: int = -1
    source_line: int = 0
    source_column: int = 0


@dataclass(frozen=True, slots=True)
class SourceMap:
    """The *sources* of a text, their *contents* where known, and its segments in order."""

    sources: tuple[str, ...]
    contents: tuple[str | None, ...]
    segments: tuple[Segment, ...]

    def to_text(self) -> str:
        """Return the map as JSON; the name of its own file is not in it."""
        value = {
            "version": _VERSION,
            "sources": self.sources,
            "sourcesContent": self.contents,
            "names": [],
            "mappings": _encoded(self.segments),
        }
        return json.dumps(value, separators=(",", ":"))

    def at(self, line: int, column: int) -> Segment | None:
        """Return the last segment of a line that begins at *column* or before it."""
        place = bisect_right(self.segments, (line, column + 1)) - 1
        found = self.segments[place] if place >= 0 else None
        return found if found and found.line == line else None


def source_map(
    text: str,
    mappings: Iterable[Mapping],
    sources: Sequence[str],
    contents: Sequence[str],
    *,
    script: bool,
) -> SourceMap:
    """
    Return the map of *text*, whose *mappings* have offsets in its characters.

    *sources* are what the map calls them, *contents* their texts. With *script* lines end as they
    do in JavaScript.
    """
    lines = Lines(text, script=script)
    inner = [Lines(content, script=script) for content in contents]

    def segment(mapping: Mapping) -> Segment:
        source, line = mapping.source, mapping.line
        column = inner[source].units(line, mapping.column)
        return Segment(*lines.units_at(mapping.offset), source, line, column)

    segments = sorted(map(segment, mappings))
    return SourceMap(tuple(sources), tuple(contents), tuple(segments))


def read_source_map(text: str) -> SourceMap:
    """Return the map that a JSON text holds; a ValueError if it is none that we can use."""
    head, _, rest = text.partition("\n")
    try:
        value = json.loads(rest if head.startswith(_GUARD) else text)
    except RecursionError:
        raise ValueError("nested too deep") from None
    if not isinstance(value, dict) or value.get("version") != _VERSION:
        raise ValueError("not a source map of version 3")
    sources, contents, mappings = (
        value.get(key) for key in ("sources", "sourcesContent", "mappings")
    )
    if not (isinstance(sources, list) and isinstance(mappings, str)):
        raise ValueError("a source map needs sources and mappings")  # noqa: TRY004  # data, not a call
    names = tuple(_source_name(value.get("sourceRoot"), source) for source in sources)
    segments = tuple(sorted(_decoded(mappings)))
    if any(segment.source >= len(names) for segment in segments):
        raise ValueError("a segment comes from a source that is not listed")
    known = cast("list[object]", contents) if isinstance(contents, list) else []
    texts = [text if isinstance(text, str) else None for text in known[: len(names)]]
    return SourceMap(names, (*texts, *[None] * (len(names) - len(texts))), segments)


def chain(outer: SourceMap, inner: Table[str, SourceMap]) -> SourceMap:
    """
    Return *outer* with its sources replaced by theirs.

    *inner* has the maps of sources of *outer*, by name; names in them are relative to that source.
    What an inner map knows nothing of comes from nowhere.
    """
    contents: dict[str, str | None] = {}
    numbers: dict[str, int] = {}

    def number(name: str, content: str | None) -> int:
        if contents.get(name) is None:
            contents[name] = content
        return numbers.setdefault(name, len(numbers))

    def moved(segment: Segment) -> Segment:
        name = outer.sources[segment.source] if segment.source >= 0 else ""
        if segment.source < 0:
            return segment
        if name not in inner:
            return segment._replace(source=number(name, outer.contents[segment.source]))
        found = inner[name].at(segment.source_line, segment.source_column)
        if found is None or found.source < 0:
            return Segment(segment.line, segment.column)
        source = posixpath.join(posixpath.dirname(name), inner[name].sources[found.source])
        to = number(posixpath.normpath(source), inner[name].contents[found.source])
        return Segment(segment.line, segment.column, to, found.source_line, found.source_column)

    segments = tuple(moved(segment) for segment in outer.segments)
    return SourceMap(tuple(numbers), tuple(contents[name] for name in numbers), segments)


def _source_name(root: object, source: object) -> str:
    if source is None:
        return ""
    if not isinstance(source, str):
        raise ValueError("a source is named by a text")  # noqa: TRY004  # data, not a call
    return f"{root.rstrip('/')}/{source}" if isinstance(root, str) and root else source


def _encoded(segments: Sequence[Segment]) -> str:
    parts: list[str] = []
    line = column = 0
    last = (0, 0, 0)
    for segment in segments:
        if segment.line > line:
            parts.append(";" * (segment.line - line))
            line, column = segment.line, 0
        elif parts:
            parts.append(",")
        numbers = [segment.column - column]
        column = segment.column
        if segment.source >= 0:
            now = segment[2:]
            numbers += [a - b for a, b in zip(now, last, strict=True)]
            last = now
        parts.append(encode_numbers(numbers))
    return "".join(parts)


def _decoded(mappings: str) -> Iterator[Segment]:
    last = [0, 0, 0]
    for line, texts in enumerate(mappings.split(";")):
        column = 0
        for text in filter(None, texts.split(",")):
            first, *rest = decode_numbers(text)
            if len(rest) + 1 not in _LENGTHS:
                raise ValueError("a segment has one, four or five numbers")
            column += first
            if rest:
                last = [a + b for a, b in zip(last, rest, strict=False)]
            if min(column, *last) < 0:
                raise ValueError("a place before the beginning")
            yield Segment(line, column, *last) if rest else Segment(line, column)
