"""
A parsed body: HTML text, and slots for what only the finished site knows.

See "Bodies and slots" in docs/architecture.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from typing import TypeAlias, cast

from bengal_tasks.model.values import JSON


@dataclass(frozen=True, slots=True)
class Slot:
    """
    A hole in the HTML of a body, to be filled when the page is rendered.

    The *kind* says what goes there:

    - ``href``: the URL of the link *target*; stands between the quotes of an attribute
    - ``src``: the URL of the image or media file *target*; stands between quotes as well
    - ``image``: the element that shows the image file *target*, with *attrs* that are plain texts
    - ``title``: the title of the page *target*, as text
    - ``shortcode``: what the shortcode *target* makes of *attrs* and *body*
    """

    kind: str
    target: str
    line: int
    attrs: tuple[tuple[str, str], ...] = ()
    body: tuple[Piece, ...] = ()

    def to_json(self) -> dict[str, JSON]:
        """Return the slot as JSON."""
        return {
            "kind": self.kind,
            "target": self.target,
            "line": self.line,
            "attrs": [[name, value] for name, value in self.attrs],
            "body": pieces_to_json(self.body),
        }

    @classmethod
    def from_json(cls, value: Mapping[str, JSON]) -> Slot:
        """Return the slot that `to_json` gave."""
        attrs = cast("list[list[str]]", value["attrs"])
        return cls(
            kind=cast("str", value["kind"]),
            target=cast("str", value["target"]),
            line=cast("int", value["line"]),
            attrs=tuple((name, text) for name, text in attrs),
            body=pieces_from_json(value["body"]),
        )


def image_element(src: str, attrs: Iterable[tuple[str, str]]) -> str:
    """Return an image; *src* is escaped already, *attrs* are plain texts, alt kept when empty."""
    kept = [(name, text) for name, text in attrs if text or name == "alt"]
    shown = (f' {name}="{_quoted(text)}"' for name, text in kept)
    return f'<img src="{src}"{"".join(shown)}>'


def _quoted(text: str) -> str:
    return escape(text, quote=False).replace('"', "&quot;")


Piece: TypeAlias = str | Slot


def pieces_to_json(pieces: Iterable[Piece]) -> list[JSON]:
    """Return pieces as JSON: text as it is, slots as tables."""
    return [piece if isinstance(piece, str) else piece.to_json() for piece in pieces]


def pieces_from_json(value: JSON) -> tuple[Piece, ...]:
    """Return the pieces that `pieces_to_json` gave."""
    items = cast("list[str | dict[str, JSON]]", value)
    return tuple(item if isinstance(item, str) else Slot.from_json(item) for item in items)


@dataclass(frozen=True, slots=True)
class Heading:
    """An entry of the table of contents: a heading, and those below it."""

    level: int
    id: str
    title: str
    children: tuple[Heading, ...] = ()

    def to_json(self) -> dict[str, JSON]:
        """Return the heading as JSON."""
        return {
            "level": self.level,
            "id": self.id,
            "title": self.title,
            "children": [child.to_json() for child in self.children],
        }

    @classmethod
    def from_json(cls, value: Mapping[str, JSON]) -> Heading:
        """Return the heading that `to_json` gave."""
        return cls(
            level=cast("int", value["level"]),
            id=cast("str", value["id"]),
            title=cast("str", value["title"]),
            children=_headings(value["children"]),
        )


@dataclass(frozen=True, slots=True)
class Notice:
    """What is wrong with a body although it can be rendered; *kind* is link or directive."""

    line: int
    message: str
    kind: str

    def to_json(self) -> dict[str, JSON]:
        """Return the notice as JSON."""
        return {"line": self.line, "message": self.message, "kind": self.kind}

    @classmethod
    def from_json(cls, value: Mapping[str, JSON]) -> Notice:
        """Return the notice that `to_json` gave."""
        return cls(
            line=cast("int", value["line"]),
            message=cast("str", value["message"]),
            kind=cast("str", value["kind"]),
        )


@dataclass(frozen=True, slots=True)
class ParsedBody:
    """
    All that one Markdown body says by itself.

    *anchors* are the ids of the page in their order; *text* is its plain text with single blanks;
    *reading_time* is in minutes; *title* is the text of a leading h1, or empty.
    """

    pieces: tuple[Piece, ...]
    summary: tuple[Piece, ...]
    toc: tuple[Heading, ...]
    anchors: tuple[str, ...]
    text: str
    word_count: int
    reading_time: int
    title: str
    notices: tuple[Notice, ...]

    def to_json(self) -> dict[str, JSON]:
        """Return the body as JSON; equal bodies give equal JSON."""
        return {
            "pieces": pieces_to_json(self.pieces),
            "summary": pieces_to_json(self.summary),
            "toc": [heading.to_json() for heading in self.toc],
            "anchors": list(self.anchors),
            "text": self.text,
            "word_count": self.word_count,
            "reading_time": self.reading_time,
            "title": self.title,
            "notices": [notice.to_json() for notice in self.notices],
        }

    @classmethod
    def from_json(cls, value: Mapping[str, JSON]) -> ParsedBody:
        """Return the body that `to_json` gave."""
        notices = cast("list[dict[str, JSON]]", value["notices"])
        return cls(
            pieces=pieces_from_json(value["pieces"]),
            summary=pieces_from_json(value["summary"]),
            toc=_headings(value["toc"]),
            anchors=tuple(cast("list[str]", value["anchors"])),
            text=cast("str", value["text"]),
            word_count=cast("int", value["word_count"]),
            reading_time=cast("int", value["reading_time"]),
            title=cast("str", value["title"]),
            notices=tuple(Notice.from_json(item) for item in notices),
        )


def _headings(value: JSON) -> tuple[Heading, ...]:
    items = cast("list[dict[str, JSON]]", value)
    return tuple(Heading.from_json(item) for item in items)
