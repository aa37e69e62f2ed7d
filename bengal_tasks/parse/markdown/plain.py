"""Plain text: what is left of HTML for a search, a count of words or an attribute."""

from __future__ import annotations

import re
from html import unescape


_REST = r"""(?:[^<>"']|"[^"<]*"|'[^'<]*')*>"""

# An end that is missing counts as the end of the text: a browser reads it so, and no part of the
# text is looked at twice. Every pattern starts with one character that `re` can search quickly.
_HIDDEN = re.compile(
    r"<(?:!--.*?(?:-->|\Z)|(?P<raw>script|style)\b.*?(?:</(?P=raw)\s*>|\Z))",
    re.DOTALL | re.IGNORECASE,
)
_FURNITURE = re.compile(
    r'<(?:a class="anchor" .*?</a>|sup class="footnote-ref" .*?</sup>|'
    r'a class="footnote-back" .*?</a>)',
    re.DOTALL,
)
_INLINE_TAG = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|cite|code|data|del|dfn|em|i|img|input|ins|kbd|label|mark|q|s|samp|"
    rf"small|span|strong|sub|sup|time|u|var|wbr)(?![\w:-]){_REST}",
    re.IGNORECASE,
)
_TAG = re.compile(rf"</?[a-z]{_REST}", re.IGNORECASE)
_MARKER = re.compile(r"\x00\w+\x00")
_LETTER = re.compile(r"\w")


def text_of(html: str) -> str:
    """
    Return the text that a reader sees, with single blanks and without links to headings or notes.

    >>> text_of("<p>a<b>b</b> &amp; c</p><p>d</p>")
    'ab & c d'
    """
    if "<" in html:
        html = _INLINE_TAG.sub("", _HIDDEN.sub("", _FURNITURE.sub("", html)))
        html = _TAG.sub(" ", html)
    return " ".join(unescape(_MARKER.sub("", html)).split())


def strip_tags(html: str) -> str:
    """Return raw HTML without tags, comments, scripts and styles; it may still hold ``<``."""
    return _TAG.sub("", _HIDDEN.sub("", html))


def strip_furniture(html: str) -> str:
    """Return HTML without what only the page itself has a use for: links to headings and notes."""
    return _FURNITURE.sub("", html)


def count_words(text: str) -> int:
    """Return how many words a plain text has; a lone dash is none."""
    return sum(1 for word in text.split() if _LETTER.search(word))
