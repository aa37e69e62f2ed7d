"""
Whether two stylesheets mean the same, as tinycss2 reads them.

It shares no code with the lexer and the minifier of this package, so a fault of theirs shows here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

from tinycss2 import parse_component_value_list

from bengal_tasks.assets.css.shorten import short_colour


Node: TypeAlias = Any  # of tinycss2.ast, which has no hints

_BLOCKS = {"() block": "(", "[] block": "[", "{} block": "{", "function": "("}
_CLOSERS = {"(": ")", "[": "]", "{": "}"}
_NAMED = ("ident", "string", "url", "at-keyword", "comment", "whitespace")
_QUIET = ("w", "c")  # whitespace and comment, as `_written` gives them
_COMBINATORS = (">", "+", "~")
_FREE_AFTER = ("", "(", "[", "{", "}", ",", ";", ":", "!")
_FREE_BEFORE = (")", "]", "{", "}", ",", ";", "!")


def same_meaning(first: str, second: str) -> bool:
    """Whether two stylesheets differ in nothing but spaces, comments and the length of colours."""
    return first == second or _stream(first) == _stream(second)


def _stream(text: str) -> list[str]:
    """Return the tokens of *text* that mean something, in a row; a space is one where it may."""
    stream: list[str] = ["", ""]
    space = False
    exact = -1  # the number of brackets around a custom property while its value is read
    for here, bracket, depth in _flat(text):
        if exact > depth or (exact == depth and here == ";"):
            exact = -1
        if exact < 0:
            if here[0] in _QUIET:
                space = space or here[0] == "w"
                continue
            if space or stream[-1] == ";":
                _separate(stream, here, bracket, space=space)
                space = False
            if here == ":" and _custom(stream):
                exact = depth
        stream.append(here)
    return stream


def _flat(text: str) -> Iterator[tuple[str, str, int]]:
    """Yield each token of *text* as `_written` gives it, the bracket around it, and how deep."""
    levels: list[tuple[str, Iterator[Node]]] = [("", iter(parse_component_value_list(text)))]
    while levels:
        bracket, nodes = levels[-1]
        depth = len(levels) - 1
        for node in nodes:
            here = _written(node)
            if bracket or here not in ("<!--", "-->"):
                yield here, bracket, depth
            if node.type in _BLOCKS:
                content = node.arguments if node.type == "function" else node.content
                levels.append((_BLOCKS[node.type], iter(content)))
                break
        else:
            levels.pop()
            if bracket:
                yield _CLOSERS[bracket], bracket, depth - 1


def _separate(stream: list[str], here: str, bracket: str, *, space: bool) -> None:
    """Before *here* is added: add a space if it can mean something, drop a needless semicolon."""
    before = stream[-1]
    if before == ";" and here in ("}", ";"):
        stream.pop()
    elif space and not (_frees(before) or here in _FREE_BEFORE):
        inside = bracket in ("(", "[")
        if inside or (before not in _COMBINATORS and here not in _COMBINATORS):
            stream.append(" ")


def _frees(before: str) -> bool:
    """Whether a space after *before* means nothing."""
    return before in _FREE_AFTER or (before[0] == "f" and before[-1] == "(")


def _custom(stream: list[str]) -> bool:
    """Whether the last token is the name of a custom property."""
    return stream[-1].startswith("i--") and stream[-2] in ("", "{", "}", ";")


def _written(node: Node) -> str:
    """Return one token, or the bracket that opens a block."""
    kind = node.type
    if kind == "literal":
        text = node.value
    elif kind in _NAMED:
        text = kind[0] + node.value
    elif kind in _BLOCKS:
        text = f"f{node.name}(" if kind == "function" else _BLOCKS[kind]
    elif kind == "hash":
        text = short_colour(f"#{node.value}")
    elif kind in ("number", "percentage", "dimension"):
        text = kind[0] + node.representation + getattr(node, "unit", "")
    else:
        text = f"e{node.kind}" if kind == "error" else f"u{node.start}-{node.end}"
    return str(text)
