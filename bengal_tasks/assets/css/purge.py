"""Purging: rules go that cannot match, because no page has a word that their selectors need."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bengal_tasks.assets.css.lexer import joined, preprocessed, string_value, unescaped, value_of
from bengal_tasks.assets.css.tree import Statement, Tree, parsed, space_free, statements


_WORD = re.compile(r"[\w-]+")
_GROUPS = ("media", "supports", "layer", "container", "scope")
_VOID_WHEN_EMPTY = ("media", "supports", "container")
_KEYFRAMES = ("keyframes", "-webkit-keyframes")
# elements that a browser adds by itself
_IMPLIED = frozenset(("html", "head", "body", "tbody", "tr", "colgroup", "p", "br"))


def words_of(text: str) -> frozenset[str]:
    """Return the words of a template, page or script: letters, digits, ``_`` and ``-`` in a row."""
    return frozenset(_WORD.findall(text.lower()))


def purge(text: str, used: frozenset[str]) -> tuple[str, tuple[str, ...]]:
    """
    Return *text* without the rules that need a word which is not *used*, and what went.

    *used* are words as `words_of` gives them. A rule goes when each of its selectors names a class,
    an id or an element of which a word is not used; what stands in ``:not()``, ``:is()`` and the
    like, and attributes, are not looked at. Keyframes go when nothing names them any more. What
    went is told by selector, in the order of the text. A word that a script puts together from
    parts is not seen: keep such a class by naming it in a template or script.
    """
    tree = parsed(preprocessed(text))
    purging = _Purging(tree, used)
    purging.rules()
    purging.keyframes()
    tokens = [token for n, token in enumerate(tree.tokens) if not purging.gone[n]]
    went = [purging.went[start] for start in sorted(purging.went)]
    return joined(tokens), tuple(went)


@dataclass(slots=True)
class _Purging:
    """The tokens of one stylesheet that go, and the selectors that went by where they start."""

    tree: Tree
    used: frozenset[str]
    gone: bytearray = field(init=False)
    went: dict[int, str] = field(default_factory=dict)
    _animations: list[Statement] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.gone = bytearray(len(self.tree.tokens))

    def rules(self) -> None:
        """Let rules go, and then the groups that are empty without them, innermost first."""
        groups: list[Statement] = []
        levels = [(0, len(self.tree.tokens), False)]
        while levels:
            start, stop, nested = levels.pop()
            for statement in statements(self.tree, start, stop, nested=nested):
                if self._take(statement):
                    levels.append((statement.block + 1, statement.stop - 1, True))
                    groups.append(statement)
        for group in reversed(groups):
            if self._emptied(group):
                self.gone[group.start : group.stop] = b"\1" * (group.stop - group.start)

    def keyframes(self) -> None:
        """Let keyframes go that no declaration that is left can mean."""
        ranges = [range(one.start, one.stop) for one in self._animations]
        inside = frozenset(n for one in ranges for n in one)
        names = set(self.used)
        for n, token in enumerate(self.tree.tokens):
            if n not in inside and not self.gone[n] and token.kind in ("ident", "string"):
                value = string_value if token.kind == "string" else unescaped
                names.add(value(token.text).lower())
        for one in self._animations:
            start, stop = space_free(self.tree, one.start + 1, one.block)
            token = self.tree.tokens[start]
            name = string_value(token.text) if token.kind == "string" else unescaped(token.text)
            if stop - start == 1 and name.lower() not in names:
                self._drop(one)

    def _take(self, statement: Statement) -> bool:
        """Let a rule go, or keep keyframes for later; whether a statement is a group of rules."""
        if statement.kind == "rule" and not self._can_match(statement):
            self._drop(statement)
        if statement.kind != "at" or statement.block < 0:
            return False
        if self._name(statement) in _KEYFRAMES:
            self._animations.append(statement)
        return self._name(statement) in _GROUPS

    def _name(self, statement: Statement) -> str:
        return value_of(self.tree.tokens[statement.start].text[1:])

    def _drop(self, statement: Statement) -> None:
        if self.gone[statement.start]:
            return
        prelude = joined(self.tree.tokens[statement.start : statement.block])
        self.went[statement.start] = " ".join(prelude.split())
        stop = statement.stop
        while stop < len(self.gone) and self.tree.tokens[stop].kind == "space":
            stop += 1
        self.gone[statement.start : stop] = b"\1" * (stop - statement.start)

    def _emptied(self, group: Statement) -> bool:
        inside = range(group.block + 1, group.stop - 1)
        if any(not self.gone[n] and self.tree.tokens[n].kind != "space" for n in inside):
            return False
        return any(self.gone[n] for n in inside) and self._name(group) in _VOID_WHEN_EMPTY

    def _can_match(self, rule: Statement) -> bool:
        """Whether some selector of *rule* needs nothing but used words."""
        tokens = self.tree.tokens[rule.start : rule.block]
        if any(token.kind in ("bad", "stray", "at") for token in tokens):
            return True
        return any(
            all(self._is_used(name) for name in selector)
            for selector in _needs(self.tree, rule.start, rule.block)
        )

    def _is_used(self, name: str) -> bool:
        name = name.lower()
        return name in _IMPLIED or name in self.used or words_of(name) <= self.used


def _needs(tree: Tree, start: int, stop: int) -> Iterator[list[str]]:
    """Yield for each selector of a list the classes, ids and elements that it names."""
    tokens, names, before = tree.tokens, list[str](), ""
    while start < stop:
        token = tokens[start]
        if token.text == ",":
            yield names
            names = []
        elif token.kind == "hash":
            names.append(unescaped(token.text[1:]))
        elif token.kind == "ident" and before != ":" and not _prefix(tree, start, stop):
            names.append(unescaped(token.text))
        before = token.text
        start = tree.match.get(start, start) + 1
    yield names


def _prefix(tree: Tree, n: int, stop: int) -> bool:
    """Whether the identifier *n* is the prefix of a namespace."""
    return n + 1 < stop and tree.tokens[n + 1].text == "|"
