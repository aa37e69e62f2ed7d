"""
The tables of the build cache: what the state says, and over it what people have added.

A table is worked out from the state when it is first asked for. What is saved is only what people
have added, apart from the rest, so that a build hands it on; where the state says something about
the same thing, the state is believed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any, Generic, TypeVar, cast, overload

from bengal_tasks.cache.contract import plain
from bengal_tasks.cache.folder import StateFolder
from bengal_tasks.model.record import Records
from bengal_tasks.store.state import State


V = TypeVar("V")

Shape = Callable[[object], Any]
"""Turns what was saved into a field of the right shape; what does not fit is left out."""


def texts(value: object) -> dict[str, str]:
    """Return the members of a table that are text."""
    return {k: v for k, v in _members(value) if isinstance(v, str)}


def tables(value: object) -> dict[str, dict[str, Any]]:
    """Return the members of a table that are tables."""
    return {k: v for k, v in _members(value) if isinstance(v, dict)}


def sets(value: object) -> dict[str, set[str]]:
    """Return the members of a table that are lists, as sets of text."""
    return {k: names(v) for k, v in _members(value) if isinstance(v, (list, set, frozenset))}


def lists(value: object) -> dict[str, list[str]]:
    """Return the members of a table that are lists of text."""
    return {k: v for k, v in _members(value) if isinstance(v, list)}


def names(value: object) -> set[str]:
    """Return the texts of a list, as a set."""
    found = value if isinstance(value, (list, set, frozenset)) else ()
    return {name for name in found if isinstance(name, str)}


def text(value: object) -> str | None:
    """Return a text, or None."""
    return value if isinstance(value, str) else None


def _members(value: object) -> list[tuple[str, Any]]:
    return list(cast("dict[str, Any]", value).items()) if isinstance(value, dict) else []


class Field(Generic[V]):
    """One documented attribute: its shape, and under its own name a table of the cache."""

    def __init__(self, shape: Callable[[object], V]) -> None:
        self.shape = shape
        self.name = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, cache: None, owner: type) -> Field[V]: ...
    @overload
    def __get__(self, cache: Tables, owner: type) -> V: ...
    def __get__(self, cache: Tables | None, owner: type) -> V | Field[V]:
        if cache is None:
            return self
        return cast("V", cache.table(self.name, self.shape))

    def __set__(self, cache: Tables, value: V) -> None:
        cache.put(self.name, value)


class Tables:
    """
    What all parts of the cache stand on: the state as loaded, its folder, and the tables.

    *base* is what the state alone says of a field, worked out by `derive`.
    """

    def __init__(self) -> None:
        self.folder = StateFolder(Path())
        self.state = State()
        self.legacy: dict[str, Any] = {}
        self._base: dict[str, Any] = {}
        self._tables: dict[str, Any] = {}

    def derive(self, name: str) -> object:
        """Return what the state says of a field; None where it says nothing."""
        del name
        return None

    @property
    def records(self) -> Records:
        """The records of doit by task."""
        return self.state.tasks

    def key(self, path: Path | str) -> str:
        """Return how a path is spelled in the tables: relative to the site."""
        return self.folder.spelled(path)

    def base(self, name: str) -> Any:  # noqa: ANN401 (the shape is the field's)
        """Return what the state alone says of a field; kept."""
        if name not in self._base:
            self._base[name] = self.derive(name)
        return self._base[name]

    def table(self, name: str, shape: Shape) -> Any:  # noqa: ANN401 (the shape is the field's)
        """Return the table of a field: what the state says, with what people have added."""
        if name not in self._tables:
            own = shape(self.state.user.get(name, self.legacy.get(name)))
            self._tables[name] = merged(deepcopy(self.base(name)), own)
        return self._tables[name]

    def put(self, name: str, value: object) -> None:
        """Set the table of a field."""
        self._tables[name] = value

    def own(self, fresh: bool) -> dict[str, Any]:  # noqa: FBT001 (said by name in the one call)
        """
        Return what people have added, by field, as JSON.

        With *fresh* it goes to a place whose state says nothing yet, so all of it counts as added.
        Raises ContractError for what cannot be kept.
        """
        kept = dict({} if fresh else self.state.user)
        for name, value in {**self.legacy, **self._all(fresh)}.items():
            base = None if fresh else self.base(name)
            kept[name] = plain(self._spelled(added(value, base)), f"BuildCache.{name}")
        return {name: value for name, value in kept.items() if value not in (None, {}, [])}

    def _all(self, fresh: bool) -> dict[str, Any]:  # noqa: FBT001 (as above)
        if fresh:
            for name, part in _fields(type(self)).items():
                self.table(name, part.shape)
        return self._tables

    def _spelled(self, value: object) -> object:
        """Return *value* with paths as text and sets as sorted lists, all the way down."""
        if type(value) is dict:
            return {k: self._spelled(v) for k, v in value.items()}
        if type(value) is list:
            return [self._spelled(member) for member in value]
        if isinstance(value, (set, frozenset)):
            return sorted((self._spelled(member) for member in value), key=str)
        return self.key(value) if isinstance(value, Path) else value

    def forget_tables(self) -> None:
        """Forget everything: state, what people added, and what was worked out."""
        self.state = State()
        self.legacy = {}
        self._base = {}
        self._tables = {}


def _fields(kind: type) -> dict[str, Field[Any]]:
    found = {}
    for owner in reversed(kind.__mro__):
        found.update({k: v for k, v in vars(owner).items() if isinstance(v, Field)})
    return found


def field_names(kind: type) -> list[str]:
    """Return the names of the documented attributes of a cache, sorted."""
    return sorted(_fields(kind))


def shape_of(kind: type, name: str) -> Shape:
    """Return the shape of one of the attributes of a cache; raises KeyError for another name."""
    return _fields(kind)[name].shape


def merged(base: Any, own: Any) -> Any:  # noqa: ANN401 (the shape is the field's)
    """Return what the state says with what people added; of sets both, else the state wins."""
    if not base:
        return own
    if isinstance(base, set):
        return base | (own or set())
    if isinstance(base, Mapping):
        both = {**(own or {}), **base}
        for key, value in (own or {}).items():
            if isinstance(value, set) and isinstance(base.get(key), set):
                both[key] = value | base[key]
        return both
    return own or base


def added(value: Any, base: Any) -> Any:  # noqa: ANN401 (the shape is the field's)
    """Return what *value* says beyond *base*; the reverse of `merged`."""
    if not base:
        return value
    if isinstance(value, set) and isinstance(base, set):
        return value - base
    if isinstance(value, dict) and isinstance(base, Mapping):
        rest = {}
        for key, member in value.items():
            if key not in base:
                rest[key] = member
            elif isinstance(member, set) and member - base[key]:
                rest[key] = member - base[key]
        return rest
    return None if value == base else value
