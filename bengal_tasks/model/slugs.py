"""Slugs: text as one part of a URL."""

from __future__ import annotations

import re
import unicodedata


_OTHERS = re.compile(r"[^\w.+#-]+")
_SPELLED = str.maketrans({"+": "-plus-", "#": "-sharp-"})
_HYPHENS = re.compile(r"-{2,}")


def slugify(text: str) -> str:
    """
    Return *text* as one URL part: lower case, NFC, letters of every script kept, others hyphens.

    >>> [slugify(t) for t in ("Hello, World!", "C++", "a/b", "Über uns", "v1.2", "..")]
    ['hello-world', 'c-plus-plus', 'a-b', 'über-uns', 'v1.2', 'untitled']
    """
    plain = unicodedata.normalize("NFC", text.strip().lower()).translate(_SPELLED)
    slug = _HYPHENS.sub("-", _OTHERS.sub("-", plain)).strip("-.")
    return slug or "untitled"
