"""Scan: find the references of HTML in the tree that a browser would build of it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from operator import itemgetter
from typing import NamedTuple, TypeAlias

from turbohtml import Element, Namespace, parse

from bengal_tasks.assets.html.passage import Passage, attribute, nowhere, plain_text, raw_text
from bengal_tasks.assets.html.reference import HtmlReference, Kind, Spell, kind_of
from bengal_tasks.assets.html.rules import (
    IMPORT_MAP,
    LINK,
    SELECTOR,
    STYLES,
    Attributes,
    Rule,
    rules_of,
)


NESTING = 4
"""How deep frames within the ``srcdoc`` of frames are read."""

_WITH_TEXT = frozenset({"style", "script"})
_SURROGATE = re.compile("[\ud800-\udfff]")
_CRLF = re.compile("\r\n")
_PLACE = itemgetter(0, 1)

Wanted: TypeAlias = Callable[[str], bool]


class Found(NamedTuple):
    """
    A reference before its line is known, and how to spell another URL in its place.

    A tuple, not a dataclass: there are a hundred a page.
    """

    start: int
    end: int
    url: str
    element: str
    attribute: str
    kind: Kind
    loaded: bool
    spell: Spell


def scan(html: str, links: Wanted | None = None) -> tuple[HtmlReference, ...]:
    """
    Return what *html* refers to, in the order of the text.

    Scripts are taken as switched off, so what is in ``<noscript>`` counts. With *links*, the
    target of an ``<a>`` or ``<area>`` counts only when *links* says so of the value as written:
    locating those is most of the work.
    """
    return tuple(reference for reference, _ in located(html, links))


def located(html: str, links: Wanted | None = None) -> list[tuple[HtmlReference, Spell]]:
    """Return what `scan` does, each with the way to spell another URL there."""
    result: list[tuple[HtmlReference, Spell]] = []
    line, begin, done = 1, 0, 0
    for found in sorted(find(html, links), key=_PLACE):
        start, end, url, element, name, kind, loaded, spell = found
        line += html.count("\n", done, start)
        begin = html.rfind("\n", done, start) + 1 or begin
        done = start
        reference = HtmlReference(
            url, start, end, line, start - begin + 1, element, name, kind, loaded
        )
        result.append((reference, spell))
    return result


def find(html: str, links: Wanted | None = None, nesting: int = NESTING) -> Iterator[Found]:
    """Return what *html* refers to, in no order that counts."""
    html = _encodable(html)
    if "\r" not in html:
        return _find(html, links, nesting)
    breaks = [match.start() - before for before, match in enumerate(_CRLF.finditer(html))]
    text = html.replace("\r\n", "\n").replace("\r", "\n")
    return (
        found._replace(
            start=found.start + bisect_left(breaks, found.start),
            end=found.end + bisect_left(breaks, found.end),
        )
        for found in _find(text, links, nesting)
    )


def _encodable(html: str) -> str:
    """Return *html* with U+FFFD for surrogates, which the parser trips over in names."""
    try:
        html.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", html)
    return html


def _find(html: str, links: Wanted | None, nesting: int) -> Iterator[Found]:
    document = parse(html, source_locations=True, allow_declarative_shadow_roots=False)
    for element in document.select(SELECTOR):
        tag = element.tag.lower()
        attributes: Attributes = element.attrs
        rules = rules_of(tag, attributes)
        for name, value in attributes.items():
            rule = rules.get(name)
            if rule is None or not value or not isinstance(value, str):
                continue
            if rule is LINK and links is not None and not links(value):
                continue
            passage = _attribute(html, element, name, value)
            if passage is not None:
                yield from _mentions(passage, rule, tag, name)
        if tag in _WITH_TEXT:
            yield from _text(html, element, tag)
        elif tag == "iframe" and nesting:
            yield from _inner(html, element, links, nesting - 1)


def _attribute(html: str, element: Element, name: str, value: str) -> Passage | None:
    """Return the value of an attribute; None for a copy that the parser made of an element."""
    location = element.source_location
    if location is None:
        return None
    span = location.attrs.get(name)
    passage = span and attribute(html, span.start_offset, span.end_offset, name, value)
    return passage or nowhere(value, location.start_tag.start_offset)


def _mentions(passage: Passage, rule: Rule, element: str, name: str) -> Iterator[Found]:
    offsets = passage.offsets
    for mention in rule.read(passage.text):
        url = mention.url
        kind = rule.kind or mention.kind or kind_of(url)
        spell = _then(mention.spell, passage.spell)
        start, end = offsets[mention.start], offsets[mention.end]
        yield Found(start, end, url, element, name, kind, rule.loaded, spell)


def _text(html: str, element: Element, tag: str) -> Iterator[Found]:
    """Return what the text of a sheet or of an import map mentions."""
    location, text = element.source_location, element.text
    rule = STYLES if tag == "style" else IMPORT_MAP
    kind = element.attrs.get("type")
    if not text or location is None or (rule is IMPORT_MAP and not _is_import_map(kind)):
        return
    start = location.start_tag.end_offset
    if element.namespace is Namespace.HTML:
        passage = raw_text(html, start, text)
    else:
        end = location.end_tag.start_offset if location.end_tag else len(html)
        passage = plain_text(html, start, end, text)
    yield from _mentions(passage or nowhere(text, location.start_tag.start_offset), rule, tag, "")


def _is_import_map(kind: object) -> bool:
    return isinstance(kind, str) and kind.strip().lower() == "importmap"


def _inner(html: str, element: Element, links: Wanted | None, nesting: int) -> Iterator[Found]:
    """Return what the HTML in the ``srcdoc`` of a frame refers to."""
    value = element.attrs.get("srcdoc")
    passage = isinstance(value, str) and _attribute(html, element, "srcdoc", value)
    if not passage:
        return
    for found in find(passage.text, links, nesting):
        start, end = passage.offsets[found.start], passage.offsets[found.end]
        yield found._replace(start=start, end=end, spell=_then(found.spell, passage.spell))


def _then(first: Spell, second: Spell) -> Spell:
    if first is str or second is str:
        return second if first is str else first
    return lambda url: second(first(url))
