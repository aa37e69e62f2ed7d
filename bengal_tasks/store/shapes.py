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


def _is_reason(value: JSON) -> bool:
    return _is_pair(value) and isinstance(value, list) and value[0] in _CAUSES


def _is_notice(value: JSON) -> bool:
    if type(value) is not list or len(value) != 4:  # noqa: PLR2004 (path, line, kind, message)
        return False
    return type(value[1]) is int and all(is_text(value[n]) for n in (0, 2, 3))


def _is_rest(value: JSON) -> bool:
    return type(value) is list and len(value) == 2 and is_text(value[0]) and _texts(value[1])  # noqa: PLR2004 (the checker and the recipe)


def _is_files(value: JSON) -> bool:
    if type(value) is not dict:
        return False
    columns = value.get("stamps")
    return list_of(_is_numbers)(columns) and type(columns) is list and len(columns) == _STAMP


def _is_numbers(value: JSON) -> bool:
    return type(value) is list and set(map(type, value)) <= {int}


_texts = table_of(is_text)
_table = table_of(lambda value: type(value) is dict)
_FIELDS: dict[str, Check] = {
    "names": list_of(is_text),
    "states": list_of(is_text),
    "shared": lambda value: type(value) is list,
    "files": _is_files,
    "entries": list_of(lambda value: type(value) is list),
    "blank": lambda value: type(value) is dict,
    "scan": _table,
    "orphans": _texts,
    "tasks": table_of(lambda value: type(value) in {list, dict}),
    "run": lambda value: type(value) is int,
    "code": is_text,
}
value_checks: dict[str, Check] = {
    "rest": _is_rest,
    "recipe": table_of(is_text),
    "writes": table_of(is_text),
    "notices": list_of(_is_notice),
    "references": list_of(is_text),
    "why": list_of(_is_reason),
    "run": lambda value: type(value) is int,
    "failed": lambda value: type(value) is bool,
}
"""What may stand in the values of a record of ours; *rest* is what tasks of a kind have alike."""


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
        check(values[name]) for name, check in value_checks.items() if name in values
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
