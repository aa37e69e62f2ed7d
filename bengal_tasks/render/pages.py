"""
Views of pages: a page as a template sees it, and lists of pages as lazy queries.

A view holds a key and the query that led to it; what is read of it is recorded with that query.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast, overload

from markupsafe import Markup

from bengal_tasks.model.entries import MISSING
from bengal_tasks.model.query import OPERATORS, Query
from bengal_tasks.model.values import JSON
from bengal_tasks.render.body import body_html, toc_of
from bengal_tasks.render.fields import Params, View, moment, plain
from bengal_tasks.render.scope import Scope


_DATES = frozenset({"date", "lastmod", "publish_date", "expiry_date"})
_BODY = frozenset({"text", "word_count", "reading_time", "anchors"})


class PageView(View):
    """A page as a template sees it; see docs/templates.md."""

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 (any field of a row)
        if name.startswith("_"):
            raise AttributeError(name)
        if name in _BODY:
            value = self._scope.body(self.view_key, name)
            return None if value is MISSING else value
        value = self.peek(name)
        return moment(value) if name in _DATES else value

    @property
    def key(self) -> str:
        """The key of the page."""
        return self.view_key

    @property
    def params(self) -> Params:
        """Free front matter by name."""
        return Params(self)

    @property
    def content(self) -> Markup:
        """The body as HTML."""
        return body_html(self._scope, self.view_key, "pieces")

    @property
    def summary(self) -> Markup | str:
        """The summary: of the front matter, else the beginning of the body, as HTML."""
        own = self.peek("summary")
        return str(own) if own else body_html(self._scope, self.view_key, "summary")

    @property
    def toc(self) -> list[dict[str, JSON]]:
        """The table of contents, unless the front matter turns it off."""
        return [] if self.peek("toc") is False else toc_of(self._scope, self.view_key)

    @property
    def section(self) -> Any:  # noqa: ANN401 (SectionView, which is defined on top of this)
        """The section that the page is in."""
        return self._scope.views.section(self._scope, str(self.peek("section")))

    @property
    def next(self) -> PageView | None:
        """The page after this one in its section."""
        return self._neighbour(1)

    @property
    def prev(self) -> PageView | None:
        """The page before this one in its section."""
        return self._neighbour(-1)

    def _neighbour(self, step: int) -> PageView | None:
        return Pages(self._scope, Query.of("neighbour", self.view_key, step)).first

    @property
    def ancestors(self) -> Pages:
        """The sections above the page, from home down."""
        return Pages(self._scope, Query.of("ancestors", self.view_key))

    @property
    def parent(self) -> PageView | None:
        """The section page right above."""
        return Pages(self._scope, Query.of("ancestors", self.view_key).then("last", 1)).first

    @property
    def related(self) -> Pages:
        """Pages that share terms with this one."""
        limit = self._scope.setting("content.related_count")
        return Pages(self._scope, Query.of("related", self.view_key, limit))

    @property
    def resources(self) -> list[dict[str, str]]:
        """The files of the page's bundle: name and URL."""
        names = cast("list[str]", self.peek("resources") or [])
        return [{"name": name, "url": self.url + name} for name in names]

    def terms(self, taxonomy: str) -> list[Any]:
        """Return the page's terms of *taxonomy* as views."""
        names = cast("list[str]", self.peek(taxonomy) or [])
        return [self._scope.views.term(self._scope, taxonomy, name) for name in names]


class Group:
    """Pages that have one value in common: *key* and *pages*."""

    def __init__(self, key: Any, pages: list[PageView]) -> None:  # noqa: ANN401 (any field)
        self.key = key
        self.pages = pages

    def __iter__(self) -> Iterator[Any]:
        return iter((self.key, self.pages))


class Pages:
    """A lazy list of pages: a query that is evaluated when it is iterated."""

    def __init__(self, scope: Scope, query: Query) -> None:
        self._scope = scope
        self.query = query

    def __iter__(self) -> Iterator[PageView]:
        return iter(self._views(self._scope.keys(self.query)))

    def _views(self, keys: list[str]) -> list[PageView]:
        fields = self._scope.reads.query(self.query)
        return [PageView(self._scope, key, fields) for key in keys]

    def __len__(self) -> int:
        return self._scope.count(self.query)

    def __bool__(self) -> bool:
        return len(self) > 0

    def __contains__(self, page: object) -> bool:
        return any(view == page for view in self)

    @overload
    def __getitem__(self, place: int) -> PageView: ...
    @overload
    def __getitem__(self, place: slice) -> Pages: ...
    def __getitem__(self, place: int | slice) -> PageView | Pages:
        if isinstance(place, int):
            return list(self)[place]
        start, stop = place.start or 0, place.stop
        if place.step not in {None, 1} or start < 0 or (stop is not None and stop < 0):
            raise IndexError("a list of pages can be cut from the front only: pages[2:5]")
        cut = self if stop is None else self.then("limit", stop)
        return cut if not start else cut.then("offset", start)

    def then(self, name: str, *arguments: JSON) -> Pages:
        """Return the list with one more step; see `Query.then`."""
        return Pages(self._scope, self.query.then(name, *arguments))

    @property
    def first(self) -> PageView | None:
        """The first page, or none."""
        one = self.then("limit", 1)
        return next(iter(one), None)

    def where(self, field: str, *test: Any) -> Pages:  # noqa: ANN401 (any value)
        """
        Return the pages whose *field* has a value, or compares with it.

        ``where("type", "post")``, ``where("weight", "<", 5)``.
        """
        operator, value = test if len(test) == 2 else ("==", *(test or (True,)))  # noqa: PLR2004
        if operator not in OPERATORS:
            raise ValueError(f"where: {operator!r} is none of {', '.join(OPERATORS)}")
        return self.then("where", field, operator, plain(value))

    def where_not(self, field: str, value: Any) -> Pages:  # noqa: ANN401 (any value)
        """Return the pages whose *field* has another value."""
        return self.then("where", field, "!=", plain(value))

    def sort_by(self, field: str, reverse: bool = False) -> Pages:  # noqa: FBT001, FBT002 (as filters are written)
        """Return the pages ordered by a field; pages without it come last."""
        return self.then("sort_by", field, bool(reverse))

    def limit(self, count: int) -> Pages:
        """Return the first *count* pages."""
        return self.then("limit", count)

    def offset(self, count: int) -> Pages:
        """Return all but the first *count* pages."""
        return self.then("offset", count)

    def last(self, count: int = 1) -> Pages:
        """Return the last *count* pages."""
        return self.then("last", count)

    def reverse(self) -> Pages:
        """Return the pages the other way round."""
        return self.then("reverse")

    def union(self, other: Pages) -> Pages:
        """Return these pages and those of *other* that are not among them."""
        return self.then("union", cast("JSON", [list(step) for step in other.query.steps]))

    def group_by(self, field: str) -> list[Group]:
        """Return groups of pages with equal *field*; ``year`` and ``month`` are of the date."""
        groups: dict[str, Group] = {}
        for view in self:
            key = _group_key(view, field)
            groups.setdefault(str(key), Group(key, [])).pages.append(view)
        return list(groups.values())


def _group_key(view: PageView, field: str) -> JSON:
    if field not in {"year", "month"}:
        return view.peek(field)
    date = str(view.peek("date") or "")
    return date[:4] if field == "year" else date[:7]
