"""Readers of attribute values: a value in, the URLs that it mentions out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TypeAlias

from bengal_tasks.assets.html.reference import Mention, Spell


Reader: TypeAlias = Callable[[str], Iterator[Mention]]

SPACE = "".join(map(chr, range(0x21)))
"""What the URL standard strips around a URL: C0 controls and space."""

_CANDIDATE = re.compile(r"[\t\n\f\r ,]*+([^\t\n\f\r ]+)")
_DESCRIPTORS = re.compile(r"(?:[^,(]|\([^)]*(?:\)|\Z))*,?")
_REFRESH = re.compile(
    r"""
    [\t\n\f\r ]* (?:[0-9]+[0-9.]*|\.[0-9.]*)    # seconds
    (?:[\t\n\f\r ]*[;,]|[\t\n\f\r ])[\t\n\f\r ]*
    (?>url[\t\n\f\r ]*=[\t\n\f\r ]*)?+
    (?:"([^"]*)|'([^']*)|([^"'].*))?
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)


def whole(value: str) -> Iterator[Mention]:
    """Read a value that is one URL."""
    url = value.strip(SPACE)
    if url:
        start = value.index(url)
        yield Mention(url, start, start + len(url))


def srcset(value: str) -> Iterator[Mention]:
    """
    Read a list of candidate images.

    As https://html.spec.whatwg.org/multipage/images.html#parsing-a-srcset-attribute splits it:
    a URL goes up to a space and may have commas in it. Descriptors are not judged.
    """
    position = 0
    while match := _CANDIDATE.match(value, position):
        url = match[1].rstrip(",")
        position = match.end()
        if url == match[1] and (rest := _DESCRIPTORS.match(value, position)):
            position = rest.end()
        yield Mention(url, match.start(1), match.start(1) + len(url), "image", _spell_srcset)


def refresh(value: str) -> Iterator[Mention]:
    """
    Read the ``content`` of ``<meta http-equiv=refresh>``.

    As https://html.spec.whatwg.org/multipage/semantics.html#attr-meta-http-equiv-refresh has it.
    """
    match = _REFRESH.match(value)
    if match is None or match.lastindex is None:
        return
    group = match.lastindex
    url = match[group].strip(SPACE)
    if url:
        start = value.index(url, match.start(group))
        yield Mention(url, start, start + len(url), "document", _REFRESH_SPELL[group - 1])


def _spell_srcset(url: str) -> str:
    """Keep commas off the ends, where they would part candidates."""
    inner = url.strip(",")
    before, after = len(url) - len(url.lstrip(",")), len(url) - len(url.rstrip(","))
    return f"{'%2C' * before}{inner}{'%2C' * after}" if inner else "%2C" * len(url)


def _without(quotes: str) -> Spell:
    codes = {ord(quote): f"%{ord(quote):02X}" for quote in quotes}
    return lambda url: url.translate(codes)


_REFRESH_SPELL = (_without('"'), _without("'"), _without("\"'"))
