"""
Shapes: whether what was read back is built as we write it.

A checksum tells of accidents. A state that comes from elsewhere, a restored cache of a stranger,
may be whole and still hold anything; without this the fault would come out as a traceback.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath
from typing import TypeAlias

from bengal_tasks.model.keys import STATE_DIR
from bengal_tasks.model.reason import Cause
from bengal_tasks.model.values import JSON


Check: TypeAlias = Callable[[JSON], bool]

_CAUSES = frozenset(cause.name for cause in Cause)
_STAMP = 5


def is_text(value: JSON) -> bool:
    """Tell whether a value is text."""
    return type(value) is str


def list_of(check: Check) -> Check:
    """Return a check for a list of what *check* takes."""
    return lambda value: type(value) is list and all(map(check, value))


def table_of(check: Check) -> Check:
    """Return a check for a table of what *check* takes."""
    return lambda value: type(value) is dict and all(map(check, value.values()))


def _is_pair(value: JSON) -> bool:
    return type(value) is list and len(value) == 2 and all(map(is_text, value))  # noqa: PLR2004 (a pair)


def _is_stamped(value: JSON) -> bool:
    return (
        type(value) is list
        and len(value) == _STAMP + 1
        and all(type(part) is int for part in value[:_STAMP])
        and is_text(value[_STAMP])
    )


def _is_reason(value: JSON) -> bool:
    return _is_pair(value) and isinstance(value, list) and value[0] in _CAUSES


def _is_notice(value: JSON) -> bool:
    if type(value) is not list or len(value) != 4:  # noqa: PLR2004 (path, line, kind, message)
        return False
    return type(value[1]) is int and all(is_text(value[n]) for n in (0, 2, 3))


_FIELDS: dict[str, Check] = {
    "files": table_of(_is_stamped),
    "entries": table_of(_is_pair),
    "scan": table_of(lambda value: type(value) is dict),
    "orphans": table_of(is_text),
    "tasks": table_of(lambda value: type(value) is dict),
    "pairs": list_of(_is_pair),
    "run": lambda value: type(value) is int,
    "code": is_text,
}
_VALUES: dict[str, Check] = {
    "recipe": table_of(is_text),
    "writes": table_of(is_text),
    "notices": list_of(_is_notice),
    "references": list_of(is_text),
    "why": list_of(_is_reason),
    "run": lambda value: type(value) is int,
    "failed": lambda value: type(value) is bool,
}


def is_state(raw: dict[str, JSON]) -> bool:
    """Tell whether a whole state has all fields, each of its kind; raises KeyError without one."""
    return all(check(raw[name]) for name, check in _FIELDS.items())


def is_record(record: dict[str, JSON]) -> bool:
    """Tell whether the record of a task has what it has in the right kinds."""
    values = record.get("_values_:")
    if values is None:
        return True
    if type(values) is not dict or not list_of(is_text)(record.get("deps:") or []):
        return False
    # A task of the user's own keeps what it likes; ours have a recipe.
    return "recipe" not in values or all(
        check(values[name]) for name, check in _VALUES.items() if name in values
    )


def is_publishable(path: str) -> bool:
    """
    Tell whether a published file may have this path; prune removes no other.

    Plain, relative, in a folder, not in a hidden one.
    """
    parts = path.split("/")
    plain = not any(ord(c) < 32 or c in "\\\x7f" for c in path)  # noqa: PLR2004 (first printable)
    inside = len(parts) > 1 and not any(part in {"", ".", ".."} for part in parts)
    return plain and inside and parts[0] != STATE_DIR and not PurePosixPath(path).is_absolute()
