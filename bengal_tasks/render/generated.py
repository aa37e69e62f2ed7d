"""The page of a target that has no source: a taxonomy, a term, the 404."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from bengal_tasks.render.fields import View
from bengal_tasks.render.scope import Scope
from bengal_tasks.render.sections import SectionView, TaxonomyView


class Generated:
    """Answers what templates ask of a page; what only a source can have is empty."""

    content = Markup()
    summary = Markup()
    description = ""
    date = None
    lastmod = None
    next = None
    prev = None
    type = ""
    key = ""
    text = ""
    word_count = 0
    reading_time = 0
    draft = False
    noindex = False
    weight = None

    def __init__(
        self, scope: Scope, *, title: str, url: str, kind: str, above: TaxonomyView | None = None
    ) -> None:
        self._scope = scope
        self._url = url
        self._above = above
        self.title = title
        self.nav_title = title
        self.kind = kind
        self.toc: list[Any] = []
        self.tags: list[str] = []
        self.related: list[Any] = []
        self.resources: list[Any] = []
        self.params: dict[str, Any] = {}

    def __getattr__(self, name: str) -> None:
        if name.startswith("_"):
            raise AttributeError(name)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Generated) and other._url == self._url

    def __hash__(self) -> int:
        return hash(self._url)

    @property
    def url(self) -> str:
        """The URL with the path of the base URL."""
        return self._scope.href(self._url)

    @property
    def permalink(self) -> str:
        """The URL with scheme and host, when the base URL has them."""
        return self._scope.permalink(self._url)

    @property
    def section(self) -> SectionView:
        """The site itself."""
        return SectionView(self._scope, "")

    @property
    def ancestors(self) -> list[View | TaxonomyView]:
        """Home, and the taxonomy of a term."""
        return [self.section, *([self._above] if self._above else [])]

    @property
    def parent(self) -> View | TaxonomyView:
        """What lies right above."""
        return self.ancestors[-1]

    def terms(self, taxonomy: str) -> list[Any]:
        """Return nothing: a generated page carries no terms."""
        del taxonomy
        return []
