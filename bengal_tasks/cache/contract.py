"""The contract of everything that is kept: JSON primitives, by name, and no live objects."""

from __future__ import annotations

import math
from pathlib import PurePath
from typing import cast

from bengal_tasks.errors import ContractError
from bengal_tasks.model.values import JSON


_DEEPEST = 100
_LEAST, _MOST = -(2**63), 2**64 - 1
_HINTS = {
    "datetime": "value.isoformat() is text",
    "date": "value.isoformat() is text",
    "tuple": "list(value) comes back as it was",
    "set": "sorted(value) is a list that is the same every time",
    "frozenset": "sorted(value) is a list that is the same every time",
    "bytes": "value.decode() is text",
}
_OBJECT = "keep what identifies the object, such as its path as text"


def plain(value: object, name: str) -> JSON:
    """
    Return *value*, which must be JSON all the way down.

    Raises ContractError, which is a TypeError too, with the *name* of the field that it is not.

    >>> plain({"tags": ["a", None, 1.5]}, "PageCore")
    {'tags': ['a', None, 1.5]}
    >>> plain({"tags": {"a"}}, "PageCore")
    Traceback (most recent call last):
    ...
    bengal_tasks.errors.ContractError: PageCore.tags: a set cannot be kept
    <BLANKLINE>
    hint: sorted(value) is a list that is the same every time
    """
    _check(value, name, 0)
    return cast("JSON", value)


def _check(value: object, name: str, depth: int) -> None:
    kind = type(value)
    if value is None or kind is bool:
        return
    if depth > _DEEPEST:
        raise ContractError(f"{name}: nested more than {_DEEPEST} deep, or in a circle")
    if kind is dict:
        _check_table(cast("dict[object, object]", value), name, depth)
    elif kind is list:
        for number, member in enumerate(cast("list[object]", value)):
            _check(member, f"{name}[{number}]", depth + 1)
    elif not _is_leaf(value, name):
        raise _refused(value, name)


def _check_table(table: dict[object, object], name: str, depth: int) -> None:
    for key, member in table.items():
        if type(key) is not str:
            raise ContractError(f"{name}: the key {key!r} is not text", hint="str(key)")
        _is_leaf(key, name)
        _check(member, f"{name}.{key}", depth + 1)


def _is_leaf(value: object, name: str) -> bool:
    kind = type(value)
    if kind is str:
        _check_text(cast("str", value), name)
    elif kind is int:
        if not _LEAST <= cast("int", value) <= _MOST:
            raise ContractError(f"{name}: {value} is beyond 64 bits", hint="str(value)")
    elif kind is float:
        if not math.isfinite(cast("float", value)):
            raise ContractError(f"{name}: {value} is no number in JSON", hint="keep None instead")
    else:
        return False
    return True


def _check_text(text: str, name: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ContractError(f"{name}: half a surrogate pair is not a character") from None


def _refused(value: object, name: str) -> ContractError:
    kind = type(value).__name__
    hint = "str(path) is text" if isinstance(value, PurePath) else _HINTS.get(kind, _OBJECT)
    return ContractError(f"{name}: a {kind} cannot be kept", hint=hint)
