"""Plain text: what is left of HTML for a search, a count of words or an attribute."""

from __future__ import annotations

import re
from html import unescape


_INLINE = re.compile(
    r"a|abbr|b|bdi|bdo|cite|code|data|del|dfn|em|i|img|input|ins|kbd|label|mark|q|s|samp|small|"
    r"span|strong|sub|sup|time|u|var|wbr",
    re.IGNORECASE,
)

_TAG = r"""</?(?P<tag>[a-z][\w:-]*)(?:[^<>"']|"[^"<]*"|'[^'<]*')*>"""

# An end that is missing counts as the end of the text: a browser reads it so, and no part of the
# text is looked at twice.
_COMMENT = r"<!--.*?(?:-->|\Z)|<(?P<raw>script|style)\b.*?(?:</(?P=raw)\s*>|\Z)"

_FURNITURE = (
    r'<a class="anchor" .*?</a>|<sup class="footnote-ref" .*?</sup>|'
    r'<a class="footnote-back" .*?</a>'
)

_MARKERS = r"\x00\w+\x00"

_ANY = re.compile(f"{_COMMENT}|{_FURNITURE}|{_MARKERS}|{_TAG}", re.DOTALL | re.IGNORECASE)
_RAW = re.compile(f"{_COMMENT}|{_TAG}", re.DOTALL | re.IGNORECASE)
_NOTES = re.compile(_FURNITURE, re.DOTALL)
_WORD = re.compile(r"\S*\w\S*")


def text_of(html: str) -> str:
    """
    Return the text that a reader sees, with single blanks and without links to headings or notes.

    >>> text_of("<p>a<b>b</b> &amp; c</p><p>d</p>")
    'ab & c d'
    """
    return " ".join(unescape(_ANY.sub(_gap, html)).split())


def _gap(found: re.Match[str]) -> str:
    tag = found["tag"]
    return "" if tag is None or _INLINE.fullmatch(tag) else " "


def strip_tags(html: str) -> str:
    """Return raw HTML without tags, comments, scripts and styles; it may still hold ``<``."""
    return _RAW.sub("", html)


def strip_furniture(html: str) -> str:
    """Return HTML without what only the page itself has a use for: links to headings and notes."""
    return _NOTES.sub("", html)


def count_words(text: str) -> int:
    """Return how many words a plain text has; a lone dash is none."""
    return len(_WORD.findall(text))
