"""
Entries: how a name after ``#`` leads to a value inside an artefact.

Settings and data are named with dots (``site.title``), other artefacts with slashes
(``tags/python``); ``!a,b`` at the end cuts the value down to those keys.
The metadata answers queries.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from bengal_tasks.model.index import Index
from bengal_tasks.model.keys import CONFIG, DATA, METADATA
from bengal_tasks.model.query import answer
from bengal_tasks.model.values import JSON


MISSING: Final[JSON] = "\0missing"
"""The value of an entry that is not there."""

FAULT: Final = "\0fault"
"""The key under which the data artefact keeps what is wrong with a file."""

_DOT = "\\."


def join_name(names: tuple[str, ...]) -> str:
    """Return the dotted name of a setting or of data; dots inside a part are escaped."""
    return ".".join(name.replace(".", _DOT) for name in names)


def split_name(name: str) -> list[str]:
    """Return the parts of a dotted name; the reverse of `join_name`."""
    return [part.replace("\0", ".") for part in name.replace(_DOT, "\0").split(".")]


def value_at(path: str, value: JSON, name: str, index: Callable[[], Index]) -> JSON:
    """Return the value of the entry *name* of the artefact *path*, or MISSING."""
    if path == METADATA and name.startswith("?"):
        return answer(index(), name)
    return value if name == "*" else _below(value, name, dotted=path in {CONFIG, DATA})


def _below(value: JSON, name: str, *, dotted: bool) -> JSON:
    if not dotted and isinstance(value, dict) and name in value:
        return value[name]
    place, mark, fields = ("", "", name) if dotted else name.rpartition("!")
    place, fields = (place, fields) if mark else (name, "")
    parts = split_name(place) if dotted else place.split("/")
    for n, part in enumerate(parts):
        rest = "" if dotted else "/".join(parts[n:])
        if rest and isinstance(value, dict) and rest in value:  # a key with slashes in it
            value = value[rest]
            break
        value = _step(value, part)
    if fields and isinstance(value, dict):
        return {field: value.get(field) for field in fields.split(",")}
    return value


def _step(value: JSON, part: str) -> JSON:
    if isinstance(value, dict):
        return value.get(part, MISSING)
    if isinstance(value, list) and part.isdecimal() and int(part) < len(value):
        return value[int(part)]
    return MISSING
