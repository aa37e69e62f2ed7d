"""
Minify: rjsmin, which knows patterns and no grammar, judged by a parser.

What it gives is taken only if all tokens and the whole tree but for comments are those of the
source: then spaces, line breaks and comments are all that went. Where it fails, as with nested
templates, our slower way is tried.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from heapq import merge

import rjsmin

from bengal_tasks.assets.js.squeeze import NO_BREAK_AFTER, NO_BREAK_BEFORE, has_break, squeeze
from bengal_tasks.assets.js.syntax import Syntax, read_syntax


_ERROR = 0xFFFF
_HTML_COMMENT = b"<!--"
_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a script stays as it is, and the offset in bytes where that shows."""

    why: str
    start: int


def minify(source: Syntax) -> Syntax | Refusal:
    """Return the minified script, parsed, or why there is none."""
    if not source.valid:
        return Refusal("it cannot be parsed", _first_error(source))
    different: int | None = 0
    for smaller in (_by_patterns, squeeze):
        result = read_syntax(smaller(source).decode("utf-8", "surrogatepass"))
        different = difference(source, result)
        if different is None:
            return result
    return Refusal("that would change its meaning", different or 0)


def _by_patterns(source: Syntax) -> bytes:
    return bytes(rjsmin.jsmin(source.data, keep_bang_comments=True))


def difference(before: Syntax, after: Syntax) -> int | None:
    """Return where *before* has a token or a node that *after* has not; nothing if nowhere."""
    ours, theirs = before.nodes, after.nodes
    if ours.kinds == theirs.kinds and ours.depths == theirs.depths:
        for leaf in ours.leaves:
            if before.text(leaf) != after.text(leaf):
                return ours.starts[leaf]
        checks = (_uncovered(before), _uncovered(after), _lost(before, after))
        return next((start for found in checks for start in found), None)
    pairs = zip(ours.kinds, theirs.kinds, ours.depths, theirs.depths, strict=False)
    same = next((n for n, (a, b, c, d) in enumerate(pairs) if (a, c) != (b, d)), len(ours.kinds))
    return ours.starts[min(same, len(ours.kinds) - 1)]


def _lost(before: Syntax, after: Syntax) -> Iterator[int]:
    """
    Yield what the parser does not see.

    A line break in a comment ends a statement too, and what reads ``<!--`` begins a comment where
    a script is no module.
    """
    if after.data.count(_HTML_COMMENT) > before.data.count(_HTML_COMMENT):
        yield 0
    ours, theirs = before.nodes, after.nodes
    for start, end in ours.comments:
        place = bisect_right(ours.leaves, start, key=ours.starts.__getitem__)
        if not has_break(before.data[start:end]) or place in {0, len(ours.leaves)}:
            continue
        left, right = ours.leaves[place - 1 : place + 1]
        here, there = ours.ends[left], ours.starts[right]
        outside = before.data[here:start] + before.data[end:there]
        kept = has_break(outside) or has_break(after.data[theirs.ends[left] : theirs.starts[right]])
        needless = before.data[here - 1] in NO_BREAK_AFTER or before.data[there] in NO_BREAK_BEFORE
        if not kept and not needless:
            yield start


def _uncovered(syntax: Syntax) -> list[int]:
    """Return where text stands that is neither blank nor in a token nor in a comment."""
    nodes = syntax.nodes
    tokens = ((nodes.starts[leaf], nodes.ends[leaf]) for leaf in nodes.leaves)
    last = 0
    found: list[int] = []
    for start, end in merge(tokens, nodes.comments, [(len(syntax.data),) * 2]):
        if start > last and not _blank(syntax.data[last:start]):
            found.append(last)
        last = max(last, end)
    return found


def _blank(data: bytes) -> bool:
    if data.isspace():
        return True
    return not data.decode("utf-8", "replace").replace(_BOM, "").strip()


def _first_error(syntax: Syntax) -> int:
    nodes = syntax.nodes
    for number, which in enumerate(nodes.kinds):
        if which == _ERROR or nodes.starts[number] == nodes.ends[number]:
            return nodes.starts[number]
    return 0
