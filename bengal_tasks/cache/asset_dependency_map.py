"""The asset dependency map: which pages refer to which assets, in ``asset_deps.json.zst``."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bengal_tasks.cache.compression import get_compressed_path, load_tolerantly, save_alone
from bengal_tasks.cache.folder import StateFolder, as_table


VERSION = 1
"""The version of the file that is understood; another one is not used."""

_log = logging.getLogger("bengal_tasks.cache")


@dataclass
class AssetReference:
    """
    One reference of a page to an asset; *type* is image, stylesheet, script, font or other.

    >>> AssetReference("/images/logo.png", "image", "content/index.md").type
    'image'
    """

    url: str
    type: str
    source_page: str


@dataclass
class AssetDependencyEntry:
    """
    The URLs of the assets that one page refers to.

    *tracked_at* is ISO text where somebody tracked the page by hand, and "" where a build did:
    artefacts have no clock.

    >>> entry = AssetDependencyEntry({"/b.css", "/a.css"})
    >>> entry.to_dict()
    {'assets': ['/a.css', '/b.css'], 'is_valid': True}
    >>> AssetDependencyEntry.from_dict(entry.to_dict()) == entry
    True
    """

    assets: set[str] = field(default_factory=set)
    tracked_at: str = ""
    is_valid: bool = True

    def to_dict(self) -> dict[str, Any]:
        """Return the entry as JSON primitives, with the assets sorted."""
        tracked = {"tracked_at": self.tracked_at} if self.tracked_at else {}
        return {"assets": sorted(self.assets), **tracked, "is_valid": self.is_valid}

    @staticmethod
    def from_dict(data: dict[str, Any]) -> AssetDependencyEntry:
        """
        Return the entry that *data* was made of.

        Raises KeyError without assets, TypeError when they are no list.
        """
        return AssetDependencyEntry(
            assets={str(url) for url in data["assets"]},
            tracked_at=str(data.get("tracked_at", "")),
            is_valid=bool(data.get("is_valid", True)),
        )

    def to_cache_dict(self) -> dict[str, Any]:
        """Return the same as `to_dict`, under the name that `Cacheable` has for it."""
        return self.to_dict()

    @classmethod
    def from_cache_dict(cls, data: dict[str, Any]) -> AssetDependencyEntry:
        """Return the same as `from_dict`, under the name that `Cacheable` has for it."""
        return cls.from_dict(data)


class AssetDependencyMap:
    """
    Which pages refer to which assets, as the last build recorded it.

    Pages are sources relative to the site (``content/index.md``); what has no source stands under
    its URL. A `Path` may be absolute. What is saved into the ``.bengal`` of a site lasts until the
    next build, which writes its own again.

    >>> assets = AssetDependencyMap(Path("asset_deps.json"))
    >>> assets.track_page_assets(Path("content/index.md"), {"/css/style.css"})
    >>> assets.get_asset_pages("/css/style.css")
    {'content/index.md'}
    >>> assets.save_to_disk()
    >>> AssetDependencyMap(Path("asset_deps.json")).get_page_assets(Path("content/index.md"))
    {'/css/style.css'}
    """

    CACHE_FILE = ".bengal/asset_deps.json"

    def __init__(self, cache_path: Path | None = None) -> None:
        self.cache_path = Path(cache_path or self.CACHE_FILE)
        self._folder = StateFolder(self.cache_path.parent)
        self.pages: dict[str, AssetDependencyEntry] = {}
        self._users: dict[str, set[str]] | None = None
        for page, data in as_table(load_tolerantly(self.cache_path, VERSION).get("pages")).items():
            try:
                self.pages[self._folder.spelled(page)] = AssetDependencyEntry.from_dict(data)
            except (KeyError, TypeError, AttributeError) as error:
                _log.warning("%s: %s is left out: %r", self.cache_path, page, error)

    def save_to_disk(self) -> None:
        """Write the map, compressed; raises OSError when it cannot be written."""
        pages = {page: entry.to_dict() for page, entry in self.pages.items()}
        save_alone(self.cache_path, {"version": VERSION, "pages": pages})

    # -- one page ---------------------------------------------------------------------------------

    def track_page_assets(self, source_path: Path, assets: set[str]) -> None:
        """Note the assets of a page, in place of those known before."""
        now = dt.datetime.now(dt.UTC).replace(tzinfo=None).isoformat()
        self.pages[self._folder.spelled(source_path)] = AssetDependencyEntry(set(assets), now)
        self._users = None

    def get_page_assets(self, source_path: Path) -> set[str] | None:
        """Return the assets of a page, as a copy; None when it is not known or not valid."""
        entry = self.pages.get(self._folder.spelled(source_path))
        return set(entry.assets) if entry and entry.is_valid else None

    def has_assets(self, source_path: Path) -> bool:
        """Tell whether the assets of a page are known and valid."""
        return self.get_page_assets(source_path) is not None

    def invalidate(self, source_path: Path) -> None:
        """Mark the entry of a page as not valid."""
        entry = self.pages.get(self._folder.spelled(source_path))
        if entry:
            entry.is_valid = False
            self._users = None

    # -- all pages --------------------------------------------------------------------------------

    def invalidate_all(self) -> None:
        """Mark all entries as not valid."""
        for entry in self.pages.values():
            entry.is_valid = False
        self._users = None

    def clear(self) -> None:
        """Forget all entries; the file stays until the map is saved."""
        self.pages.clear()
        self._users = None

    def get_all_assets(self) -> set[str]:
        """Return the assets of all pages with a valid entry."""
        return {url for entry in self.pages.values() if entry.is_valid for url in entry.assets}

    def get_assets_for_pages(self, source_paths: Iterable[Path]) -> set[str]:
        """Return the assets that any of these pages refers to."""
        return {url for path in source_paths for url in self.get_page_assets(path) or ()}

    def get_asset_pages(self, asset_url: str) -> set[str]:
        """Return the pages that refer to an asset; a look-up in an index made at the first call."""
        if self._users is None:
            self._users = {}
            for page, entry in self.pages.items():
                for url in entry.assets if entry.is_valid else ():
                    self._users.setdefault(url, set()).add(page)
        return set(self._users.get(asset_url, ()))

    def get_valid_entries(self) -> dict[str, set[str]]:
        """Return the assets of each page whose entry is valid."""
        return {page: set(e.assets) for page, e in self.pages.items() if e.is_valid}

    def get_invalid_entries(self) -> dict[str, set[str]]:
        """Return the assets of each page whose entry is not valid."""
        return {page: set(e.assets) for page, e in self.pages.items() if not e.is_valid}

    def stats(self) -> dict[str, Any]:
        """Return numbers of pages and assets, and the size of the file in bytes."""
        valid = self.get_valid_entries()
        references = sum(len(assets) for assets in valid.values())
        return {
            "total_pages": len(self.pages),
            "valid_pages": len(valid),
            "invalid_pages": len(self.pages) - len(valid),
            "unique_assets": len(self.get_all_assets()),
            "avg_assets_per_page": references / len(valid) if valid else 0.0,
            "cache_size_bytes": size_of(self.cache_path),
        }


def size_of(cache_path: Path) -> int:
    """Return the size of the compressed file in bytes; 0 when it is not there."""
    place = get_compressed_path(cache_path)
    return place.stat().st_size if place.exists() else 0
