"""The page discovery cache: what is known of each page, in ``page_metadata.json.zst``."""

from __future__ import annotations

import datetime as dt
import logging
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, TypeAlias

from bengal_tasks.cache.asset_dependency_map import size_of
from bengal_tasks.cache.compression import load_tolerantly, save_alone
from bengal_tasks.cache.folder import StateFolder, as_table, rows_of, source_paths
from bengal_tasks.cache.page_core import PageCore
from bengal_tasks.model.digest import digest_of
from bengal_tasks.model.keys import CACHE
from bengal_tasks.store.state import load_state


PageMetadata: TypeAlias = PageCore
"""The documents call the core of a page its metadata, too."""

_OWN = "changed:"
_log = logging.getLogger("bengal_tasks.cache")


@dataclass
class PageDiscoveryCacheEntry:
    """
    The metadata of a page, and whether it is valid; *cached_at* is "" where a build made it.

    >>> from bengal_tasks.cache import PageCore
    >>> page = PageDiscoveryCacheEntry(PageCore("content/a.md", "A"))
    >>> page.core.title, page.is_valid
    ('A', True)
    >>> PageDiscoveryCacheEntry.from_dict(page.to_dict()) == page
    True
    """

    metadata: PageMetadata
    cached_at: str = ""
    is_valid: bool = True

    @property
    def core(self) -> PageCore:
        """The same as *metadata*, under the name that the documents have for that of a page."""
        return self.metadata

    def to_dict(self) -> dict[str, Any]:
        """Return the entry as JSON primitives."""
        metadata = self.metadata.to_cache_dict()
        return {"metadata": metadata, "cached_at": self.cached_at, "is_valid": self.is_valid}

    @staticmethod
    def from_dict(data: dict[str, Any]) -> PageDiscoveryCacheEntry:
        """
        Return the entry that *data* was made of.

        Raises KeyError without metadata, and what `PageCore.from_cache_dict` raises.
        """
        return PageDiscoveryCacheEntry(
            metadata=PageCore.from_cache_dict(data["metadata"]),
            cached_at=str(data.get("cached_at", "")),
            is_valid=bool(data.get("is_valid", True)),
        )


@dataclass
class _Digests:
    """Digests of sources as the last build read them; loaded when the first is asked for."""

    folder: StateFolder
    known: dict[str, str] | None = field(default=None)

    def of(self, source: str) -> str | None:
        if self.known is None:
            there = (self.folder.root / CACHE).exists()
            files = load_state(self.folder.root).files if there else {}
            self.known = {path: str(row[5]) for path, row in files.items()}
        return self.known.get(source)


class PageDiscoveryCache:
    """
    The metadata of every page, without reading one.

    Pages are sources relative to the site; a `Path` may be absolute. What is saved into the
    ``.bengal`` of a site lasts until the next build, which writes its own again.

    >>> from bengal_tasks.cache import PageCore
    >>> cache = PageDiscoveryCache(Path("page_metadata.json"))
    >>> cache.add_metadata(PageCore("content/a.md", "A", file_hash="0f"))
    >>> core = cache.get_metadata(Path("content/a.md"))
    >>> core.title if core else ""
    'A'
    >>> cache.validate_entry(Path("content/a.md"), "0f"), cache.validate_entry(Path("b.md"), "0f")
    (True, False)
    """

    CACHE_FILE = ".bengal/page_metadata.json"

    def __init__(self, cache_path: Path | None = None) -> None:
        self.cache_path = Path(cache_path or self.CACHE_FILE)
        self._folder = StateFolder(self.cache_path.parent)
        self._digests = _Digests(self._folder)
        self._raw = load_tolerantly(self.cache_path)

    @cached_property
    def pages(self) -> dict[str, PageDiscoveryCacheEntry]:
        """The entry of each page by its source, valid or not."""
        pages_there = as_table(self._raw.get("pages"))
        own = as_table(self._raw.get(_OWN, None if self._is_of_build else pages_there))
        pages: dict[str, PageDiscoveryCacheEntry] = {}
        if self._is_of_build and _OWN not in self._raw:
            rows = rows_of(pages_there)
            for key, source in source_paths(rows, self._folder.content).items():
                pages[source] = PageDiscoveryCacheEntry(PageCore.from_row(rows[key], source))
        for path, data in own.items():
            try:
                entry = PageDiscoveryCacheEntry.from_dict(data)
            except (KeyError, TypeError, ValueError, AttributeError) as error:
                _log.warning("%s: %s is left out: %r", self.cache_path, path, error)
                continue
            pages[self._folder.spelled(path)] = entry
        return pages

    @property
    def _is_of_build(self) -> bool:
        return "taxonomies" in self._raw

    def save_to_disk(self) -> None:
        """Write the cache, compressed; raises OSError when it cannot be written."""
        own = {path: entry.to_dict() for path, entry in self.pages.items()}
        name = _OWN if self._is_of_build else "pages"
        save_alone(self.cache_path, {**self._raw, name: own})

    # -- one page ---------------------------------------------------------------------------------

    def has_metadata(self, source_path: Path) -> bool:
        """Tell whether the metadata of a page is known and valid."""
        entry = self.pages.get(self._folder.spelled(source_path))
        return entry is not None and entry.is_valid

    def get_metadata(self, source_path: Path) -> PageMetadata | None:
        """
        Return the metadata of a page; None when it is not known or not valid.

        Its *file_hash* is the digest of the source as the last build read it.
        """
        path = self._folder.spelled(source_path)
        if not self.has_metadata(source_path):
            return None
        found = self.pages[path].metadata
        return found if found.file_hash else replace(found, file_hash=self._digests.of(path))

    def add_metadata(self, metadata: PageMetadata) -> None:
        """Note the metadata of a page, in place of what was known before."""
        now = dt.datetime.now(dt.UTC).replace(tzinfo=None).isoformat()
        path = self._folder.spelled(metadata.source_path)
        self.pages[path] = PageDiscoveryCacheEntry(metadata, now)

    def invalidate(self, source_path: Path) -> None:
        """Mark the entry of a page as not valid."""
        entry = self.pages.get(self._folder.spelled(source_path))
        if entry:
            entry.is_valid = False

    def validate_entry(self, source_path: Path, current_file_hash: str) -> bool:
        """
        Tell whether the metadata of a page is known and made of a source with this hash.

        Metadata without a hash cannot be told to be old, so it counts.
        """
        found = self.get_metadata(source_path)
        return found is not None and found.file_hash in {None, current_file_hash}

    def is_current(self, source_path: Path) -> bool:
        """Tell whether the metadata of a page is that of its source as it is now, by digest."""
        path = self._folder.spelled(source_path)
        try:
            digest = digest_of(self._folder.place(path).read_bytes())
        except OSError:
            return False
        found = self.get_metadata(source_path)
        return found is not None and found.file_hash == digest

    # -- all pages --------------------------------------------------------------------------------

    def invalidate_all(self) -> None:
        """Mark all entries as not valid."""
        for entry in self.pages.values():
            entry.is_valid = False

    def clear(self) -> None:
        """Forget all entries; the file stays until the cache is saved."""
        self.pages.clear()

    def get_valid_entries(self) -> dict[str, PageMetadata]:
        """Return the metadata of each page whose entry is valid."""
        return {path: entry.metadata for path, entry in self.pages.items() if entry.is_valid}

    def get_invalid_entries(self) -> dict[str, PageMetadata]:
        """Return the metadata of each page whose entry is not valid."""
        return {path: entry.metadata for path, entry in self.pages.items() if not entry.is_valid}

    def stats(self) -> dict[str, int]:
        """Return numbers of entries, and the size of the file in bytes."""
        valid = len(self.get_valid_entries())
        return {
            "total_entries": len(self.pages),
            "valid_entries": valid,
            "invalid_entries": len(self.pages) - valid,
            "cache_size_bytes": size_of(self.cache_path),
        }
