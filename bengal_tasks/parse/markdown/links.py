"""Links: which URLs are resolved by the site, which are left alone, which are refused."""

from __future__ import annotations

import re
from enum import Enum, auto
from urllib.parse import unquote


HARMFUL_URL = "#harmful-link"
"""What takes the place of a URL that would run as a script."""

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+:", re.IGNORECASE)
_INVISIBLE = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028\u2029\ufeff]+")
_SCRIPTS = ("javascript:", "vbscript:", "livescript:")
_PICTURES = tuple(f"data:image/{kind}" for kind in ("png", "gif", "jpeg", "webp", "avif"))

# Encoded more often than this, no browser decodes it back to a scheme.
_DECODINGS = 3


class Reach(Enum):
    """Where a URL leads to."""

    SITE = auto()
    """A page or a file of the site: it becomes a slot."""

    PAGE = auto()
    """The page itself: nothing, a query or a fragment."""

    OUTSIDE = auto()
    """Another host or another scheme."""

    HARMFUL = auto()
    """A script, or data that could hold one."""


def reach_of(url: str) -> Reach:
    """
    Tell where a URL leads.

    >>> [reach_of(url).name for url in ("a.md", "#a", "//host/a", "mailto:a@b.c", "javascript:a")]
    ['SITE', 'PAGE', 'OUTSIDE', 'OUTSIDE', 'HARMFUL']
    """
    if ":" in url or "%" in url:
        if _is_harmful(url):
            return Reach.HARMFUL
        if _SCHEME.match(url):
            return Reach.OUTSIDE
    if not url or url[0] in "#?":
        return Reach.PAGE
    return Reach.OUTSIDE if url.startswith("//") else Reach.SITE


def _is_harmful(url: str) -> bool:
    decoded = url
    for _ in range(_DECODINGS):
        decoded = unquote(decoded)
    # Browsers drop tabs and line breaks anywhere in a scheme, and blanks before it.
    decoded = _INVISIBLE.sub("", decoded).lower()
    if decoded.startswith(_SCRIPTS):
        return True
    return decoded.startswith("data:") and not decoded.startswith(_PICTURES)
