"""
Minify: rjsmin, which knows patterns and no grammar, judged by a parser.

What it gives is taken only if all tokens and the whole tree but for comments are those of the
source: then spaces, line breaks and comments are all that went. Where it fails, as with nested
templates, our slower way is tried.
"""

from __future__ import annotations

from dataclasses import dataclass
from heapq import merge

import rjsmin

from bengal_tasks.assets.js.squeeze import squeeze
from bengal_tasks.assets.js.syntax import Syntax, read_syntax


_ERROR = 0xFFFF
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
        return next((start for syntax in (before, after) for start in _uncovered(syntax)), None)
    pairs = zip(ours.kinds, theirs.kinds, ours.depths, theirs.depths, strict=False)
    same = next((n for n, (a, b, c, d) in enumerate(pairs) if (a, c) != (b, d)), len(ours.kinds))
    return ours.starts[min(same, len(ours.kinds) - 1)]


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
