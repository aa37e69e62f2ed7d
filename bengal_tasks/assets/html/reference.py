"""A reference: one URL in HTML, where it stands, and what a browser does with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias


Kind: TypeAlias = Literal["image", "stylesheet", "script", "font", "media", "document", "other"]

Spell: TypeAlias = Callable[[str], str]
"""Writes text so that it reads as that text where it is put."""

_SUFFIXES: dict[Kind, str] = {
    "image": "apng avif bmp gif ico jpeg jpg png svg webp",
    "stylesheet": "css",
    "script": "js mjs",
    "font": "eot otf ttf woff woff2",
    "media": "aac flac m4a m4v mov mp3 mp4 oga ogg ogv opus wav weba webm",
    "document": "htm html pdf xhtml",
}
_OF_SUFFIX = {suffix: kind for kind, all_ in _SUFFIXES.items() for suffix in all_.split()}


@dataclass(frozen=True, slots=True)
class HtmlReference:
    """
    One URL as it is in HTML.

    *url* is decoded: no character references, no escapes of CSS or JSON, no space around it.
    *start* and *end* count characters of the HTML: the span that spells it. When the span is
    empty the URL could not be located, and `rewrite` leaves it. *line* and *column* count from 1.
    *attribute* is empty for the text of ``<style>`` and ``<script>``. In the ``srcdoc`` of a
    frame, element and attribute are those of the inner HTML. *loaded* tells that the browser
    fetches the URL with the page, as opposed to a link or what only others read (``og:image``).
    """

    url: str
    start: int
    end: int
    line: int
    column: int
    element: str
    attribute: str
    kind: Kind
    loaded: bool


@dataclass(frozen=True, slots=True)
class Mention:
    """
    A URL in a value: decoded, its span in that value, and what it is where the value tells.

    *spell* writes another URL into the value.
    """

    url: str
    start: int
    end: int
    kind: Kind | None = None
    spell: Spell = str


def kind_of(url: str) -> Kind:
    """Return what a URL leads to, by its suffix."""
    path = url.partition("#")[0].partition("?")[0]
    return _OF_SUFFIX.get(path.rpartition("/")[2].rpartition(".")[2].lower(), "other")
