"""A data file read into plain values: TOML, YAML or JSON, by its suffix."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import NoReturn

from bengal_tasks.errors import DataError, Place
from bengal_tasks.model.values import JSON, Limits, ReadError, place_in, plain
from bengal_tasks.parse.toml import parse_toml
from bengal_tasks.parse.yaml import parse_yaml


_LIMITS = Limits()
_LONG_NUMBER = re.compile(r"[0-9]{640}")


def parse_data(text: str, *, path: str) -> JSON:
    """Return what the data file at *path* holds."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    suffix = PurePosixPath(path).suffix.lower()
    reader = _READERS.get(suffix)
    if reader is None:
        hint = f"data files end in {', '.join(sorted(_READERS))}"
        raise DataError(f"unknown kind of data file '{suffix}'", Place(path), hint)
    try:
        return reader(text)
    except ReadError as error:
        place = place_in(text, path, error.line, error.column)
        raise DataError(error.headline, place, error.hint) from None


def _toml(text: str) -> JSON:
    return parse_toml(text, _LIMITS)


def _yaml(text: str) -> JSON:
    return parse_yaml(text, _LIMITS)[0]


def _json(text: str) -> JSON:
    try:
        value = json.loads(text, object_pairs_hook=_table, parse_constant=_constant)
        return plain(value, _LIMITS)
    except json.JSONDecodeError as error:
        reason = f"{error.msg[:1].lower()}{error.msg[1:]}"
        raise ReadError(f"not valid JSON: {reason}", error.lineno, error.colno) from None
    except RecursionError:
        raise ReadError(f"nested more than {_LIMITS.depth} deep") from None
    except ReadError as error:
        raise _placed(text, error) from None
    except ValueError:
        # int() refuses a number of thousands of digits in its own words
        raise _too_large(text) from None


def _table(pairs: list[tuple[str, JSON]]) -> dict[str, JSON]:
    table = dict(pairs)
    if len(table) < len(pairs):
        twice = Counter(key for key, _ in pairs).most_common(1)[0][0]
        raise ReadError(f"the key '{twice}' is there twice").within(twice)
    return table


def _constant(name: str) -> NoReturn:
    raise ReadError("a number must be finite", hint=f"write {name} as a text or as null")


def _placed(text: str, error: ReadError) -> ReadError:
    """Find the key that the error is about; when its name is common, say nothing of the place."""
    key = next((key for key in reversed(error.keys) if isinstance(key, str)), "")
    starts = [found.start() for found in re.finditer(rf"{re.escape(json.dumps(key))}\s*:", text)]
    twice = "twice" in error.headline
    if len(starts) == 1 + twice:
        error.line, error.column = _position(text, starts[-1])
    return error


def _too_large(text: str) -> ReadError:
    found = _LONG_NUMBER.search(text)
    position = _position(text, found.start()) if found else (0, 0)
    return ReadError("the number is too large", *position, "put it in quotes to make it text")


def _position(text: str, start: int) -> tuple[int, int]:
    return text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)


_READERS: dict[str, Callable[[str], JSON]] = {
    ".json": _json,
    ".toml": _toml,
    ".yaml": _yaml,
    ".yml": _yaml,
}
