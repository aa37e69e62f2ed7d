"""
Fields of a page as templates see them: dates, free front matter, and what all views share.

A view holds a key and the query that led to it; what is read of it is recorded with that query.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, cast

from bengal_tasks.model.query import Query
from bengal_tasks.model.values import JSON
from bengal_tasks.render.scope import Scope


def moment(value: JSON) -> datetime | None:
    """Return the moment that an ISO text stands for, in UTC."""
    if not isinstance(value, str) or not value:
        return None
    found = datetime.fromisoformat(value)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


class View:
    """
    Something with a title and a URL; equal when it stands for the same page.

    *fields* is what the reads keep for the query that led here: names that are read are added.
    """

    def __init__(self, scope: Scope, key: str, fields: set[str] | None = None) -> None:
        self._scope = scope
        self.view_key = key
        self._fields = fields if fields is not None else scope.reads.query(Query.of("page", key))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, View) and other.view_key == self.view_key

    def __hash__(self) -> int:
        return hash(self.view_key)

    def __repr__(self) -> str:
        return f"<page {self.view_key}>"

    def __str__(self) -> str:
        return str(self.peek("title"))

    def peek(self, name: str) -> JSON:
        """Return a field of the row, and record it."""
        self._fields.add(name)
        return self._scope.peek(self.view_key, name)

    @property
    def url(self) -> str:
        """The URL of the page with the path of the base URL."""
        return self._scope.href(str(self.peek("url")))

    @property
    def permalink(self) -> str:
        """The URL of the page with scheme and host, when the base URL has them."""
        return self._scope.permalink(str(self.peek("url")))


class Params:
    """Free front matter: reading a name records that name only."""

    def __init__(self, view: View, name: str = "params") -> None:
        self._view = view
        self._name = name

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 (what a person wrote)
        if name.startswith("__"):
            raise AttributeError(name)
        return self.get(name)

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401 (what a person wrote)
        return self.get(name)

    def __contains__(self, name: str) -> bool:
        return self.get(name) is not None

    def __iter__(self) -> Iterator[str]:
        return iter(self._whole())

    def __bool__(self) -> bool:
        return bool(self._whole())

    def __html__(self) -> str:
        return ""

    def items(self) -> list[tuple[str, JSON]]:
        """Return all names with their values."""
        return sorted(self._whole().items())

    def get(self, name: str, default: JSON = None) -> Any:  # noqa: ANN401 (what a person wrote)
        """Return the value *name*, *default* when it is missing."""
        if not name.isidentifier():
            return self._whole().get(name, default)
        value = self._view.peek(f"{self._name}.{name}")
        return default if value is None else value

    def _whole(self) -> dict[str, JSON]:
        return cast("dict[str, JSON]", self._view.peek(self._name) or {})


def plain(value: Any) -> JSON:  # noqa: ANN401 (any value of a template)
    """Return a value of a template as JSON, for a query."""
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, View):
        return value.view_key
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value if isinstance(value, (str, int, float, bool)) or value is None else str(value)
