"""Views of settings, data and menus: each part that is read is a dependency of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from markupsafe import Markup

from bengal_tasks.errors import DataError
from bengal_tasks.model.entries import FAULT, MISSING, join_name
from bengal_tasks.model.keys import CONFIG, DATA, MENUS
from bengal_tasks.model.values import JSON
from bengal_tasks.render.scope import Scope


class Branch:
    """
    A table of settings or data: going down records nothing, reading a value records that value.

    Tables answer to attributes and to items; iterating one records the whole of it.
    """

    def __init__(self, scope: Scope, path: str, names: tuple[str, ...] = ()) -> None:
        self._scope = scope
        self._path = path
        self._names = names

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 (any value)
        if name.startswith("__"):
            raise AttributeError(name)
        return self._at(name)

    def __getitem__(self, name: str | int) -> Any:  # noqa: ANN401 (any value)
        return self._at(str(name))

    def _at(self, name: str) -> Any:  # noqa: ANN401 (any value)
        names = (*self._names, name)
        found = self._scope.reads.artefact(self._path)
        value = found.entry(join_name(names)) if found else MISSING
        if isinstance(value, dict):
            if FAULT in value:
                self._record(names)
                raise DataError(str(value[FAULT]))
            return Branch(self._scope, self._path, names)
        return plain_value(self._record(names))

    def _record(self, names: tuple[str, ...]) -> JSON:
        value = self._scope.reads.entry(self._path, join_name(names))
        return None if value is MISSING else value

    def _whole(self) -> dict[str, JSON]:
        value = self._scope.reads.entry(self._path, join_name(self._names) if self._names else "*")
        return value if isinstance(value, dict) else {}

    def get(self, name: str, default: JSON = None) -> Any:  # noqa: ANN401 (any value)
        """Return the value *name*, *default* when it is missing."""
        value = self._at(name)
        return default if value is None else value

    def keys(self) -> list[str]:
        """Return all names, in the order of the file."""
        return list(self._whole())

    def values(self) -> list[Any]:
        """Return all values."""
        return [self._at(name) for name in self._whole()]

    def items(self) -> list[tuple[str, Any]]:
        """Return all names with their values."""
        return [(name, self._at(name)) for name in self._whole()]

    def __iter__(self) -> Iterator[str]:
        return iter(self._whole())

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self._at(name) is not None

    def __len__(self) -> int:
        return len(self._whole())

    def __bool__(self) -> bool:
        return bool(self._whole())

    def __str__(self) -> str:
        return str(self._whole())


def plain_value(value: JSON) -> Any:  # noqa: ANN401 (any value)
    """Return a JSON value for a template."""
    return value


class Config(Branch):
    """The settings: ``config.features.rss``."""

    def __init__(self, scope: Scope) -> None:
        super().__init__(scope, CONFIG)


class Data(Branch):
    """The data files: ``data.team.members``."""

    def __init__(self, scope: Scope) -> None:
        super().__init__(scope, DATA)


class MenuItem:
    """An item of a menu: ``name url weight identifier icon children``."""

    def __init__(self, scope: Scope, row: dict[str, JSON]) -> None:
        self.name = str(row["name"])
        self.identifier = str(row["identifier"])
        self.icon = str(row.get("icon") or "")
        self.weight = row["weight"]
        self.url = scope.href(str(row["url"]))
        below = cast("list[dict[str, JSON]]", row["children"])
        self.children = [MenuItem(scope, child) for child in below]

    def __html__(self) -> str:
        return Markup.escape(self.name)


class Menus:
    """The menus by name: ``menus.main`` is a list of items."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 (a list of items)
        if name.startswith("_"):
            raise AttributeError(name)
        return self[name]

    def __getitem__(self, name: str) -> list[MenuItem]:
        rows = self._scope.reads.entry(MENUS, f"menus/{name}")
        if rows is MISSING:
            return []
        return [MenuItem(self._scope, row) for row in cast("list[dict[str, JSON]]", rows)]
