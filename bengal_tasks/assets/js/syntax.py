"""
Syntax: a script as the flat list of its nodes, in the order of the text.

Nodes are visited with a cursor, so nesting costs no stack. Offsets are those of UTF-8 bytes, which
is what the parser counts; `Syntax.offset` turns them into characters.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

import tree_sitter_javascript
from tree_sitter import Language, Parser, TreeCursor


_LANGUAGE = Language(tree_sitter_javascript.language())
_CONTINUATION = range(0x80, 0xC0)


def kind(name: str, *, named: bool = True) -> int:
    """Return the number that the grammar gives to a kind of node."""
    number = _LANGUAGE.id_for_node_kind(name, named)
    if number is None:
        raise LookupError(name)
    return number


COMMENTS = frozenset((kind("comment"), kind("html_comment")))


@dataclass(slots=True)
class Nodes:
    """
    The nodes of a tree but for comments, as columns, parents before their children.

    *leaves* are the numbers of those without children.
    """

    kinds: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    depths: list[int] = field(default_factory=list)
    leaves: list[int] = field(default_factory=list)
    comments: list[tuple[int, int]] = field(default_factory=list)


@dataclass(frozen=True)
class Syntax:
    """A parsed script: its UTF-8 *data*, its nodes, and whether all of it could be parsed."""

    data: bytes
    nodes: Nodes
    valid: bool

    def text(self, number: int) -> bytes:
        """Return what node *number* spans."""
        return self.data[self.nodes.starts[number] : self.nodes.ends[number]]

    def decoded(self, start: int, end: int) -> str:
        """Return the characters of a span of bytes."""
        return self.data[start:end].decode("utf-8", "surrogatepass")

    @cached_property
    def _after(self) -> list[int]:
        """The number of the node after each one with all that it holds."""
        depths = self.nodes.depths
        after = [len(depths)] * len(depths)
        path: list[int] = []
        for number, depth in enumerate(depths):
            while path and depths[path[-1]] >= depth:
                after[path.pop()] = number
            path.append(number)
        return after

    def children(self, number: int) -> Iterator[int]:
        """Yield the children of node *number*."""
        child, end = number + 1, self._after[number]
        while child < end:
            yield child
            child = self._after[child]

    @cached_property
    def _continuations(self) -> list[int]:
        if self.data.isascii():
            return []
        return [n for n, byte in enumerate(self.data) if byte in _CONTINUATION]

    def offset(self, byte: int) -> int:
        """Return the offset in characters of an offset in bytes."""
        return byte - bisect_left(self._continuations, byte)


def read_syntax(text: str) -> Syntax:
    """Return the syntax of a script; what is no JavaScript gives one that is not valid."""
    data = text.encode("utf-8", "surrogatepass")
    tree = Parser(_LANGUAGE).parse(data)
    root = tree.root_node
    return Syntax(data, _walk(tree.walk()), valid=not root.has_error)


def _walk(cursor: TreeCursor) -> Nodes:
    nodes = Nodes()
    depth = 0
    while True:
        inner = _enter(cursor, nodes, depth)
        if inner:
            depth += 1
            continue
        while not cursor.goto_next_sibling():
            if not cursor.goto_parent():
                return nodes
            depth -= 1


def _enter(cursor: TreeCursor, nodes: Nodes, depth: int) -> bool:
    """Note the node under the cursor, and go to its first child if there is one."""
    node = cursor.node
    if node is None:
        return False
    number = node.kind_id
    if number in COMMENTS:
        nodes.comments.append((node.start_byte, node.end_byte))
        return False
    nodes.kinds.append(number)
    nodes.starts.append(node.start_byte)
    nodes.ends.append(node.end_byte)
    nodes.depths.append(depth)
    if cursor.goto_first_child():
        return True
    nodes.leaves.append(len(nodes.kinds) - 1)
    return False
