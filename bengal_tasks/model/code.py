"""
Code: a stylesheet or script as it will be published, with holes for the URLs of other assets.

It is what `compile` leaves for `asset`, as a parsed body is what `parse` leaves for `page`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias, cast

from bengal_tasks.model.trace import Notice
from bengal_tasks.model.values import JSON


@dataclass(frozen=True, slots=True)
class Reference:
    """
    A hole where the URL of another asset goes; it stands between quotes.

    *name* is the logical name of the other asset, *written* the URL as the source has it, *tail*
    its query and fragment. *path*, *line* and *column* (from 1) say where it was written. With
    *rooted* the URL was written from the root of the site on, and is published so.
    """

    name: str
    written: str
    tail: str = ""
    path: str = ""
    line: int = 0
    column: int = 0
    rooted: bool = False

    def to_json(self) -> list[JSON]:
        """Return the reference as a JSON list."""
        return [self.name, self.written, self.tail, self.path, self.line, self.column, self.rooted]

    @classmethod
    def from_json(cls, value: list[JSON]) -> Reference:
        """Return the reference that `to_json` gave."""
        name, written, tail, path = (str(part) for part in value[:4])
        line, column = cast("list[int]", value[4:6])
        return cls(name, written, tail, path, line, column, rooted=bool(value[6]))


Fragment: TypeAlias = str | Reference


@dataclass(frozen=True, slots=True)
class Mapping:
    """
    One point of a source map.

    What stands at *offset* of the text comes from *line* and *column* (from 0, in characters) of
    the source number *source*. The offset counts the characters of the fragments that are text: a
    hole has no length.
    """

    offset: int
    source: int
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Code:
    """
    The text of one asset in *fragments*, the *sources* it was made from and its *mappings*.

    *sources* are site paths, sorted as they were first read; *mappings* are sorted by offset, and
    empty when no source map was asked for.
    """

    fragments: tuple[Fragment, ...]
    sources: tuple[str, ...] = ()
    mappings: tuple[Mapping, ...] = ()
    notices: tuple[Notice, ...] = ()

    @property
    def references(self) -> tuple[Reference, ...]:
        """The holes in the order of the text."""
        return tuple(part for part in self.fragments if isinstance(part, Reference))

    def to_json(self) -> dict[str, JSON]:
        """Return the code as JSON, without its notices: the trace of its task keeps them."""
        return {
            "fragments": fragments_to_json(self.fragments),
            "sources": list(self.sources),
            "mappings": [[m.offset, m.source, m.line, m.column] for m in self.mappings],
        }

    @classmethod
    def from_json(cls, value: dict[str, JSON]) -> Code:
        """Return the code that `to_json` gave."""
        mappings = cast("list[list[int]]", value["mappings"])
        return cls(
            fragments=fragments_from_json(value["fragments"]),
            sources=tuple(cast("list[str]", value["sources"])),
            mappings=tuple(Mapping(*row) for row in mappings),
        )


def fragments_to_json(fragments: Iterable[Fragment]) -> list[JSON]:
    """Return fragments as JSON: text as it is, references as lists."""
    return [part if isinstance(part, str) else part.to_json() for part in fragments]


def fragments_from_json(value: JSON) -> tuple[Fragment, ...]:
    """Return the fragments that `fragments_to_json` gave."""
    parts = cast("list[str | list[JSON]]", value)
    return tuple(p if isinstance(p, str) else Reference.from_json(p) for p in parts)
