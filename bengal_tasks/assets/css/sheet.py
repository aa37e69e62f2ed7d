"""One stylesheet as the bundler sees it: text and imports in the order of the source."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from bengal_tasks.assets.css.imports import Import, import_of
from bengal_tasks.assets.css.lexer import Token, preprocessed, value_of
from bengal_tasks.assets.css.reading import Stylesheet
from bengal_tasks.assets.css.tree import Lines, Statement, Tree, parsed, significant, statements


Segment: TypeAlias = Import | range

# at-rules that browsers know: the first of them ends the imports (css-cascade-5, section 2)
_KNOWN = re.compile(
    "color-profile|container|counter-style|font-(?:face|feature-values|palette-values)|function"
    "|(?:-webkit-)?keyframes|layer|media|namespace|page|position-try|property|scope"
    "|starting-style|supports|view-transition"
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """
    A parsed stylesheet with the logical name *name*.

    *segments* are ranges of tokens and the imports between them. With *heads* there are layer
    statements before the first import, with *namespaced* an `@namespace`.
    """

    name: str
    path: str
    tree: Tree
    lines: Lines
    segments: tuple[Segment, ...]
    heads: bool = False
    namespaced: bool = False

    @property
    def imports(self) -> Iterator[Import]:
        """The imports in their order."""
        return (segment for segment in self.segments if isinstance(segment, Import))


def sheet_of(name: str, sheet: Stylesheet, source: int) -> Sheet:
    """Return the stylesheet *name*, whose tokens come from the source number *source*."""
    text = preprocessed(sheet.text)
    tree = _ended(parsed(text, source))
    cutting = _Cutting(tree)
    for statement in statements(tree, 0, len(tree.tokens), nested=False):
        cutting.take(statement)
    segments = cutting.finished()
    return Sheet(
        name, sheet.path, tree, Lines.of(text), segments, cutting.heads, cutting.namespaced
    )


def _ended(tree: Tree) -> Tree:
    """Return *tree* with its last statement ended, so that other text can follow."""
    last = next(iter(deque(statements(tree, 0, len(tree.tokens), nested=False), 1)), None)
    if last is None or last.kind not in ("loose", "at") or last.block >= 0:
        return tree
    tokens, end = tree.tokens, tree.tokens[-1]
    if last.kind == "loose":
        tokens += [Token("mark", "{", end.at, end.source), Token("mark", "}", end.at, end.source)]
        tree.match[len(tokens) - 2] = len(tokens) - 1
    elif tokens[last.stop - 1].text != ";":
        tokens.append(Token("mark", ";", end.at, end.source))
    return tree


class _Cutting:
    """Cuts statements into segments, and knows whether an import may still come."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.heads = self.namespaced = False
        self._segments: list[Segment] = []
        self._imported = self._ended = False
        self._from = 0

    def take(self, statement: Statement) -> None:
        if statement.kind == "at":
            self._take_at(statement, value_of(self.tree.tokens[statement.start].text[1:]))
        elif statement.kind != "comment" and not self._never_valid(statement):
            self._ended = True

    def finished(self) -> tuple[Segment, ...]:
        self._segments.append(range(self._from, len(self.tree.tokens)))
        return tuple(self._segments)

    def _take_at(self, statement: Statement, name: str) -> None:
        if name == "charset":
            self._leave_out(statement)
        elif name == "import":
            if not self._ended and (found := import_of(self.tree, statement)) is not None:
                self._leave_out(statement)
                self._segments.append(found)
                self._imported = True
        elif name == "layer" and statement.block < 0 and not self._imported:
            self.heads = True
        elif _KNOWN.fullmatch(name):
            self.namespaced = self.namespaced or name == "namespace"
            self._ended = True

    def _leave_out(self, statement: Statement) -> None:
        self._segments.append(range(self._from, statement.start))
        self._from = statement.stop

    def _never_valid(self, statement: Statement) -> bool:
        """Whether a rule is dropped by every browser, so that imports may follow it."""
        first = self.tree.tokens[significant(self.tree, statement.start, statement.stop)]
        return first.kind == "mark" and first.text == "@"
