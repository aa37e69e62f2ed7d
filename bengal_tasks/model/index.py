"""
The index: all rows of the site, with sections, terms and neighbours worked out from them.

It is a pure function of the metadata artefact, so "the artefact has the same digest" means "every
query has the same answer". Orders are worked out when they are first asked for.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from functools import cached_property
from typing import cast

from bengal_tasks.model.rows import BLOG_TYPES, Row, newest_first, section_order, terms_of, text_of
from bengal_tasks.model.slugs import slugify
from bengal_tasks.model.values import JSON


@dataclass(slots=True)
class Section:
    """One folder of the site: keys of its own pages and of its subsections' rows, in order."""

    name: str
    row: Row
    parent: str
    pages: list[str] = field(default_factory=list)
    sections: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Term:
    """One term of a taxonomy; *name* is the first of its spellings, *pages* newest first."""

    name: str
    slug: str
    url: str
    pages: list[str] = field(default_factory=list)


class Index:
    """Look-ups over the rows of ``page_metadata.json.zst``."""

    def __init__(self, metadata: dict[str, JSON]) -> None:
        self.rows = cast("dict[str, Row]", metadata["pages"])
        self._sort = cast("dict[str, str]", metadata.get("sort") or {})
        self._taxonomies = cast("dict[str, str]", metadata.get("taxonomies") or {})
        self._places: dict[str, dict[str, int]] = {}
        self.answers: dict[Hashable, list[str]] = {}

    @cached_property
    def listed(self) -> list[str]:
        """Keys of all pages that lists may show, newest first; without sections and home."""
        rows = [r for r in self.rows.values() if r["kind"] == "page" and r.get("listed")]
        return [text_of(r, "key") for r in newest_first(rows)]

    @cached_property
    def by_source(self) -> dict[str, str]:
        """Key of each page by its source path below the content folder."""
        return {text_of(r, "source"): key for key, r in self.rows.items() if r.get("source")}

    @cached_property
    def by_url(self) -> dict[str, str]:
        """Key of each page by its URL."""
        return {text_of(r, "url"): key for key, r in self.rows.items()}

    @cached_property
    def sections(self) -> dict[str, Section]:
        """Sections by name ("" is the site itself), with pages and subsections in order."""
        found = {
            text_of(r, "section"): Section(text_of(r, "section"), r, _parent(text_of(r, "section")))
            for r in self.rows.values()
            if r["kind"] in {"section", "home"}
        }
        members: dict[str, list[Row]] = {name: [] for name in found}
        for row in self.rows.values():
            if row["kind"] == "page" and row.get("listed"):
                members[text_of(row, "section")].append(row)
        for name, section in found.items():
            ordered = section_order(members[name], text_of(section.row, "list_type"), self._sort)
            section.pages = [text_of(r, "key") for r in ordered]
        for section in self._ordered_sections(found):
            if section.name:
                found[section.parent].sections.append(text_of(section.row, "key"))
        return found

    @staticmethod
    def _ordered_sections(found: dict[str, Section]) -> list[Section]:
        rows = section_order([s.row for s in found.values() if s.row.get("listed")], "doc", {})
        return [found[text_of(r, "section")] for r in rows]

    @cached_property
    def terms(self) -> dict[str, dict[str, Term]]:
        """Terms by taxonomy and slug; two spellings with one slug are one term."""
        return {name: self._terms(name, base) for name, base in sorted(self._taxonomies.items())}

    def _terms(self, taxonomy: str, base: str) -> dict[str, Term]:
        spellings: dict[str, set[str]] = {}
        members: dict[str, list[Row]] = {}
        for row in self.rows.values():
            if not row.get("listed"):
                continue
            for name in sorted(set(terms_of(row, taxonomy))):
                slug = slugify(name)
                spellings.setdefault(slug, set()).add(name)
                rows = members.setdefault(slug, [])
                if not rows or rows[-1] is not row:
                    rows.append(row)
        return {
            slug: Term(
                name=min(spellings[slug]),
                slug=slug,
                url=f"{base}{slug}/",
                pages=[text_of(r, "key") for r in newest_first(rows)],
            )
            for slug, rows in sorted(members.items())
        }

    def tree(self, name: str) -> list[str]:
        """Return the pages of a section and of all its subsections, section by section."""
        section = self.sections.get(name)
        if section is None:
            return []
        below = [
            k for key in section.sections for k in self.tree(text_of(self.rows[key], "section"))
        ]
        return section.pages + below

    def neighbour(self, key: str, step: int) -> list[str]:
        """
        Return the page *step* places after the page *key* in its section, as a list of one or none.

        In a section by date, "after" is newer.
        """
        section = self.sections.get(text_of(self.rows.get(key, {}), "section"))
        if section is None:
            return []
        places = self._places.get(section.name)
        if places is None:
            places = {page: n for n, page in enumerate(section.pages)}
            self._places[section.name] = places
        if key not in places:
            return []
        newest = text_of(section.row, "list_type") in BLOG_TYPES
        place = places[key] - step if newest else places[key] + step
        return section.pages[place : place + 1] if place >= 0 else []

    def ancestors(self, key: str) -> list[str]:
        """Return the rows above *key*, from home down; unlisted sections count too."""
        row = self.rows.get(key)
        if row is None or row["kind"] == "home":
            return []
        name = text_of(row, "section")
        chain = [name] if row["kind"] == "page" else []
        while name:
            name = _parent(name)
            chain.append(name)
        keys = [text_of(self.sections[n].row, "key") for n in chain if n in self.sections]
        return [k for k in reversed(dict.fromkeys(keys)) if k != key]

    def related(self, key: str, limit: int) -> list[str]:
        """Return at most *limit* pages that share most terms with *key*; ties newest first."""
        row = self.rows.get(key)
        if row is None:
            return []
        scores: dict[str, int] = {}
        for taxonomy, terms in self.terms.items():
            for slug in {slugify(name) for name in terms_of(row, taxonomy)} & terms.keys():
                for page in terms[slug].pages:
                    scores[page] = scores.get(page, 0) + 1
        scores.pop(key, None)
        best = newest_first([self.rows[k] for k in scores if self.rows[k]["kind"] == "page"])
        best.sort(key=lambda r: -scores[text_of(r, "key")])
        return [text_of(r, "key") for r in best[:limit]]


def _parent(name: str) -> str:
    return name.rpartition("/")[0]
