"""
The build cache: the typed face of the state behind doit's dependency database.

This only works if a save holds the build lock from reading the state to replacing it, and changes
of the state only what was asked for: files to invalidate, or all of it.
"""

from __future__ import annotations

import datetime as dt
import logging
from pathlib import Path
from typing import Any, ClassVar

from bengal_tasks.cache.build_cache.autodoc_tracking import Autodoc
from bengal_tasks.cache.build_cache.derived import Derived, forget_all, spoil
from bengal_tasks.cache.build_cache.file import StateFile
from bengal_tasks.cache.build_cache.parsed_content_cache import Contents
from bengal_tasks.cache.build_cache.rendered_output_cache import Outputs
from bengal_tasks.cache.build_cache.tables import Field, field_names, shape_of, tables, text
from bengal_tasks.cache.build_cache.taxonomy_index_mixin import Terms
from bengal_tasks.cache.build_cache.validation_cache import Validations
from bengal_tasks.cache.contract import plain
from bengal_tasks.model.keys import family_of
from bengal_tasks.store.state import VERSION


_log = logging.getLogger("bengal_tasks.cache")

PATIENCE = 30.0
"""Seconds to wait for a lock unless told otherwise."""


class BuildCache(Validations, Contents, Outputs, Autodoc, Terms):
    """
    What the last build left, and what people keep beside it.

    File fingerprints, dependencies, outputs and terms come from the state that builds write. What
    is added to them, and the results, pages and outputs that people keep here, lie in the same file
    under ``user``; builds hand them on and never read them. All of it is JSON by paths relative to
    the site: no live objects.

    >>> cache = BuildCache()
    >>> cache.set_page_cache("api/core", {"title": "Core"})
    >>> cache.save(Path(".bengal/cache.json"))
    >>> BuildCache.load(Path(".bengal/cache.json")).get_page_cache("api/core")
    {'title': 'Core'}
    """

    VERSION: ClassVar[int] = VERSION

    synthetic_pages = Field(tables)
    """Data of pages that are made by programs, by key."""
    config_hash = Field(text)
    """16 hex digits that stand for all settings; see `bengal_tasks.cache.config_hash`."""

    def __init__(self, **fields: Any) -> None:  # noqa: ANN401 (each as its attribute has it)
        """Make an empty cache; any of the attributes may be given by name."""
        super().__init__()
        unknown = sorted(fields.keys() - set(field_names(type(self))) - {"last_build"})
        if unknown:
            raise TypeError(f"BuildCache has no attribute {', '.join(unknown)}")
        self.version = VERSION
        self.last_build: str | None = fields.pop("last_build", None)
        self._file: StateFile | None = None
        self._invalid: list[str] = []
        self._cleared = False
        for name, value in fields.items():
            self.put(name, value)

    def __repr__(self) -> str:
        told = ", ".join(f"{name}={number}" for name, number in self.get_stats().items())
        return f"BuildCache({told})"

    # -- on disk ----------------------------------------------------------------------------------

    @classmethod
    def load(cls, cache_path: Path, use_lock: bool = True, timeout: float = PATIENCE) -> BuildCache:  # noqa: FBT001, FBT002 (the documented call)
        """
        Return the cache in *cache_path*, ``.bengal/cache.json`` or ``.bengal/cache.json.zst``.

        A missing file is an empty cache. One that cannot be used is an empty one with a warning,
        but for what people kept in it; so is one that the original program wrote, of which the
        known fields are taken over. Raises StateError when the lock is not free in *timeout*
        seconds.
        """
        cache = cls()
        cache._open(StateFile(cache_path), timeout if use_lock else None)
        return cache

    def _open(self, file: StateFile, timeout: float | None) -> None:
        self._file = file
        self.folder = file.folder
        self.state, legacy = file.load(timeout)
        if self.state.warning:
            _log.warning("%s", self.state.warning)
        known = {name: shape_of(type(self), name) for name in field_names(type(self))}
        self.legacy = {n: known[n](self._rekeyed(v)) for n, v in legacy.items() if n in known}
        saved = file.saved_at()
        self.last_build = dt.datetime.fromtimestamp(saved, dt.UTC).isoformat() if saved else None

    def _rekeyed(self, value: object) -> object:
        """Return a table of former times with its paths relative to the site."""
        if not isinstance(value, dict):
            return value
        return {self.key(key) if key.startswith("/") else key: v for key, v in value.items()}

    def save(self, cache_path: Path, use_lock: bool = True, timeout: float = PATIENCE) -> None:  # noqa: FBT001, FBT002 (the documented call)
        """
        Write the cache, compressed, in place of what is there.

        The state is read again, so nothing that a build did since `load` is lost. A build that runs
        is waited for. Raises StateError when it does not end within *timeout* seconds, or is the
        one that the caller is a task of; ContractError, with the name of the field, for what is not
        JSON; OSError when the file cannot be written.
        """
        file = StateFile(cache_path)
        fresh = self._file is None or self._file.path != file.path
        if fresh:
            self.folder = file.folder
        own = self.own(fresh=fresh)
        with file.changing(timeout if use_lock else None) as state:
            if self._cleared:
                forget_all(state)
            for path in self._invalid:
                spoil(state, path, self.folder.keys.get(path))
            known = state.files.keys()
            state.files.update({k: row for k, row in self.looked().items() if k in known})
            state.user = own
        self._invalid.clear()
        self._cleared = False

    def derive(self, name: str) -> object:
        """Return what the state says of an attribute."""
        return Derived(self.state, self.folder).of(name)

    # -- as a whole -------------------------------------------------------------------------------

    def clear(self) -> None:
        """Forget everything; once it is saved, the next build makes all anew."""
        self.forget_tables()
        self.looked().clear()
        self._invalid.clear()
        self._cleared = True
        self.last_build = None

    def validate_config(self, current_hash: str) -> bool:
        """
        Tell whether the settings are those of the last build; if not, clear the cache.

        Without a hash to compare with, the answer is yes. *current_hash* is kept.
        """
        known = self.config_hash
        if known not in {None, current_hash}:
            self.clear()
        self.config_hash = current_hash
        return known in {None, current_hash}

    def invalidate_file(self, file_path: Path) -> None:
        """
        Forget a file in all parts of the cache.

        Once it is saved, the next run of doit takes every task that reads or writes the file, and
        the page that it is the source of, for stale.
        """
        key = self.key(file_path)
        self._invalid.append(key)
        self.forget_file(key)
        self.forget_terms(key)
        self.invalidate_validation_results(file_path)
        for table in (self.parsed_content, self.rendered_output, self.synthetic_pages):
            table.pop(key, None)

    def get_stats(self) -> dict[str, int]:
        """Return numbers: of files, dependencies, terms, cached pages, and generated pages."""
        bodies = {task for task in self.records if family_of(task) == "parse"}
        return {
            "tracked_files": len(self.file_fingerprints),
            "dependencies": sum(map(len, self.dependencies.values())),
            "taxonomy_terms": len(self.taxonomy_deps),
            "cached_content_pages": len(self.parsed_content) or len(bodies),
            "cached_rendered_pages": len(self.rendered_output),
            **self.get_autodoc_stats(),
        }

    # -- pages that are made by programs ----------------------------------------------------------

    def get_page_cache(self, cache_key: str) -> dict[str, Any] | None:
        """Return the data of a page by its key; None when there are none."""
        return self.synthetic_pages.get(cache_key)

    def set_page_cache(self, cache_key: str, page_data: dict[str, Any]) -> None:
        """Keep the data of a page; raises ContractError, with the field's name, for no JSON."""
        plain(page_data, cache_key)
        self.synthetic_pages[cache_key] = page_data

    def invalidate_page_cache(self, cache_key: str) -> None:
        """Forget the data of a page."""
        self.synthetic_pages.pop(cache_key, None)
