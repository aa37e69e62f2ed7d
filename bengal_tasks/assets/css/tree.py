"""
Statements: tokens with their brackets matched, cut into at-rules, rules and declarations.

A stylesheet that ends too early is closed here as a browser closes it, so that what follows in a
bundle is not swallowed. No function calls itself: nesting costs memory, never the stack.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from bengal_tasks.assets.css.lexer import Token, tokenize, value_of


_CLOSERS = {"{": "}", "(": ")", "[": "]"}
_QUIET = ("space", "comment")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not CSS, at a character *offset* of the text."""

    offset: int
    message: str


@dataclass(frozen=True, slots=True)
class Tree:
    """Tokens, and for the index of each opening bracket that of the one that closes it."""

    tokens: list[Token]
    match: dict[int, int]
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """
    Tokens *start* to *stop* (exclusive) of a tree that belong together.

    Kinds: ``at`` and ``rule`` (*block* is the index of their ``{``, -1 for none), ``declaration``
    and ``custom`` (*block* is the index of their colon), ``comment``, ``semicolon``, and ``loose``
    for what is none of these.
    """

    kind: str
    start: int
    stop: int
    block: int = -1


@dataclass(frozen=True, slots=True)
class Lines:
    """The starts of lines of a text, to tell places in it."""

    starts: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, text: str) -> Lines:
        """Return the lines of *text*."""
        starts = [0]
        for line in text.split("\n"):
            starts.append(starts[-1] + len(line) + 1)
        return cls(starts)

    def place(self, offset: int) -> tuple[int, int]:
        """Return line and column of a character, both from 0."""
        line = bisect_right(self.starts, offset) - 1
        return line, offset - self.starts[line]


def parsed(text: str, source: int = -1) -> Tree:
    """Return the tree of *text*, which has been preprocessed; what is open at its end is closed."""
    tokens = tokenize(text, source)
    faults = [Fault(token.at, "this string or URL is broken") for token in tokens if _broken(token)]
    if tokens:
        faults += _close_last(tokens, len(text))
    tree = matched(tokens)
    return Tree(tree.tokens, tree.match, tuple(sorted([*faults, *tree.faults], key=_offset)))


def _offset(fault: Fault) -> int:
    return fault.offset


def _broken(token: Token) -> bool:
    return token.kind == "bad"


def _close_last(tokens: list[Token], end: int) -> list[Fault]:
    """Close the last token in place, when the text ended within it."""
    last = tokens[-1]
    text, kind = last.text, last.kind
    if kind == "bad" and text[0] in "\"'":
        text, kind = (text[:-1] if _escapes(text) else text) + text[0], "string"
    elif kind == "comment":
        text += "" if len(text) > 3 and text.endswith("*/") else "*/"  # noqa: PLR2004  "/*/" is open
    else:
        text += "\ufffd" if _escapes(text) else ""
        if kind in ("url", "bad") and (not text.endswith(")") or _escapes(text[:-1])):
            text += ")"
    tokens[-1] = last._replace(text=text, kind=kind)
    open_ = text != last.text and last.at + len(last.text) == end and kind != "bad"
    return [Fault(last.at, "the file ends within this")] if open_ else []


def _escapes(text: str) -> bool:
    """Whether *text* ends with a backslash that escapes what follows."""
    return (len(text) - len(text.rstrip("\\"))) % 2 == 1


def matched(tokens: list[Token]) -> Tree:
    """Return *tokens* as a tree; what closes nothing becomes ``stray``, what is open is closed."""
    match: dict[int, int] = {}
    stack: list[tuple[str, int]] = []
    faults = []
    for n, token in enumerate(tokens):
        kind, text = token.kind, token.text
        if kind == "function":
            stack.append((")", n))
        elif kind == "mark":
            if text in _CLOSERS:
                stack.append((_CLOSERS[text], n))
            elif stack and text == stack[-1][0]:
                match[stack.pop()[1]] = n
            elif text in "}])":
                tokens[n] = token._replace(kind="stray")
                faults.append(Fault(token.at, f"unmatched {text}"))
    while stack:
        closer, n = stack.pop()
        match[n] = len(tokens)
        tokens.append(Token("mark", closer, tokens[n].at, tokens[n].source))
        faults.append(Fault(tokens[n].at, f"{tokens[n].text} is never closed"))
    return Tree(tokens, match, tuple(faults))


def significant(tree: Tree, start: int, stop: int) -> int:
    """Return the index of the first token from *start* on that is neither space nor comment."""
    tokens = tree.tokens
    while start < stop and tokens[start].kind in _QUIET:
        start += 1
    return start


def statements(tree: Tree, start: int, stop: int, *, nested: bool) -> Iterator[Statement]:
    """
    Cut the tokens *start* to *stop* into statements; spaces between them belong to none.

    *nested* tells that they stand in a block, where declarations are, and a semicolon ends a thing.
    """
    tokens = tree.tokens
    while start < stop:
        kind = tokens[start].kind
        if kind == "space" or (not nested and tokens[start].text in ("<!--", "-->")):
            start += 1
            continue
        if kind == "comment":
            found = Statement("comment", start, start + 1)
        elif kind == "at":
            found = _at_rule(tree, start, stop)
        elif nested:
            found = _in_block(tree, start, stop)
        else:
            found = _rule(tree, start, stop)
        yield found
        start = found.stop


def _at_rule(tree: Tree, start: int, stop: int) -> Statement:
    end = _find(tree, start, stop, "{;")
    if end == stop:
        return Statement("at", start, stop)
    if tree.tokens[end].text == ";":
        return Statement("at", start, end + 1)
    return Statement("at", start, tree.match[end] + 1, end)


def _rule(tree: Tree, start: int, stop: int) -> Statement:
    end = _find(tree, start, stop, "{")
    if end == stop:
        return Statement("loose", start, stop)
    return Statement("rule", start, tree.match[end] + 1, end)


def _in_block(tree: Tree, start: int, stop: int) -> Statement:
    first = tree.tokens[start]
    if first.text == ";":
        return Statement("semicolon", start, start + 1)
    colon = significant(tree, start + 1, stop)
    declares = first.kind == "ident" and colon < stop and tree.tokens[colon].text == ":"
    if declares and value_of(first.text).startswith("--"):
        return Statement("custom", start, _find(tree, start, stop, ";"), colon)
    end = _find(tree, start, stop, "{;")
    if end < stop and tree.tokens[end].text == "{":
        return Statement("rule", start, tree.match[end] + 1, end)
    kind = "declaration" if declares else "loose"
    return Statement(kind, start, end, colon if declares else -1)


def _find(tree: Tree, start: int, stop: int, marks: str) -> int:
    """Return the index of the first of *marks* outside brackets, or *stop*."""
    tokens, match = tree.tokens, tree.match
    while start < stop:
        token = tokens[start]
        if token.kind == "mark" and token.text in marks:
            return start
        start = match.get(start, start) + 1
    return stop


def space_free(tree: Tree, start: int, stop: int) -> tuple[int, int]:
    """Return the range *start* to *stop* without the spaces and comments at both ends."""
    start = significant(tree, start, stop)
    while stop > start and tree.tokens[stop - 1].kind in _QUIET:
        stop -= 1
    return start, stop
