"""Query indexes: the pages by section, author, category, date, or the keys of a dodo.py."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from bengal_tasks.cache.compression import load_tolerantly, save_alone
from bengal_tasks.cache.folder import StateFolder, as_table
from bengal_tasks.cache.page_core import PageCore
from bengal_tasks.model.keys import STATE_DIR, index_path
from bengal_tasks.model.query_indexes import VERSION, content_hash


_END = ".json.zst"
_log = logging.getLogger("bengal_tasks.cache")


@dataclass
class IndexEntry:
    """
    The pages under one key of an index.

    *page_paths* are sources relative to the site, *metadata* is JSON, *updated_at* ISO text or ""
    where a build made the entry. *content_hash* stands for the set of pages, whatever their order.

    >>> entry = IndexEntry("jane", ["content/b.md", "content/a.md"], {"email": "j@example.org"})
    >>> entry.content_hash == IndexEntry("jane", ["content/a.md", "content/b.md"]).content_hash
    True
    >>> IndexEntry.from_cache_dict(entry.to_cache_dict()) == entry == IndexEntry(**asdict(entry))
    True
    """

    key: str
    page_paths: list[str] = field(default_factory=list)
    metadata: dict[str, Any] = field(default_factory=dict)
    updated_at: str = ""
    content_hash: str = ""

    def __post_init__(self) -> None:
        self.content_hash = self.content_hash or content_hash(self.page_paths)

    def to_cache_dict(self) -> dict[str, Any]:
        """Return the fields as JSON primitives."""
        return asdict(self)

    @classmethod
    def from_cache_dict(cls, data: dict[str, Any]) -> IndexEntry:
        """
        Return the entry that *data* was made of.

        Raises KeyError without a key, TypeError or ValueError for pages or metadata of another
        kind.
        """
        return cls(
            key=data["key"],
            page_paths=[str(path) for path in data.get("page_paths", [])],
            metadata=dict(data.get("metadata", {})),
            updated_at=str(data.get("updated_at", "")),
            content_hash=str(data.get("content_hash", "")),
        )


class QueryIndex:
    """
    One index, ``.bengal/indexes/NAME.json.zst``: a look-up by key, and back by page.

    The pages of an index are worked out by builds, from the front matter of all pages; a page that
    is gone is in none. An index in a file of your own may be filled with `update_page`, and a
    subclass may say with `extract_keys` where it finds the keys.

    >>> index = QueryIndex("series", Path("series.json"))
    >>> index.update_page(Path("content/a.md"), {"winter": {"title": "Winter"}})
    {'winter'}
    >>> index.get("winter"), index.get_metadata("winter"), index.keys()
    (['content/a.md'], {'title': 'Winter'}, ['winter'])
    >>> index.remove_page(Path("content/a.md")), index.get("winter")
    ({'winter'}, [])
    """

    def __init__(self, name: str, cache_path: Path | None = None) -> None:
        self.name = name
        self.cache_path = cache_path or Path(index_path(name))
        above = self.cache_path.absolute().parent
        self._folder = StateFolder(above.parent if above.name == "indexes" else above)
        self.entries: dict[str, IndexEntry] = {}
        self._keys_of: dict[str, set[str]] | None = None
        for key, data in as_table(load_tolerantly(self.cache_path, VERSION).get("entries")).items():
            try:
                self.entries[key] = self._located(IndexEntry.from_cache_dict(data))
            except (KeyError, TypeError, ValueError, AttributeError) as error:
                _log.warning("%s: %s is left out: %r", self.cache_path, key, error)

    def _located(self, entry: IndexEntry) -> IndexEntry:
        """Return the entry with sources in place of the page keys that a build has."""
        sources = self._folder.sources
        entry.page_paths = [self._folder.spelled(sources.get(p, p)) for p in entry.page_paths]
        entry.content_hash = content_hash(entry.page_paths)
        return entry

    def save_to_disk(self) -> None:
        """Write the index, compressed; raises OSError when it cannot be written."""
        entries = {key: entry.to_cache_dict() for key, entry in sorted(self.entries.items())}
        value = {"version": VERSION, "name": self.name, "keys": self.keys(), "entries": entries}
        save_alone(self.cache_path, value)

    # -- questions --------------------------------------------------------------------------------

    def get(self, key: str) -> list[str]:
        """Return the pages under a key, as a copy; none for a key that is not there."""
        entry = self.entries.get(key)
        return list(entry.page_paths) if entry else []

    def keys(self) -> list[str]:
        """Return all keys, sorted."""
        return sorted(self.entries)

    def get_metadata(self, key: str) -> dict[str, Any]:
        """Return what is known of a key; empty for one that is not there."""
        entry = self.entries.get(key)
        return dict(entry.metadata) if entry else {}

    def get_keys_for_page(self, page_path: Path | str) -> set[str]:
        """Return the keys of a page; a look-up in an index made at the first call."""
        if self._keys_of is None:
            self._keys_of = {}
            for key, entry in self.entries.items():
                for page in entry.page_paths:
                    self._keys_of.setdefault(page, set()).add(key)
        return set(self._keys_of.get(self._folder.spelled(page_path), ()))

    def has_changed(self, key: str, page_paths: Iterable[str]) -> bool:
        """Tell whether the set of pages under a key is another one; of a new key, it is."""
        entry = self.entries.get(key)
        pages = {self._folder.spelled(path) for path in page_paths}
        return entry is None or entry.content_hash != content_hash(pages)

    def stats(self) -> dict[str, Any]:
        """Return numbers of keys and pages."""
        pairs = [page for entry in self.entries.values() for page in entry.page_paths]
        return {
            "total_keys": len(self.entries),
            "total_page_entries": len(pairs),
            "unique_pages": len(set(pairs)),
            "avg_pages_per_key": len(pairs) / len(self.entries) if self.entries else 0.0,
        }

    # -- changes ----------------------------------------------------------------------------------

    def extract_keys(self, page: PageCore) -> list[tuple[str, dict[str, Any]]]:
        """Return the keys of a page, each with its metadata; none, unless a subclass knows some."""
        del page
        return []

    def update_page(
        self, page: PageCore | Path | str, keys: dict[str, dict[str, Any]] | object = None
    ) -> set[str]:
        """
        Set the keys of a page, each with its metadata; return all keys that it had or has.

        A key keeps what is known of it when the page says nothing new. Without a table of keys they
        are those that `extract_keys` finds in the core of the page.
        Raises TypeError when neither is given. (Old calls have a build cache there.)
        """
        if not isinstance(keys, dict):
            if not isinstance(page, PageCore):
                raise TypeError("update_page wants a PageCore, or a path with a table of keys")
            keys = dict(self.extract_keys(page))
        return self._set_keys(page.source_path if isinstance(page, PageCore) else page, keys)

    def _set_keys(self, path: Path | str, keys: dict[str, dict[str, Any]]) -> set[str]:
        page = self._folder.spelled(path)
        had = self.remove_page(page)
        now = dt.datetime.now(dt.UTC).replace(tzinfo=None).isoformat()
        for key, metadata in keys.items():
            if key:
                pages = [*self.get(key), page]
                told = dict(metadata) or self.get_metadata(key)
                self.entries[key] = IndexEntry(key, pages, told, now)
        self._keys_of = None
        return had | {key for key in keys if key}

    def remove_page(self, page_path: Path | str) -> set[str]:
        """Take a page out of all keys, and keys without pages out of the index; return its keys."""
        page = self._folder.spelled(page_path)
        having = self.get_keys_for_page(page)
        for key in having:
            entry = self.entries[key]
            entry.page_paths.remove(page)
            entry.content_hash = content_hash(entry.page_paths)
            if not entry.page_paths:
                del self.entries[key]
        self._keys_of = None
        return having


class QueryIndexRegistry:
    """
    The indexes of a site by name, those of its ``dodo.py`` too; each is read when it is asked for.

    >>> QueryIndexRegistry(Path(".bengal")).names()
    []
    """

    def __init__(self, folder: Path = Path(STATE_DIR)) -> None:
        self._place = folder / "indexes"
        self._read: dict[str, QueryIndex] = {}

    def names(self) -> list[str]:
        """Return the names of all indexes, sorted."""
        return sorted(path.name.removesuffix(_END) for path in self._place.glob(f"*{_END}"))

    def get(self, name: str) -> QueryIndex | None:
        """Return the index *name*; None when the last build had none of that name."""
        if name not in self._read and name in self.names():
            self._read[name] = QueryIndex(name, self._place / f"{name}{_END}")
        return self._read.get(name)

    def stats(self) -> dict[str, dict[str, Any]]:
        """Return the numbers of each index by name."""
        found = ((name, self.get(name)) for name in self.names())
        return {name: index.stats() for name, index in found if index}
