"""The view of the site, and the sheet of a paginated list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bengal_tasks.model.keys import CONFIG
from bengal_tasks.model.query import Query
from bengal_tasks.render.indexes import Indexes
from bengal_tasks.render.pages import Pages, PageView
from bengal_tasks.render.scope import Scope
from bengal_tasks.render.sections import SectionView, Taxonomies
from bengal_tasks.render.values import Branch


_WINDOW = 2


class SiteView:
    """The site as a template sees it: settings of ``[site]``, pages, sections, taxonomies."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 (a setting)
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(Branch(self._scope, CONFIG, ("site",)), name)

    @property
    def params(self) -> Branch:
        """Free settings: ``[params]``."""
        return Branch(self._scope, CONFIG, ("params",))

    @property
    def pages(self) -> Pages:
        """All listed pages, sections and home first."""
        return Pages(self._scope, Query.of("all"))

    @property
    def regular_pages(self) -> Pages:
        """All listed pages without sections and home, newest first."""
        return Pages(self._scope, Query.of("pages"))

    @property
    def home(self) -> SectionView:
        """The home page."""
        return SectionView(self._scope, "")

    @property
    def sections(self) -> list[SectionView]:
        """The top sections, in order."""
        return self.home.sections

    @property
    def taxonomies(self) -> Taxonomies:
        """The taxonomies by name."""
        return Taxonomies(self._scope)

    @property
    def indexes(self) -> Indexes:
        """The query indexes by name."""
        return Indexes(self._scope)

    def get_page(self, path: str) -> PageView | None:
        """Return the page with the source *path* (``docs/intro.md``) or the URL *path*."""
        start = "source" if path.endswith(".md") else "url"
        name = path.removeprefix("/") if start == "source" else f"/{path.strip('/')}/"
        return Pages(self._scope, Query.of(start, name.replace("//", "/"))).first


@dataclass(frozen=True)
class Paginator:
    """
    One sheet of a list that is cut into sheets of *per_page* pages.

    *base* is the URL of the first sheet; sheet n is at ``base + path/n/``.
    """

    scope: Scope
    query: Query
    current_page: int
    per_page: int
    base: str
    path: str

    @property
    def pages(self) -> Pages:
        """The pages of this sheet."""
        start = (self.current_page - 1) * self.per_page
        return Pages(self.scope, self.query.then("offset", start).then("limit", self.per_page))

    @property
    def total_items(self) -> int:
        """How many pages all sheets hold."""
        return self.scope.count(self.query)

    @property
    def total_pages(self) -> int:
        """How many sheets there are."""
        return max(1, -(-self.total_items // self.per_page))

    @property
    def has_prev(self) -> bool:
        """Whether there is a sheet before this one."""
        return self.current_page > 1

    @property
    def has_next(self) -> bool:
        """Whether there is a sheet after this one."""
        return self.current_page < self.total_pages

    @property
    def prev_url(self) -> str:
        """The URL of the sheet before, "" on the first."""
        return self.url(self.current_page - 1) if self.has_prev else ""

    @property
    def next_url(self) -> str:
        """The URL of the sheet after, "" on the last."""
        return self.url(self.current_page + 1) if self.has_next else ""

    @property
    def first_url(self) -> str:
        """The URL of the first sheet."""
        return self.url(1)

    @property
    def last_url(self) -> str:
        """The URL of the last sheet."""
        return self.url(self.total_pages)

    @property
    def page_range(self) -> list[int]:
        """The numbers of the sheets near this one."""
        low = max(1, self.current_page - _WINDOW)
        return list(range(low, min(self.total_pages, self.current_page + _WINDOW) + 1))

    def url(self, number: int) -> str:
        """Return the URL of sheet *number*."""
        below = "" if number == 1 else f"{self.path}/{number}/"
        return self.scope.href(self.base + below)
