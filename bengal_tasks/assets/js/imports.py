"""Imports: where a script names a module or another file that the browser will load."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from bengal_tasks.assets.js.literal import literal_value
from bengal_tasks.assets.js.syntax import Syntax, kind, read_syntax


Kind: TypeAlias = Literal[
    "static", "dynamic", "meta", "url", "resolve", "worker", "service", "scripts"
]
"""
What is written: ``import``/``export from``, ``import()``, ``import.meta``,
``new URL(…, import.meta.url)``, ``import.meta.resolve()``, ``new Worker()``,
``serviceWorker.register()``, ``importScripts()``.
"""

_STRING = kind("string")
_TEMPLATE = kind("template_string")
_SUBSTITUTION = kind("template_substitution")
_ARGUMENTS = kind("arguments")
_META = kind("meta_property")
_STATIC_BEFORE = frozenset((kind("from", named=False), kind("import", named=False)))
_KEYWORDS = frozenset((kind("import"), kind("import", named=False)))
_STARTS = frozenset((_STRING, _ARGUMENTS, _META))
_CALLS: tuple[tuple[tuple[bytes, ...], dict[bytes, Kind]], ...] = (
    ((), {b"import": "dynamic", b"importScripts": "scripts"}),
    ((b"import", b"."), {b"source": "dynamic", b"defer": "dynamic"}),
    ((b"import", b".", b"meta", b"."), {b"resolve": "resolve"}),
    ((b"serviceWorker", b"."), {b"register": "service"}),
    ((b"new",), {b"URL": "url", b"Worker": "worker", b"SharedWorker": "worker"}),
)
"""The words before a name, and what a call of that name loads."""
_CALLEES = frozenset(name for _, names in _CALLS for name in names)
_OWN_URL = [b"import", b".", b"meta", b".", b"url"]
_LOOK_BACK = 5


@dataclass(frozen=True, slots=True)
class Import:
    """
    One import: its *kind*, and the *specifier* if it is a literal.

    *start* and *end* span the literal with its quotes, or the expression that stands there; of
    ``import.meta`` they span that. *call* is the offset of the bracket of a call, else -1.
    """

    kind: Kind
    specifier: str | None
    start: int
    end: int
    call: int = -1

    @property
    def dynamic(self) -> bool:
        """Whether it is evaluated when the script comes there."""
        return self.kind == "dynamic"


def scan(text: str) -> list[Import]:
    """Return the imports of a script in the order of the text; offsets count characters."""
    syntax = read_syntax(text)
    move = syntax.offset
    return [
        Import(
            found.kind,
            found.specifier,
            move(found.start),
            move(found.end),
            move(found.call) if found.call >= 0 else -1,
        )
        for found in find_imports(syntax)
    ]


def find_imports(syntax: Syntax) -> list[Import]:
    """Return the imports of a parsed script; offsets count bytes."""
    return list(_Finder(syntax).all())


class _Finder:
    def __init__(self, syntax: Syntax) -> None:
        self._syntax = syntax
        self._nodes = syntax.nodes

    def all(self) -> Iterator[Import]:
        """Yield imports; `before` follows the last leaf that stands before the node."""
        nodes = self._nodes
        leaves = nodes.leaves
        before = 0
        for number, which in enumerate(nodes.kinds):
            if which in _STARTS:
                while before < len(leaves) and leaves[before] < number:
                    before += 1
                yield from self._at(number, which, leaves[max(before - _LOOK_BACK, 0) : before])

    def _at(self, number: int, which: int, before: list[int]) -> Iterator[Import]:
        if which == _META:
            if self._syntax.text(number + 1) == b"import":
                yield self._span("meta", None, number, number)
        elif which == _ARGUMENTS:
            if before and (name := self._syntax.text(before[-1])) in _CALLEES:
                yield from self._call(number, name, before)
        elif before and self._nodes.kinds[before[-1]] in _STATIC_BEFORE:
            yield self._span("static", self._literal(number, number), number, number)

    def _span(self, which: Kind, value: str | None, first: int, last: int) -> Import:
        return Import(which, value, self._nodes.starts[first], self._nodes.ends[last])

    def _call(self, number: int, name: bytes, before: list[int]) -> Iterator[Import]:
        nodes = self._nodes
        words = tuple(self._syntax.text(leaf) for leaf in before)
        which = _kind_of_call(name, words)
        if which is None or (name == b"import" and nodes.kinds[before[-1]] not in _KEYWORDS):
            return
        arguments = self._arguments(number)
        if which == "url" and not any(map(self._is_own_url, arguments[1:2])):
            return
        for first, last in arguments if which == "scripts" else arguments[:1]:
            value = self._literal(first, last)
            if which == "dynamic" or value is not None:
                yield self._argument(which, value, number, (first, last))

    def _argument(
        self, which: Kind, value: str | None, number: int, span: tuple[int, int]
    ) -> Import:
        nodes = self._nodes
        return Import(
            which, value, nodes.starts[span[0]], nodes.ends[span[1]], nodes.starts[number]
        )

    def _arguments(self, number: int) -> list[tuple[int, int]]:
        """Return the first and the last outermost node of each argument."""
        spans: list[tuple[int, int]] = []
        first = last = -1
        for inner in self._syntax.children(number):
            word = self._nodes.ends[inner] - self._nodes.starts[inner] == 1
            if not (word and self._syntax.text(inner) in b"(,)"):
                first, last = (inner if first < 0 else first), inner
            elif first >= 0:
                spans.append((first, last))
                first = -1
        return spans

    def _is_own_url(self, span: tuple[int, int]) -> bool:
        """Whether an argument is ``import.meta.url``."""
        nodes = self._nodes
        place = bisect_left(nodes.leaves, span[0])
        words = [self._syntax.text(leaf) for leaf in nodes.leaves[place : place + len(_OWN_URL)]]
        last = nodes.leaves[min(place + len(_OWN_URL), len(nodes.leaves)) - 1]
        return words == _OWN_URL and nodes.ends[last] == nodes.ends[span[1]]

    def _literal(self, first: int, last: int) -> str | None:
        """Return the value of a string, or of a template without substitutions."""
        nodes = self._nodes
        which = nodes.kinds[first]
        if first != last or which not in {_STRING, _TEMPLATE}:
            return None
        start, end = nodes.starts[first] + 1, nodes.ends[first] - 1
        if which == _TEMPLATE and self._has_substitution(first):
            return None
        value = literal_value(self._syntax.decoded(start, end))
        if value is not None and which == _TEMPLATE:
            value = value.replace("\r\n", "\n").replace("\r", "\n")
        return value

    def _has_substitution(self, number: int) -> bool:
        return any(
            self._nodes.kinds[inner] == _SUBSTITUTION for inner in self._syntax.children(number)
        )


def _kind_of_call(name: bytes, words: tuple[bytes, ...]) -> Kind | None:
    """Say what a call loads by the *words* before its bracket, of which *name* is the last."""
    for before, names in _CALLS:
        if name in names and _ends_with(words[:-1], before):
            return names[name]
    return None


def _ends_with(words: tuple[bytes, ...], end: tuple[bytes, ...]) -> bool:
    return words[len(words) - len(end) :] == end
