"""Views of sections, taxonomies and terms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from bengal_tasks.model.entries import MISSING
from bengal_tasks.model.keys import TAXONOMY
from bengal_tasks.model.query import Query
from bengal_tasks.model.slugs import slugify
from bengal_tasks.render.pages import Pages, PageView
from bengal_tasks.render.scope import Scope


class SectionView(PageView):
    """A section: its page, with the pages and sections below it."""

    def __init__(self, scope: Scope, name: str, fields: set[str] | None = None) -> None:
        super().__init__(scope, f"{name}/_index" if name else "_index", fields)
        self._name = name

    @property
    def path(self) -> str:
        """The path of the section below the content folder, "" for the site itself."""
        return self._name

    @property
    def page(self) -> PageView | None:
        """The section's own page, none when it has no ``_index.md``."""
        return PageView(self._scope, self.view_key) if self.peek("source") else None

    @property
    def pages(self) -> Pages:
        """The section's own pages, in its order."""
        return Pages(self._scope, Query.of("section", self._name))

    @property
    def all_pages(self) -> Pages:
        """The pages of the section and of all below it."""
        return Pages(self._scope, Query.of("tree", self._name))

    @property
    def sections(self) -> list[SectionView]:
        """The sections right below, in order."""
        query = Query.of("subsections", self._name)
        fields = self._scope.reads.query(query)
        return [section_of(self._scope, key, fields) for key in self._scope.keys(query)]

    @property
    def parent(self) -> SectionView | None:
        """The section right above, none for the site itself."""
        return SectionView(self._scope, self._name.rpartition("/")[0]) if self._name else None


def section_of(scope: Scope, key: str, fields: set[str] | None = None) -> SectionView:
    """Return the section whose page has *key*."""
    return SectionView(scope, key.removesuffix("_index").rstrip("/"), fields)


class TermView:
    """A term of a taxonomy: ``name slug url count pages``."""

    def __init__(self, scope: Scope, taxonomy: str, slug: str) -> None:
        self._scope = scope
        self._taxonomy = taxonomy
        self.slug = slug

    @classmethod
    def named(cls, scope: Scope, taxonomy: str, name: str) -> TermView:
        """Return the term that *name* is a spelling of."""
        return cls(scope, taxonomy, slugify(name))

    def __str__(self) -> str:
        return self.name

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TermView) and other.slug == self.slug

    def __hash__(self) -> int:
        return hash(self.slug)

    @property
    def name(self) -> str:
        """The term as it is shown."""
        return str(self._scope.term(self._taxonomy, self.slug, "name") or self.slug)

    @property
    def title(self) -> str:
        """The name, as a page would have it."""
        return self.name

    @property
    def url(self) -> str:
        """The URL of the term's list, "" when no listed page carries the term."""
        return self._scope.href(str(self._scope.term(self._taxonomy, self.slug, "url") or ""))

    @property
    def count(self) -> int:
        """How many pages carry the term."""
        return cast("int", self._scope.term(self._taxonomy, self.slug, "count") or 0)

    @property
    def pages(self) -> Pages:
        """The pages that carry the term, newest first."""
        return Pages(self._scope, Query.of("term", self._taxonomy, self.slug))


class TaxonomyView:
    """A taxonomy: ``name title url terms``."""

    def __init__(self, scope: Scope, name: str) -> None:
        self._scope = scope
        self.name = name

    def __iter__(self) -> Iterator[TermView]:
        return iter(self.terms)

    def _field(self, name: str) -> str:
        value = self._scope.reads.entry(TAXONOMY, f"titles/{self.name}")
        return str(value.get(name, "")) if isinstance(value, dict) else ""

    @property
    def title(self) -> str:
        """The name as it is shown: Tags."""
        return self._field("title")

    @property
    def url(self) -> str:
        """The URL of the overview of terms."""
        return self._scope.href(self._field("url"))

    @property
    def terms(self) -> list[TermView]:
        """All terms, by slug."""
        found = self._scope.reads.entry(TAXONOMY, f"slugs/{self.name}")
        slugs = cast("list[str]", found) if found is not MISSING else []
        return [TermView(self._scope, self.name, slug) for slug in slugs]

    def get(self, name: str) -> TermView:
        """Return the term that *name* is a spelling of."""
        return TermView.named(self._scope, self.name, name)


class Taxonomies:
    """All taxonomies by name: ``site.taxonomies.tags``."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 (a view, or nothing)
        if name.startswith("_"):
            raise AttributeError(name)
        return self[name]

    def __getitem__(self, name: str) -> TaxonomyView | None:
        known = self._scope.reads.entry(TAXONOMY, f"titles/{name}")
        return None if known is MISSING else TaxonomyView(self._scope, name)

    def __iter__(self) -> Iterator[TaxonomyView]:
        names = self._scope.reads.entry(TAXONOMY, "names")
        return (TaxonomyView(self._scope, n) for n in cast("list[str]", names))


class SectionViews:
    """The views that pages lead to; see `Views`."""

    @staticmethod
    def section(scope: Scope, name: str) -> SectionView:
        """Return the section *name*."""
        return SectionView(scope, name)

    @staticmethod
    def term(scope: Scope, taxonomy: str, name: str) -> TermView:
        """Return the term that *name* is a spelling of."""
        return TermView.named(scope, taxonomy, name)
