"""
TOML text read into plain values, and the places of its keys.

`tomllib` reads the values and tells no positions, so a second look at the text finds them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias, cast

from bengal_tasks.model.values import JSON, KeyPath, Limits, ReadError, plain


Position: TypeAlias = tuple[int, int]

_TOKEN = re.compile(
    r"(?P<skip>[ \t\r]+|\#[^\n]*)"
    r"|(?P<text>\"\"\"(?:[^\\]|\\.)*?\"{3,5}|'''.*?'{3,5}|\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*')"
    r"|(?P<word>[A-Za-z0-9_+:-]+)"
    r"|(?P<mark>.)",
    re.DOTALL,
)
_WHERE = re.compile(r" \(at (?:line ([0-9]+), column ([0-9]+)|end of document)\)$")
_LONG_NUMBER = re.compile(r"[0-9_]{640}")
_HINTS = {
    "Invalid value": "put a text in quotes",
    "Cannot overwrite a value": "a key can be there only once",
}


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    start: int


def parse_toml(text: str, limits: Limits) -> dict[str, JSON]:
    """Return the table that *text* describes."""
    _check_depth(text, limits)
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _invalid(text, error) from None
    except ValueError:
        # int() refuses a number of thousands of digits in its own words
        raise _too_large(text) from None
    try:
        return cast("dict[str, JSON]", plain(table, limits))
    except ReadError as error:
        error.line, error.column = nearest(key_positions(text), error.keys)
        raise


def nearest(positions: dict[KeyPath, Position], keys: KeyPath) -> Position:
    """Return where *keys* is, or else the table it would be in; (0, 0) when nothing is known."""
    while keys and keys not in positions:
        keys = keys[:-1]
    return positions.get(keys, (0, 0))


def key_positions(text: str) -> dict[KeyPath, Position]:
    """Return line and column, from 1, of each key and table header of a valid TOML text."""
    scan = _Scan(text)
    for token in _tokens(text):
        scan.see(token)
    return scan.positions


def _tokens(text: str) -> Iterator[_Token]:
    for found in _TOKEN.finditer(text):
        kind = found.lastgroup
        if kind and kind != "skip":
            yield _Token(kind, found[0], found.start())


@dataclass(slots=True)
class _Frame:
    """An inline table or a list that is open: its path, and for a list the item it is at."""

    path: KeyPath
    item: int | None = None


@dataclass(slots=True)
class _Scan:
    """
    A walk over the tokens of a TOML text.

    It keeps what is open: the table of the last header, the inline values, and the *parts* of
    the key that is being read (nothing while a value is).
    """

    text: str
    positions: dict[KeyPath, Position] = field(default_factory=dict)
    counts: dict[KeyPath, int] = field(default_factory=dict)
    table: KeyPath = ()
    frames: list[_Frame] = field(default_factory=list)
    parts: list[str] | None = field(default_factory=list)
    start: int = 0
    brackets: int = 0
    value_path: KeyPath = ()
    line: int = 1
    counted: int = 0

    def see(self, token: _Token) -> None:
        if self.parts is None:
            self.in_value(token)
        elif token.kind != "mark":
            self.start = self.start if self.parts else token.start
            self.parts.append(_key(token.text))
        elif token.text == "=":
            self.open_value()
        elif token.text == "[" and not self.frames:
            self.brackets += 1
        elif token.text in "]}\n":
            self.close_key(token.text)

    def open_value(self) -> None:
        base = self.frames[-1].path if self.frames else self.table
        self.value_path = self.record(base, self.parts or [])
        self.parts = None

    def close_key(self, mark: str) -> None:
        """Leave a key that has no value: a header, the end of a line or of an inline table."""
        if mark == "]" and self.brackets and self.parts:
            self.header(self.parts)
            self.brackets = 0
        if mark == "}" and self.frames:
            self.frames.pop()
            self.parts = None
        else:
            self.parts = []
            self.brackets = 0

    def header(self, parts: list[str]) -> None:
        *above, last = parts
        path = self.record((), above)
        self.table = self.record(path, [last], many=self.brackets > 1)

    def record(self, base: KeyPath, parts: list[str], *, many: bool = False) -> KeyPath:
        """Note where the key starts for each table on its way; return its whole path."""
        path = base
        for part in parts:
            path = (*path, part)
            self.positions.setdefault(path, self.position())
            if many:
                self.counts[path] = self.counts.get(path, 0) + 1
            if path in self.counts:
                path = (*path, self.counts[path] - 1)
                self.positions.setdefault(path, self.position())
        return path

    def position(self) -> Position:
        self.line += self.text.count("\n", self.counted, self.start)
        self.counted = self.start
        return self.line, self.start - self.text.rfind("\n", 0, self.start)

    def in_value(self, token: _Token) -> None:
        mark = token.text if token.kind == "mark" else ""
        if mark == "{":
            self.frames.append(_Frame(self.value_path))
            self.parts = []
        elif mark == "[":
            self.frames.append(_Frame(self.value_path, 0))
            self.value_path = (*self.value_path, 0)
        elif mark in {"}", "]"} and self.frames:
            self.frames.pop()
        elif mark == "\n" and not self.frames:
            self.parts = []
        elif mark == "," and self.frames:
            self.next_member(self.frames[-1])

    def next_member(self, frame: _Frame) -> None:
        if frame.item is None:
            self.parts = []
        else:
            frame.item += 1
            self.value_path = (*frame.path, frame.item)


def _key(text: str) -> str:
    if text[0] not in "\"'":
        return text
    if "\\" not in text:
        return text[1:-1]
    try:
        return str(tomllib.loads(f"key = {text}")["key"])
    except tomllib.TOMLDecodeError:
        return text[1:-1]


def _check_depth(text: str, limits: Limits) -> None:
    """Refuse what would take `tomllib` too deep, or too long, before it starts."""
    if max(text.count("["), text.count("{"), text.count(".")) <= limits.depth:
        return
    depth = parts = 0
    for token in _tokens(text):
        depth += (token.text in {"[", "{"}) - (token.text in {"]", "}"})
        parts = 0 if token.text in {"=", "\n", ","} else parts + (token.text == ".")
        if max(depth, parts) > limits.depth:
            line, column = _position(text, token.start)
            raise ReadError(f"nested more than {limits.depth} deep", line, column)


def _position(text: str, start: int) -> Position:
    return text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)


def _invalid(text: str, error: tomllib.TOMLDecodeError) -> ReadError:
    message = str(error)
    where = _WHERE.search(message)
    if where is None:
        return ReadError(f"not valid TOML: {message}")
    if where[1]:
        line, column = int(where[1]), int(where[2])
    else:
        line, column = _position(text, len(text.rstrip()))
    reason = message[: where.start()]
    headline = f"not valid TOML: {reason[:1].lower()}{reason[1:]}"
    return ReadError(headline, line, column, _HINTS.get(reason, ""))


def _too_large(text: str) -> ReadError:
    found = _LONG_NUMBER.search(text)
    position = _position(text, found.start()) if found else (0, 0)
    return ReadError("the number is too large", *position, "put it in quotes to make it text")
