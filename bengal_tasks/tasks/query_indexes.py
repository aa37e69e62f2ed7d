"""The query indexes of a site: those that every site has, and those that its dodo.py declares."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, TypeAlias, TypeVar

import orjson
from doit.exceptions import InvalidDodoFile

from bengal_tasks.errors import BengalError, Place, SiteError
from bengal_tasks.model.query_indexes import BUILT_IN, KeyRow, by_keys, index_value
from bengal_tasks.model.rows import Row, field_of, text_of
from bengal_tasks.model.values import JSON
from bengal_tasks.tasks.plan import Plan


_NAME = re.compile(r"[a-z][a-z0-9_]*")


class IndexedPage:
    """
    A page as the function of an index sees it: the fields of its row, and free front matter.

    ``page.title``, ``page.tags``, ``page.params``; what is not there is None. Values are copies.
    """

    def __init__(self, row: Row) -> None:
        self._row = row

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 (any field)
        if name.startswith("_"):
            raise AttributeError(name)
        return deepcopy(field_of(self._row, name))


KeyFunction: TypeAlias = Callable[[IndexedPage], Any]
"""Returns a key, several, pairs of a key and its metadata, or None."""
_Function = TypeVar("_Function", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class DeclaredIndex:
    """An index of the user's: its name, its function, and where that stands."""

    name: str
    function: KeyFunction
    place: Place


_declared: dict[str, DeclaredIndex] = {}


def query_index(name: str) -> Callable[[_Function], _Function]:
    """
    Declare, in dodo.py, the index *name*: the decorated function returns the keys of a page.

    Templates have it as ``site.indexes.NAME``. Raises InvalidDodoFile for a name that is not lower
    case letters, digits and ``_``, or that every site has.

    >>> @query_index("series")
    ... def by_series(page):
    ...     return page.series
    >>> declared_indexes().pop("series").name
    'series'
    """
    if not _NAME.fullmatch(name) or name in BUILT_IN:
        raise InvalidDodoFile(
            f"query_index({name!r}): a name is made of a-z, 0-9 and _, "
            f"and none of {', '.join(BUILT_IN)}"
        )

    def declare(function: _Function) -> _Function:
        code = getattr(function, "__code__", None)
        place = Place(code.co_filename, code.co_firstlineno) if code else Place("dodo.py")
        _declared[name] = DeclaredIndex(name, function, place)
        return function

    return declare


def declared_indexes() -> dict[str, DeclaredIndex]:
    """Return the indexes that dodo.py has declared, by name."""
    return _declared


def index_names() -> list[str]:
    """Return the names of all indexes, sorted."""
    return sorted({*BUILT_IN, *_declared})


def query_index_value(plan: Plan, name: str) -> JSON:
    """
    Return the value of the index *name*; it is worked out once a plan.

    Raises SiteError when a function of the user's fails or returns what is no key.
    """
    if name not in plan.query_indexes:
        if name in BUILT_IN:
            found = BUILT_IN[name](plan.index)
        else:
            declared = _declared[name]
            found = by_keys(plan.index, lambda row: _keys(declared, row))
        plan.query_indexes[name] = index_value(name, found)
    return plan.query_indexes[name]


def _keys(declared: DeclaredIndex, row: Row) -> Iterator[KeyRow]:
    try:
        answer = declared.function(IndexedPage(row))
        yield from _pairs(answer)
    except BengalError:
        raise
    except Exception as error:
        raise SiteError(
            f"the index {declared.name!r} fails on {text_of(row, 'source')}: "
            f"{type(error).__name__}: {error}",
            declared.place,
            hint="return a key, a list of keys, pairs of a key and a dictionary, or None",
        ) from error


def _pairs(answer: object) -> Iterator[KeyRow]:
    answers = answer if isinstance(answer, (list, tuple, set, frozenset)) else [answer]
    for one in sorted(answers) if isinstance(answer, (set, frozenset)) else answers:
        match one:
            case None:
                continue
            case str(key):
                yield key, {}
            case (str(key), dict(metadata)):
                orjson.dumps(metadata)
                yield key, metadata
            case _:
                raise TypeError(f"{one!r} is no key")
