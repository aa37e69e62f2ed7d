"""The taxonomy index: pages by term, in ``taxonomy_index.json.zst``."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from bengal_tasks.cache.asset_dependency_map import size_of
from bengal_tasks.cache.compression import load_tolerantly, save_alone
from bengal_tasks.cache.folder import StateFolder, as_table, texts_in
from bengal_tasks.cache.present import present_terms


VERSION = 1
"""The version of the file that is understood; another one is not used."""

_OWN = "changed:"
"""Where the file of a build keeps what people have changed: its own part stays as it was."""

_log = logging.getLogger("bengal_tasks.cache")


@dataclass
class TagEntry:
    """
    One term: *page_paths* are sources relative to the site, newest first where a build made it.

    *updated_at* is ISO text where somebody changed the term by hand, else "".

    >>> entry = TagEntry("web-dev", "Web Dev", ["content/a.md"])
    >>> TagEntry.from_cache_dict(entry.to_cache_dict()) == entry == TagEntry(**asdict(entry))
    True
    """

    tag_slug: str
    tag_name: str
    page_paths: list[str] = field(default_factory=list)
    updated_at: str = ""
    is_valid: bool = True

    def to_cache_dict(self) -> dict[str, Any]:
        """Return the fields as JSON primitives."""
        return asdict(self)

    @classmethod
    def from_cache_dict(cls, data: dict[str, Any]) -> TagEntry:
        """Return the entry that *data* was made of; raises KeyError without slug or name."""
        return cls(
            tag_slug=data["tag_slug"],
            tag_name=data["tag_name"],
            page_paths=[str(path) for path in data.get("page_paths", [])],
            updated_at=str(data.get("updated_at", "")),
            is_valid=bool(data.get("is_valid", True)),
        )


class TaxonomyIndex:
    """
    The terms of one taxonomy, by default of ``tags``, with their pages.

    What is saved into the ``.bengal`` of a site lasts until the next build, which writes its own
    again.

    >>> index = TaxonomyIndex(Path("taxonomy_index.json"))
    >>> index.update_tag("python", "Python", ["content/a.md", "content/b.md"])
    >>> index.get_pages_for_tag("python"), index.get_tags_for_page(Path("content/a.md"))
    (['content/a.md', 'content/b.md'], {'python'})
    >>> index.pages_changed("python", ["content/b.md"])
    True
    >>> index.save_to_disk()
    >>> TaxonomyIndex(Path("taxonomy_index.json")).has_tag("python")
    True
    """

    CACHE_FILE = ".bengal/taxonomy_index.json"

    def __init__(self, cache_path: Path | None = None, taxonomy: str = "tags") -> None:
        self.cache_path = Path(cache_path or self.CACHE_FILE)
        self.taxonomy = taxonomy
        self._folder = StateFolder(self.cache_path.parent)
        self._raw = load_tolerantly(self.cache_path, VERSION)
        self._terms: dict[str, set[str]] | None = None

    @cached_property
    def tags(self) -> dict[str, TagEntry]:
        """The entry of each term by slug, valid or not."""
        tags: dict[str, TagEntry] = {}
        changed = as_table(as_table(self._raw.get(_OWN)).get(self.taxonomy))
        known = {} if _OWN in self._raw else as_table(self._raw.get(self.taxonomy))
        for slug, data in (known | changed).items():
            try:
                tags[slug] = self._entry(as_table(data))
            except KeyError as error:
                _log.warning("%s: %s is left out: %r", self.cache_path, slug, error)
        return tags

    def _entry(self, data: dict[str, Any]) -> TagEntry:
        if "tag_slug" in data:
            entry = TagEntry.from_cache_dict(data)
            entry.page_paths = [self._folder.spelled(path) for path in entry.page_paths]
            return entry
        sources = self._folder.sources
        pages = [sources.get(key, key) for key in texts_in(data.get("pages"))]
        return TagEntry(str(data["slug"]), str(data["name"]), pages)

    def save_to_disk(self) -> None:
        """Write the index, compressed; raises OSError when it cannot be written."""
        own = {slug: entry.to_cache_dict() for slug, entry in self.tags.items()}
        made_by_build = "titles" in self._raw
        if made_by_build:
            changed = {**as_table(self._raw.get(_OWN)), self.taxonomy: own}
            value = {**self._raw, _OWN: changed}
        else:
            value = {**self._raw, "version": VERSION, self.taxonomy: own}
        save_alone(self.cache_path, value)

    # -- one term ---------------------------------------------------------------------------------

    def update_tag(self, tag_slug: str, tag_name: str, page_paths: list[str]) -> None:
        """Set the pages of a term, in place of those known before."""
        now = dt.datetime.now(dt.UTC).replace(tzinfo=None).isoformat()
        pages = [self._folder.spelled(path) for path in page_paths]
        self.tags[tag_slug] = TagEntry(tag_slug, tag_name, pages, now)
        self._terms = None

    def get_tag(self, tag_slug: str) -> TagEntry | None:
        """Return the entry of a term; None when it is not known or not valid."""
        entry = self.tags.get(tag_slug)
        return entry if entry and entry.is_valid else None

    def get_pages_for_tag(self, tag_slug: str) -> list[str]:
        """Return the pages of a term; none when it is not known or not valid."""
        entry = self.get_tag(tag_slug)
        return list(entry.page_paths) if entry else []

    def has_tag(self, tag_slug: str) -> bool:
        """Tell whether a term is known and valid."""
        return self.get_tag(tag_slug) is not None

    def pages_changed(self, tag_slug: str, new_page_paths: Iterable[str]) -> bool:
        """Tell whether the set of a term's pages is another one; of an unknown term, it is."""
        entry = self.get_tag(tag_slug)
        new = {self._folder.spelled(path) for path in new_page_paths}
        return entry is None or set(entry.page_paths) != new

    def invalidate_tag(self, tag_slug: str) -> None:
        """Mark a term as not valid."""
        if tag_slug in self.tags:
            self.tags[tag_slug].is_valid = False
            self._terms = None

    # -- all terms --------------------------------------------------------------------------------

    def get_tags_for_page(self, page_path: Path | str) -> set[str]:
        """Return the slugs of a page's terms; a look-up in an index made at the first call."""
        if self._terms is None:
            self._terms = {}
            for slug, entry in self.get_valid_entries().items():
                for page in entry.page_paths:
                    self._terms.setdefault(page, set()).add(slug)
        return set(self._terms.get(self._folder.spelled(page_path), ()))

    def get_all_tags(self) -> dict[str, TagEntry]:
        """Return the valid entries by slug."""
        return self.get_valid_entries()

    def get_valid_entries(self) -> dict[str, TagEntry]:
        """Return the valid entries by slug."""
        return {slug: entry for slug, entry in self.tags.items() if entry.is_valid}

    def get_invalid_entries(self) -> dict[str, TagEntry]:
        """Return the entries that are not valid, by slug."""
        return {slug: entry for slug, entry in self.tags.items() if not entry.is_valid}

    def invalidate_all(self) -> None:
        """Mark all terms as not valid."""
        for entry in self.tags.values():
            entry.is_valid = False
        self._terms = None

    def clear(self) -> None:
        """Forget all terms; the file stays until the index is saved."""
        self.tags.clear()
        self._terms = None

    def remove_page_from_all_tags(self, page_path: Path | str) -> set[str]:
        """Take a page out of all terms; return the slugs of those that had it."""
        page = self._folder.spelled(page_path)
        having = {slug for slug, entry in self.tags.items() if page in entry.page_paths}
        for slug in having:
            self.tags[slug].page_paths.remove(page)
        self._terms = None
        return having

    def lost_pages(self) -> dict[str, list[str]]:
        """
        Return the pages that have left each term since the last build, by slug.

        The sources are scanned as a build scans them, and nothing is run. A page is lost when it is
        deleted, hidden, or does not carry the term any more; one whose front matter cannot be read
        counts as it was. Raises ConfigError without a ``bengal.toml``, or when it is not valid.
        """
        now = present_terms(self._folder.root).get(self.taxonomy, {})
        lost = {
            slug: [page for page in entry.page_paths if page not in set(now.get(slug, ()))]
            for slug, entry in self.get_valid_entries().items()
        }
        return {slug: pages for slug, pages in lost.items() if pages}

    def stats(self) -> dict[str, Any]:
        """Return numbers of terms and pages, and the size of the file in bytes."""
        valid = self.get_valid_entries()
        pairs = sum(len(entry.page_paths) for entry in valid.values())
        pages = {page for entry in valid.values() for page in entry.page_paths}
        return {
            "total_tags": len(self.tags),
            "valid_tags": len(valid),
            "invalid_tags": len(self.tags) - len(valid),
            "total_unique_pages": len(pages),
            "total_page_tag_pairs": pairs,
            "avg_tags_per_page": pairs / len(pages) if pages else 0.0,
            "cache_size_bytes": size_of(self.cache_path),
        }
