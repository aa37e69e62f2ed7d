"""The comments that name a source map: `//# sourceMappingURL=app.js.map`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bengal_tasks.assets.js.syntax import Syntax, read_syntax


_COMMENT = re.compile(
    r"(?://[#@][ \t]*sourceMappingURL=[ \t]*(?P<line>[^\s'\"]+)\s*"
    r"|/\*[#@]\s*sourceMappingURL=\s*(?P<block>[^\s'\"*]+)\s*\*/)"
)
_BREAKS = "\n\r\u2028\u2029"


@dataclass(frozen=True, slots=True)
class MapComment:
    """
    A comment that names the source map at *url*.

    *start* and *end* span the comment, *url_start* and *url_end* the URL, in characters.
    """

    url: str
    start: int
    end: int
    url_start: int
    url_end: int


def find_source_map(text: str) -> MapComment | None:
    """Return the comment that counts: the last one; in strings and templates there are none."""
    found = map_comments(read_syntax(text))
    return found[-1] if found else None


def map_comments(syntax: Syntax) -> list[MapComment]:
    """Return all comments of a parsed script that name a source map."""
    if b"sourceMappingURL" not in syntax.data:
        return []
    found: list[MapComment] = []
    for start, end in syntax.nodes.comments:
        match = _COMMENT.fullmatch(syntax.decoded(start, end))
        if match:
            place = syntax.offset(start)
            group = match.lastgroup or ""
            found.append(
                MapComment(
                    url=match[group],
                    start=place,
                    end=place + len(match[0].rstrip()),
                    url_start=place + match.start(group),
                    url_end=place + match.end(group),
                )
            )
    return found


def without_map_comments(text: str, comments: list[MapComment]) -> str:
    """Return the text without these comments; line breaks and tokens stay apart as they are."""
    parts: list[str] = []
    last = 0
    for comment in comments:
        parts.append(text[last : comment.start])
        last = comment.end
        if text[comment.start : comment.start + 2] == "/*":
            breaks = any(mark in text[comment.start : comment.end] for mark in _BREAKS)
            parts.append("\n" if breaks else " ")
    return "".join((*parts, text[last:]))
