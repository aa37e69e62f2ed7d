"""
Minifying: spaces and comments go where they mean nothing; what is not understood stays as it is.

Each rule about a space is one about the two tokens beside it. Values of custom properties stay to
the letter, for scripts read them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bengal_tasks.assets.css.combine import combined
from bengal_tasks.assets.css.lexer import Token, joined, value_of
from bengal_tasks.assets.css.meaning import same_meaning
from bengal_tasks.assets.css.shorten import shortened
from bengal_tasks.assets.css.tree import Statement, Tree, matched, space_free, statements
from bengal_tasks.model.trace import Notice


_SPACE = Token("space", " ")
_NOTHING = Token("comment", "/**/")  # between two tokens that would be one without it
_SEMICOLON = Token("mark", ";")

# at-rules with rules or declarations in their blocks; the block of any other is left as it is
_UNDERSTOOD = re.compile(
    "container|counter-style|font-(?:face|palette-values)|(?:-webkit-|-moz-|-o-)?keyframes|layer"
    "|media|page|property|scope|starting-style|supports|view-transition"
)
_FEATURES = ("media", "supports", "container")
_LITERAL = ("bad", "stray")


def minified(tree: Tree, path: str, notices: list[Notice]) -> list[Token]:
    """
    Return the tokens of *tree* with less text and the same meaning.

    That the meaning is the same is checked by tinycss2; where it is not, all of them come back
    with a notice about *path*.
    """
    stripped = matched(list(needed(tree)))
    if not same_meaning(joined(tree.tokens), joined(stripped.tokens)):
        notices.append(Notice(path, 0, "asset", "is not minified: its meaning would change"))
        return tree.tokens
    return combined(stripped)


def needed(tree: Tree) -> Iterator[Token]:
    """Yield the tokens that are needed; blocks within blocks are taken up one after the other."""
    levels = [_Level(tree, 0, len(tree.tokens), nested=False)]
    while levels:
        level = levels[-1]
        statement = next(level.statements, None)
        if statement is None:
            levels.pop()
            if level.closer >= 0:
                yield tree.tokens[level.closer]
            continue
        yield from level.between(statement)
        yield from level.text_of(statement)
        if level.opens(statement):
            at_rule = level.name_of(statement) if statement.kind == "at" else level.at_rule
            yield tree.tokens[statement.block]
            levels.append(
                _Level(tree, statement.block + 1, statement.stop - 1, nested=True, at_rule=at_rule)
            )


class _Level:
    """The statements of one block."""

    def __init__(
        self, tree: Tree, start: int, stop: int, *, nested: bool, at_rule: str = ""
    ) -> None:
        self.tree = tree
        self.statements = statements(tree, start, stop, nested=nested)
        self.closer = stop if nested else -1
        self.at_rule = at_rule
        self._owed = False

    def between(self, statement: Statement) -> Iterator[Token]:
        """Yield the semicolon that a declaration needs when something follows it."""
        if statement.kind == "semicolon":
            if not self._owed:
                yield _SEMICOLON
        elif self._owed and not self._dropped(statement):
            self._owed = False
            yield _SEMICOLON

    def text_of(self, statement: Statement) -> Iterator[Token]:
        """Yield what is needed of a statement, up to its block if that is taken up by itself."""
        tree, start, stop = self.tree, statement.start, statement.stop
        tokens = tree.tokens
        if statement.kind in ("declaration", "custom", "loose"):
            self._owed = self.closer >= 0
            yield from self._declared(statement)
        elif statement.kind == "comment":
            yield from () if self._dropped(statement) else (tokens[start],)
        elif statement.kind == "at":
            name = self.name_of(statement)
            stop = statement.block if self.opens(statement) else stop
            if statement.block >= 0 and not self.opens(statement):
                yield from tokens[start:stop]
            else:
                yield from _squeezed(tree, start, stop, "feature" if name in _FEATURES else "at")
        elif statement.kind == "rule":
            yield from _squeezed(tree, start, statement.block, "selector")

    def opens(self, statement: Statement) -> bool:
        """Whether the block of a statement is taken up by itself."""
        if statement.kind == "at":
            known = self.at_rule == "page" or _UNDERSTOOD.fullmatch(self.name_of(statement))
            return statement.block >= 0 and bool(known)
        return statement.kind == "rule"

    def name_of(self, statement: Statement) -> str:
        return value_of(self.tree.tokens[statement.start].text[1:])

    def _dropped(self, statement: Statement) -> bool:
        token = self.tree.tokens[statement.start]
        return statement.kind == "comment" and not token.text.startswith("/*!")

    def _declared(self, statement: Statement) -> Iterator[Token]:
        tokens, start, stop = self.tree.tokens, statement.start, statement.stop
        if statement.kind != "declaration":
            yield from tokens[start:stop]
            return
        colon = statement.block
        yield from _squeezed(self.tree, start, colon + 1, "name")
        value = list(_squeezed(self.tree, colon + 1, stop, "value"))
        yield from value if self.at_rule == "property" else shortened(tokens[start].text, value)


def _squeezed(tree: Tree, start: int, stop: int, kind: str) -> Iterator[Token]:
    """Yield the tokens *start* to *stop* of one prelude or value with as few spaces as can be."""
    tokens = tree.tokens[start:stop]
    if any(token.kind in _LITERAL for token in tokens):
        yield from tokens
        return
    start, stop = space_free(tree, start, stop)
    tokens = tree.tokens[start:stop]
    depth, before, gap, feature = 0, None, "", 0
    for token in tokens:
        quiet = token.kind == "comment" and not token.text.startswith("/*!")
        if token.kind == "space" or quiet:
            gap = "space" if gap == "space" or token.kind == "space" else "comment"
            continue
        if before is not None and gap:
            beside = (before, token)
            if gap == "comment":
                yield from () if _apart(*beside) else (_NOTHING,)
            elif not (_needless(*beside, kind, depth) or feature == len("(a:")):
                yield _SPACE
        yield token
        depth += _turn(token)
        feature = _feature(token, feature) if kind == "feature" else 0
        before, gap = token, ""


def _turn(token: Token) -> int:
    if token.kind == "function" or (token.kind == "mark" and token.text in "(["):
        return 1
    return -1 if token.kind == "mark" and token.text in ")]" else 0


def _feature(token: Token, seen: int) -> int:
    """Return how much of ``(name:`` has been seen, 0 to 3, now that *token* has."""
    if token.kind == "mark" and token.text == "(":
        return 1
    if token.kind == "ident" and not token.text.startswith("--"):
        return 2 if seen == 1 else 0
    return 3 if token.text == ":" and seen == len("(a") else 0


def _needless(before: Token, after: Token, kind: str, depth: int) -> bool:
    """Whether a space between two tokens means nothing."""
    left = before.text if before.kind == "mark" else ""
    right = after.text if after.kind == "mark" else ""
    if before.kind == "function" or left in ("(", "[", ",") or right in (")", "]", ",", ";"):
        return True
    if kind == "selector" and not depth:
        combinators = (">", "+", "~")
        return (
            (left in combinators and after.kind in ("ident", "hash"))
            or (right in combinators and before.kind in ("ident", "hash"))
            or (left in combinators and right in (".", "*", "[", ":"))
            or (right in combinators and left in ("*", "]", ")"))
        )
    return kind == "value" and "!" in (left, right)


def _apart(before: Token, after: Token) -> bool:
    """Whether two tokens stay two without anything between them."""
    left = before.text if before.kind == "mark" else ""
    right = after.text if after.kind == "mark" else ""
    opened = before.kind == "function" or left in ("(", "[", ",", ";", ":", ">")
    return opened or right in (")", "]", ",", ";", ":", ">", "!")
