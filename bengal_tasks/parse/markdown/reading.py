"""A reading: what one call of the parser gathers while it goes through a body."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias, cast
from urllib.parse import unquote

from mistune.util import escape

from bengal_tasks.errors import ContentError, Place
from bengal_tasks.model.body import Heading, Notice, Piece, Slot, image_element
from bengal_tasks.parse.markdown.headings import own_ids
from bengal_tasks.parse.markdown.links import HARMFUL_URL, Reach, reach_of
from bengal_tasks.parse.markdown.settings import MarkdownSettings


Env: TypeAlias = MutableMapping[str, Any]
"""What mistune hands from state to state; the reading is one entry of it."""

MORE = "\x00more\x00"
"""Stands in the HTML where a summary was cut by hand."""

INCLUDE_DEPTH = 10

_MARKER = re.compile("\x00([0-9]+)\x00")
_RAW_ID = re.compile(r"""<[a-z][^<>]*?\s(?:id|name)\s*=\s*["']?([^\s"'<>=`]+)""", re.IGNORECASE)


@dataclass(slots=True)
class Reading:
    """
    The state of one call: it is made by the call and dropped with it.

    A slot is written into the HTML as a marker, its number between two NUL characters, which no
    source can hold; `pieces` cuts the HTML at the markers in the end.
    """

    source: str
    settings: MarkdownSettings
    include: Callable[[str], str]
    slots: list[Slot] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    anchors: dict[str, None] = field(default_factory=dict)
    reserved: set[str] = field(default_factory=set)
    fragments: list[tuple[str, int]] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    def clean(self, text: str) -> str:
        """Return a source as it can be parsed, and set aside the ids that it gives itself."""
        text = text.replace("\x00", "\ufffd").replace("\r\n", "\n").replace("\r", "\n")
        self.reserved.update(own_ids(text))
        return text if text.endswith("\n") else text + "\n"

    def slot(self, slot: Slot) -> str:
        """Return the marker that stands for a slot."""
        self.slots.append(slot)
        return f"\x00{len(self.slots) - 1}\x00"

    def pieces(self, html: str) -> tuple[Piece, ...]:
        """Cut HTML at its markers."""
        parts = _MARKER.split(html.replace(MORE, ""))
        pieces = [self.slots[int(part)] if n % 2 else part for n, part in enumerate(parts)]
        return tuple(piece for piece in pieces if piece)

    def destination(self, kind: str, url: str, line: int) -> str:
        """Return what stands between the quotes of an attribute: a URL, or a slot for one."""
        match reach_of(url):
            case Reach.SITE:
                return self.slot(Slot(kind, url, line))
            case Reach.HARMFUL:
                self.notice(line, f"a link must not run a script: {url}", "link")
                return HARMFUL_URL
            case Reach.PAGE:
                if url.startswith("#"):
                    self.fragments.append((url[1:], line))
            case Reach.OUTSIDE:
                pass
        return escape(url)

    def image(self, url: str, line: int, *attrs: tuple[str, str]) -> str:
        """Return an image, or a slot for one of the site; *attrs* are plain texts."""
        if reach_of(url) is Reach.SITE:
            return self.slot(Slot("image", url, line, attrs))
        return image_element(self.destination("src", url, line), attrs)

    def notice(self, line: int, message: str, kind: str) -> None:
        """Note what is wrong without giving up."""
        self.notices.append(Notice(line, message, kind))

    def place(self, line: int) -> Place:
        """Return a line of the source as a place for an error."""
        return Place(self.source, line)

    def unique_id(self, wanted: str) -> str:
        """Return *wanted*, or *wanted* with the first number that makes it new on the page."""
        name, number = wanted, self.counts.get(f"#{wanted}", 0)
        while name in self.anchors or name in self.reserved:
            number += 1
            name = f"{wanted}-{number}"
        self.counts[f"#{wanted}"] = number
        self.anchors[name] = None
        return name

    def own_id(self, name: str) -> str:
        """Return an id that the source gives itself; only a second one of that name is changed."""
        self.reserved.discard(name)
        return self.unique_id(name)

    def raw_ids(self, html: str) -> None:
        """Note the ids of raw HTML."""
        self.anchors.update(dict.fromkeys(_RAW_ID.findall(html)))

    def number(self, kind: str) -> int:
        """Count things of a kind from 1, for ids that are the same at every build."""
        self.counts[kind] = self.counts.get(kind, 0) + 1
        return self.counts[kind]

    def check_fragments(self) -> None:
        """Note every link into the page itself that leads nowhere."""
        known = {"", "top", *self.anchors}
        for fragment, line in self.fragments:
            if fragment not in known and unquote(fragment) not in known:
                message = f'nothing on this page has the id "{unquote(fragment)}"'
                self.notice(line, message, "link")

    def file(self, path: str, line: int) -> str:
        """Return the text of another file; an error names the line that asked for it."""
        try:
            return self.clean(self.include(path))
        except ContentError as error:
            if error.place is not None:
                raise
            raise ContentError(error.headline, self.place(line), error.hint) from error

    def included(self, path: str, line: int, chain: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
        """Return the text of an included file, and the chain of files with it at the end."""
        longer = (*chain, posixpath.normpath(path))
        route = " -> ".join((self.source, *longer))
        if longer[-1] in (self.source, *chain):
            raise ContentError(f"files include each other: {route}", self.place(line))
        if len(longer) > INCLUDE_DEPTH:
            raise ContentError(
                f"included more than {INCLUDE_DEPTH} deep: {route}", self.place(line)
            )
        return self.file(path, line), longer


def reading_of(env: Env) -> Reading:
    """Return the reading that a state of mistune belongs to."""
    return cast("Reading", env["reading"])
