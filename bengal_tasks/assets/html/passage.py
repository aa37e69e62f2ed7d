"""A passage: decoded text of HTML that knows where each of its characters was written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape
from html.entities import html5

from bengal_tasks.assets.html.reference import Spell


_REFERENCE = re.compile(r"&(?:#(?:[0-9]+|[xX][0-9a-fA-F]+);?|[0-9A-Za-z]+;?)")
_ASSIGNED = re.compile(
    r"""[\t\n\f ]*=[\t\n\f ]*(?:"([^"]*)"|'([^']*)'|([^\t\n\f >]+))""",
)
_MARKUP = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;"}
_DOUBLE = _MARKUP | {ord('"'): "&quot;"}
_SINGLE = _MARKUP | {ord("'"): "&#39;"}
_BARE = _DOUBLE | {ord(sign): f"&#{ord(sign)};" for sign in "'=`\t\n\f "}


def _spell_text(text: str) -> str:
    return text.translate(_MARKUP)


def _spell_double(text: str) -> str:
    return text.translate(_DOUBLE)


def _spell_single(text: str) -> str:
    return text.translate(_SINGLE)


def _spell_bare(text: str) -> str:
    return text.translate(_BARE)


_QUOTED: tuple[Spell, ...] = (_spell_double, _spell_single, _spell_bare)


@dataclass(frozen=True, slots=True)
class Passage:
    """
    Decoded *text*; ``offsets[i]`` is where the HTML spells its character *i*, the last the end.

    *spell* writes other text in its place.
    """

    text: str
    offsets: Sequence[int]
    spell: Spell


def attribute(html: str, start: int, end: int, name: str, value: str) -> Passage | None:
    """
    Return the *value* of the attribute *name* that spans *start* to *end*.

    None when what stands there does not read as *value*.
    """
    match = _ASSIGNED.match(html, start + len(name), end)
    if match is None or match.end() != end:
        return None
    group = match.lastindex or 1
    return _same(match[group], match.start(group), value, _QUOTED[group - 1])


def raw_text(html: str, start: int, value: str) -> Passage | None:
    """Return the text of a ``<style>`` or ``<script>``, in which nothing is decoded."""
    end = start + len(value)
    same = _reads(html[start:end], value)
    return Passage(value, range(start, end + 1), str) if same else None


def plain_text(html: str, start: int, end: int, value: str) -> Passage | None:
    """Return text in which character references count, such as that of a ``<style>`` in SVG."""
    return _same(html[start:end], start, value, _spell_text)


def nowhere(value: str, near: int) -> Passage:
    """Return a value that could not be located: all of it is at *near*, and of no length."""
    return Passage(value, [near] * (len(value) + 1), str)


def _same(raw: str, start: int, value: str, spell: Spell) -> Passage | None:
    text, offsets = _decoded(raw, start)
    return Passage(value, offsets, spell) if _reads(text, value) else None


def _reads(text: str, value: str) -> bool:
    return text == value or text.replace("\0", "\ufffd") == value


def _decoded(raw: str, start: int) -> tuple[str, Sequence[int]]:
    """Return *raw* without character references, and the offset of each character and the end."""
    if "&" not in raw:
        return raw, range(start, start + len(raw) + 1)
    text: list[str] = []
    offsets: list[int] = []
    done = 0
    for match in _REFERENCE.finditer(raw):
        character = _character(match[0], raw[match.end() : match.end() + 1])
        if character == match[0]:
            continue
        text += raw[done : match.start()], character
        offsets.extend(range(start + done, start + match.start()))
        offsets.extend([start + match.start()] * len(character))
        done = match.end()
    text.append(raw[done:])
    offsets.extend(range(start + done, start + len(raw) + 1))
    return "".join(text), offsets


def _character(reference: str, after: str) -> str:
    """Return what a reference in an attribute stands for; itself when it stands for nothing."""
    name = reference[1:]
    if name.startswith("#"):
        return unescape(reference)
    known = name in html5 and (name.endswith(";") or after != "=")
    return html5[name] if known else reference
