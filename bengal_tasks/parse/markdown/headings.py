"""Headings: their ids, and the table of contents that they make."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from bengal_tasks.model.body import Heading


_OWN_ID = re.compile(r"[ \t]*\{#(?P<id>[\w:.-]+)\}[ \t]*$")
_OWN_IDS = re.compile(r"\{#([\w:.-]+)\}[ \t]*$", re.MULTILINE)
_OTHERS = re.compile(r"[^\w\s-]+", re.ASCII)
_GAP = re.compile(r"\s")
_TOP = 2


def slug_of(text: str) -> str:
    """
    Return the id that a heading gets by its text, as GitHub does; letters of all scripts are kept.

    >>> [slug_of(text) for text in ("What's new?", "Über & uns", "???")]
    ['whats-new', 'über--uns', 'section']
    """
    text = unicodedata.normalize("NFC", text.lower())
    kept = _OTHERS.sub("", text) if text.isascii() else "".join(filter(_is_kept, text))
    return _GAP.sub("-", kept.strip()) or "section"


def _is_kept(char: str) -> bool:
    # Marks belong to the letters of many scripts, but are not alphanumeric by themselves.
    return char.isalnum() or char.isspace() or char in "-_" or unicodedata.category(char)[0] == "M"


def split_own_id(text: str) -> tuple[str, str]:
    """
    Take ``{#id}`` from the end of a heading.

    >>> split_own_id("Start here {#start}")
    ('Start here', 'start')
    """
    found = _OWN_ID.search(text) if text.endswith(("}", " ", "\t")) else None
    return (text[: found.start()], found["id"]) if found else (text, "")


def own_ids(text: str) -> list[str]:
    """Return every ``{#id}`` of a body, so that no other heading takes it first."""
    return _OWN_IDS.findall(text) if "{#" in text else []


def table_of_contents(headings: Sequence[Heading], depth: int) -> tuple[Heading, ...]:
    """Nest the headings from h2 down to *depth*, given in the order of the page."""
    return _nested([heading for heading in headings if _TOP <= heading.level <= depth])


def _nested(headings: Sequence[Heading]) -> tuple[Heading, ...]:
    entries: list[Heading] = []
    start = 0
    while start < len(headings):
        first = headings[start]
        end = start + 1
        while end < len(headings) and headings[end].level > first.level:
            end += 1
        children = _nested(headings[start + 1 : end])
        entries.append(Heading(first.level, first.id, first.title, children))
        start = end
    return tuple(entries)
