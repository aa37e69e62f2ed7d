"""Views of the query indexes: ``site.indexes.author.get("jane")``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from bengal_tasks.errors import Place
from bengal_tasks.model.entries import MISSING
from bengal_tasks.model.keys import index_path
from bengal_tasks.model.query import Query
from bengal_tasks.model.values import JSON
from bengal_tasks.render.pages import Pages
from bengal_tasks.render.scope import Scope


class IndexView:
    """One index; each key that is asked for is a dependency of its own, there or not."""

    def __init__(self, scope: Scope, name: str) -> None:
        self._scope = scope
        self.name = name

    def get(self, key: object) -> Pages:
        """Return the pages with *key*, none when there are none."""
        found = self._field(key, "page_paths")
        return Pages(self._scope, Query.of("keys", *cast("list[str]", found or [])))

    def metadata(self, key: object) -> dict[str, JSON]:
        """Return what is known of *key*, nothing when it is not there."""
        found = self._field(key, "metadata")
        return found if isinstance(found, dict) else {}

    def keys(self) -> list[str]:
        """Return all keys, sorted."""
        found = self._scope.reads.entry(index_path(self.name), "keys")
        return list(cast("list[str]", found)) if found is not MISSING else []

    def __iter__(self) -> Iterator[str]:
        return iter(self.keys())

    def __contains__(self, key: object) -> bool:
        return bool(self._field(key, "page_paths"))

    def _field(self, key: object, name: str) -> JSON:
        found = self._scope.reads.entry(index_path(self.name), f"entries/{key}!{name}")
        return found.get(name) if isinstance(found, dict) else None


class Indexes:
    """The indexes by name; one that is not there is empty, and a warning."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 (a view, or no attribute)
        if name.startswith("_"):
            raise AttributeError(name)
        return self[name]

    def __getitem__(self, name: str) -> IndexView:
        if self._scope.reads.entry(index_path(name), "name") is MISSING:
            place = Place(self._scope.url)
            self._scope.complain("index", place, f"there is no index {name!r}")
        return IndexView(self._scope, name)
