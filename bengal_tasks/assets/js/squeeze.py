"""Squeeze: comments and spaces between tokens go; slower than rjsmin, and right by construction."""

from __future__ import annotations

from bengal_tasks.assets.js.syntax import Syntax


_BREAKS = (b"\n", b"\r", "\u2028".encode(), "\u2029".encode())
NO_BREAK_AFTER = frozenset(b"{([,;")
NO_BREAK_BEFORE = frozenset(b"})],;")
"""After and before what a line break never ends a statement."""
_LEGAL = b"/*!"
_WORD = frozenset(b"$_#\\0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
_FIRST_BEYOND_ASCII = 0x80
_GROWING = frozenset(b"+-/<!?.&|*=>")


def squeeze(source: Syntax) -> bytes:
    """
    Return a valid script without comments, but for legal ones, and without needless blanks.

    Between two tokens a line break stays one where it may end a statement, and a space stays where
    the tokens would grow together.
    """
    nodes, data = source.nodes, source.data
    parts: list[bytes] = []
    comments = iter([*nodes.comments, (len(data), len(data))])
    comment = next(comments)
    last = 0
    for leaf in nodes.leaves:
        start, end = nodes.starts[leaf], nodes.ends[leaf]
        legal = b""
        while comment[1] <= start < len(data):
            if data.startswith(_LEGAL, comment[0]):
                legal += data[slice(*comment)]
            comment = next(comments)
        if start > last:
            parts.append(_between(data, last, start, legal))
        parts.append(data[start:end])
        last = max(last, end)
    while comment[0] < len(data):
        parts += [b"\n", data[slice(*comment)]] if data.startswith(_LEGAL, comment[0]) else []
        comment = next(comments)
    return b"".join(parts)


def _between(data: bytes, last: int, start: int, legal: bytes) -> bytes:
    """Return what stands between the token that ends at *last* and the one from *start* on."""
    gap = data[last:start]
    breaks = has_break(gap)
    if legal:
        return b"\n" + legal + b"\n" if breaks else legal
    before, after = data[last - 1] if last else 0, data[start]
    if not last or before in NO_BREAK_AFTER or after in NO_BREAK_BEFORE:
        return b""
    if breaks:
        return b"\n"
    words = _is_word(before) and _is_word(after)
    return b" " if words or (before in _GROWING and after in _GROWING) else b""


def has_break(data: bytes) -> bool:
    """Whether there is a line break in *data*."""
    return any(end in data for end in _BREAKS)


def _is_word(byte: int) -> bool:
    return byte in _WORD or byte >= _FIRST_BEYOND_ASCII
