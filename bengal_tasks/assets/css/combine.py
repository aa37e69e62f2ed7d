"""Rules that stand side by side and have the same selectors, or the same declarations, as one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bengal_tasks.assets.css.lexer import Token, joined, value_of
from bengal_tasks.assets.css.tree import Statement, Tree, statements


_GROUPS = ("media", "supports", "layer", "container", "scope")
_MAX_SELECTORS = 4096  # characters; a list that grew without end would be copied each time
# In a list of selectors one that a browser does not know makes all of them void. These are known
# to every browser: CSS 2.1, and the pseudo-classes of Selectors 3 that take no argument.
_PSEUDO = (
    "active after before checked disabled empty enabled first-child first-letter first-line focus"
    " hover last-child link only-child root target visited"
)
_PLAIN = re.compile(
    r"(?:\*|[a-zA-Z][\w-]*|(?=[.#:]))"
    r"(?:[.#]-?[a-zA-Z_][\w-]*|:(?:" + _PSEUDO.replace(" ", "|") + r")(?![\w(-]))*"
    r"(?:[ >+~,](?!$)|$)",
    re.ASCII,
)


@dataclass(slots=True)
class _Rule:
    """A rule that has grown: its *selectors* and *body* as text, and its brackets by index."""

    selectors: str
    plain: bool
    body: str | None  # None when it has grown
    opener: int
    closer: int


def combined(tree: Tree) -> list[Token]:
    """Return the tokens of *tree*, which is minified, with neighbouring rules combined."""
    combining = _Combining(tree)
    levels = [(0, len(tree.tokens), False)]
    while levels:
        start, stop, nested = levels.pop()
        for statement in statements(tree, start, stop, nested=nested):
            combining.take(statement)
            if statement.kind == "at" and statement.block >= 0:
                name = value_of(tree.tokens[statement.start].text[1:])
                if name in _GROUPS:
                    levels.append((statement.block + 1, statement.stop - 1, True))
        combining.end()
    return combining.tokens()


class _Combining:
    """Takes the statements of one block after the other; remembers what goes and what comes."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._last: _Rule | None = None
        self._gone = bytearray(len(tree.tokens))
        self._before: dict[int, list[Token]] = {}

    def take(self, statement: Statement) -> None:
        """Combine a statement with the one before it if they can be one."""
        rule = self._rule(statement)
        last, self._last = self._last, rule
        if rule is None or last is None:
            return
        if rule.selectors == last.selectors:
            self._join_bodies(last, rule)
            self._last = last
        elif rule.body == last.body and rule.plain and last.plain and _fits(last, rule):
            self._join_selectors(last, rule, statement)
            self._last = last

    def end(self) -> None:
        """Forget the last statement: the next one stands elsewhere."""
        self._last = None

    def tokens(self) -> list[Token]:
        """Return the tokens that are left, with those that came."""
        kept: list[Token] = []
        for n, token in enumerate(self._tree.tokens):
            if n in self._before:
                kept += self._before[n]
            if not self._gone[n]:
                kept.append(token)
        return kept

    def _rule(self, statement: Statement) -> _Rule | None:
        """Return a rule that holds nothing but declarations, else None."""
        if statement.kind != "rule":
            return None
        tokens, closer = self._tree.tokens, statement.stop - 1
        inside = statements(self._tree, statement.block + 1, closer, nested=True)
        if any(one.kind not in ("declaration", "custom", "semicolon") for one in inside):
            return None
        if any(token.kind in ("bad", "stray") for token in tokens[statement.start : closer]):
            return None
        selectors = joined(tokens[statement.start : statement.block])
        body = joined(tokens[statement.block + 1 : closer])
        return _Rule(selectors, plain(selectors), body, statement.block, closer)

    def _join_bodies(self, last: _Rule, rule: _Rule) -> None:
        self._drop(last.closer, rule.opener + 1)
        if last.body != "" and rule.body:
            self._before[rule.opener + 1] = [Token("mark", ";")]
        last.body = rule.body if last.body == "" else None
        last.closer = rule.closer

    def _join_selectors(self, last: _Rule, rule: _Rule, statement: Statement) -> None:
        selectors = self._tree.tokens[statement.start : statement.block]
        self._before.setdefault(last.opener, []).extend([Token("mark", ","), *selectors])
        self._drop(statement.start, statement.stop)
        last.selectors += "," + rule.selectors

    def _drop(self, start: int, stop: int) -> None:
        self._gone[start:stop] = b"\1" * (stop - start)


def _fits(last: _Rule, rule: _Rule) -> bool:
    return len(last.selectors) + len(rule.selectors) < _MAX_SELECTORS


def plain(selectors: str) -> bool:
    """Whether every browser knows all of *selectors*, which are minified."""
    at = 0
    while at < len(selectors):
        found = _PLAIN.match(selectors, at)
        if found is None or found.end() == at:
            return False
        at = found.end()
    return bool(selectors)
