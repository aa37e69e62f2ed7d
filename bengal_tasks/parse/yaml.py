"""
YAML text read into plain values in one pass over its events.

The schema is that of YAML 1.2 with fewer surprises: only ``true`` and ``false`` are truth values,
``0123`` and ``12:30:45`` are texts, a key is the text that was written, a date is its ISO text.
Depth, aliases and duplicate keys are judged while the events come, so a hostile text is refused
before it can grow.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

import yaml

from bengal_tasks.model.values import (
    JSON,
    Limits,
    ReadError,
    bounded,
    encodable,
    finite,
    moment_text,
)


class _Events(Protocol):
    def get_event(self) -> yaml.Event: ...
    def dispose(self) -> None: ...


_LOADER: Callable[[str], _Events] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_Node: TypeAlias = yaml.ScalarEvent | yaml.SequenceStartEvent | yaml.MappingStartEvent

_PLAIN = re.compile(
    r"(?P<null>~|null|Null|NULL)"
    r"|(?P<true>true|True|TRUE)|(?P<false>false|False|FALSE)"
    r"|(?P<int>[-+]?(?:0|[1-9][0-9]*))|(?P<based>0x[0-9a-fA-F]+|0o[0-7]+)"
    r"|(?P<float>[-+]?(?:(?:0|[1-9][0-9]*)(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?)"
    r"|(?P<endless>[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))"
    r"|(?P<moment>[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt \t].*)?)"
)
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_FIRST = frozenset("~nNtTfF+-.0123456789")
_CONSTANTS: dict[str, bool | None] = {"null": None, "true": True, "false": False}
_STANDARD = "tag:yaml.org,2002:"
_SAFE_TAGS = frozenset((f"{_STANDARD}str", f"{_STANDARD}seq", f"{_STANDARD}map", "!"))
_TEXT_COST = 64
_MOST_DIGITS = 4300
_HINTS = {
    "mapping values are not allowed": "put a text that has ': ' in it in quotes",
    "cannot start any token": "indent with spaces; put a text that starts with a sign in quotes",
    "did not find expected key": "put a text that starts with a quote or a bracket all in quotes",
}


@dataclass(frozen=True, slots=True)
class _Anchor:
    value: JSON
    size: int
    height: int


def parse_yaml(text: str, limits: Limits) -> tuple[JSON, dict[str, int]]:
    """Return the one document of *text*, and the line of each key if it is a table."""
    _check_characters(text)
    loader = _LOADER(text)
    reader = _Reader(loader, limits)
    try:
        return reader.document(), reader.lines
    except yaml.MarkedYAMLError as error:
        raise _invalid(error, limits) from None
    finally:
        loader.dispose()


@dataclass(slots=True)
class _Reader:
    """
    One pass over one document.

    It keeps what the events before have said: the anchors, how many nodes were made (*count*)
    or borrowed (*expanded*), and how deep the node that is read now goes (*deepest*).
    """

    loader: _Events
    limits: Limits
    lines: dict[str, int] = field(default_factory=dict)
    anchors: dict[str, _Anchor | None] = field(default_factory=dict)
    count: int = 0
    expanded: int = 0
    deepest: int = 0

    def document(self) -> JSON:
        following = self.loader.get_event
        following()
        if isinstance(following(), yaml.StreamEndEvent):
            return None
        value = self.value(following(), 0)
        following()
        event = following()
        if not isinstance(event, yaml.StreamEndEvent):
            raise _fault(event, "a second document starts here")
        return value

    def value(self, event: yaml.Event, depth: int) -> JSON:
        if isinstance(event, yaml.AliasEvent):
            return self.borrowed(event, depth)
        assert isinstance(event, _Node)  # noqa: S101  # the grammar of events has nothing else here
        if event.tag is not None and event.tag not in _SAFE_TAGS:
            tag = event.tag.replace(_STANDARD, "!!")
            raise _fault(event, f"the tag {tag} is not allowed", "write the value without a tag")
        if event.anchor is not None:
            return self.anchored(event, depth)
        return self.node(event, depth)

    def node(self, event: _Node, depth: int) -> JSON:
        self.count += 1
        if isinstance(event, yaml.ScalarEvent):
            self.count += len(event.value) // _TEXT_COST
            return self.scalar(event)
        depth += 1
        self.deepest = max(self.deepest, depth)
        if depth > self.limits.depth:
            raise _fault(event, _too_deep(self.limits))
        if isinstance(event, yaml.SequenceStartEvent):
            return self.items(depth)
        return self.table(depth)

    def items(self, depth: int) -> list[JSON]:
        items: list[JSON] = []
        following = self.loader.get_event
        event = following()
        while not isinstance(event, yaml.SequenceEndEvent):
            items.append(self.value(event, depth))
            event = following()
        return items

    def table(self, depth: int) -> dict[str, JSON]:
        table: dict[str, JSON] = {}
        lines = self.lines if depth == 1 else {}
        merged: list[JSON] = []
        following = self.loader.get_event
        event = following()
        while not isinstance(event, yaml.MappingEndEvent):
            key = self.key(event, lines)
            value = self.value(following(), depth)
            if key == "<<" and not getattr(event, "style", ""):
                merged += _mergeable(event, value)
            else:
                table[key] = value
            event = following()
        for base in merged:
            table = {**base, **table} if isinstance(base, dict) else table
        return table

    def key(self, event: yaml.Event, lines: dict[str, int]) -> str:
        if not isinstance(event, yaml.ScalarEvent):
            raise _fault(event, "a key must be a text")
        if event.anchor is not None or event.tag not in {None, "!", f"{_STANDARD}str"}:
            raise _fault(event, "a key can have no anchor and no tag")
        key: str = event.value
        if key in lines:
            raise _fault(event, f"the key '{key}' is there twice: first in line {lines[key]}")
        lines[key] = _position(event.start_mark)[0]
        self.count += 1
        return self.text(event)

    def scalar(self, event: yaml.ScalarEvent) -> JSON:
        text: str = event.value
        if event.style or event.tag is not None:
            return self.text(event)
        if not text:
            return None
        found = _PLAIN.fullmatch(text) if text[0] in _FIRST else None
        if found is None:
            return text
        try:
            return _constant(text, str(found.lastgroup), self.limits)
        except ReadError as error:
            raise _fault(event, error.headline, error.hint) from None

    def text(self, event: yaml.ScalarEvent) -> str:
        text: str = event.value
        try:
            return encodable(text)
        except ReadError as error:
            raise _fault(event, error.headline) from None

    def anchored(self, event: _Node, depth: int) -> JSON:
        name = str(event.anchor)
        if not self.limits.expanded:
            raise _fault(event, f"the anchor &{name} is not allowed here")
        self.anchors[name] = None
        count, expanded, deepest = self.count, self.expanded, self.deepest
        self.deepest = depth
        value = self.node(event, depth)
        size = self.count - count + self.expanded - expanded
        self.anchors[name] = _Anchor(value, size, self.deepest - depth)
        self.deepest = max(deepest, self.deepest)
        return value

    def borrowed(self, event: yaml.AliasEvent, depth: int) -> JSON:
        name = event.anchor
        if not self.limits.expanded:
            raise _fault(event, f"the alias *{name} is not allowed here")
        if name not in self.anchors:
            raise _fault(event, f"the alias *{name} has no anchor &{name} before it")
        anchor = self.anchors[name]
        if anchor is None:
            raise _fault(event, f"the alias *{name} is inside of what it stands for")
        self.expanded += anchor.size
        self.deepest = max(self.deepest, depth + anchor.height)
        if self.expanded > self.limits.expanded:
            raise _fault(event, f"aliases stand for more than {self.limits.expanded} values")
        if depth + anchor.height > self.limits.depth:
            raise _fault(event, _too_deep(self.limits))
        return anchor.value


def _mergeable(event: yaml.Event, value: JSON) -> list[JSON]:
    bases: list[JSON] = value if isinstance(value, list) else [value]
    if not all(isinstance(base, dict) for base in bases):
        raise _fault(event, "<< must be followed by a table or a list of tables")
    return bases


def _constant(text: str, kind: str, limits: Limits) -> JSON:
    if kind in _CONSTANTS:
        return _CONSTANTS[kind]
    if kind == "moment":
        return _moment(text)
    if kind in {"int", "based"}:
        return _integer(text, kind, limits)
    return finite(float(text.replace(".", "") if kind == "endless" else text))


def _integer(text: str, kind: str, limits: Limits) -> int:
    if kind == "based":
        return bounded(int(text, 0), limits)
    # int() has a limit of its own, which the environment can move
    return bounded(int(text) if len(text) <= _MOST_DIGITS else limits.largest + 1, limits)


def _moment(text: str) -> str:
    try:
        return moment_text(text) or text
    except ValueError as error:
        hint = "put it in quotes if it is not a date"
        raise ReadError(f"'{text}' is not a date: {error}", hint=hint) from None


def _position(mark: object) -> tuple[int, int]:
    return getattr(mark, "line", -1) + 1, getattr(mark, "column", -1) + 1


def _fault(event: yaml.Event, headline: str, hint: str = "") -> ReadError:
    return ReadError(headline, *_position(event.start_mark), hint)


def _too_deep(limits: Limits) -> str:
    return f"nested more than {limits.depth} deep"


def _invalid(error: yaml.MarkedYAMLError, limits: Limits) -> ReadError:
    problem = str(error.problem or error.context or "")
    hint = next((hint for part, hint in _HINTS.items() if part in problem), "")
    position = _position(error.problem_mark or error.context_mark)
    if "nesting depth" in problem:  # the parser in C looks far ahead, and has a limit of its own
        return ReadError(_too_deep(limits), *position)
    return ReadError(f"not valid YAML: {problem}", *position, hint)


def _check_characters(text: str) -> None:
    found = _UNPRINTABLE.search(text)
    if found:
        start = text.rfind("\n", 0, found.start()) + 1
        line = text.count("\n", 0, start) + 1
        character = f"U+{ord(found[0]):04X}"
        raise ReadError(
            f"the control character {character} is not allowed", line, found.start() - start + 1
        )
