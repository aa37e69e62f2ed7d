"""Autodoc tracking: which pages are made from which source files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bengal_tasks.cache.build_cache.file_tracking import FileTracking
from bengal_tasks.cache.build_cache.tables import Field, sets, texts


class Autodoc(FileTracking):
    """The part of the cache that knows generated pages."""

    autodoc_dependencies = Field(sets)
    """The pages that are made from each source file."""
    autodoc_hashes = Field(texts)
    """The digest of each source file when its pages were noted."""

    def add_autodoc_dependency(
        self, source_file: Path | str, autodoc_page: Path | str, site_root: Path | None = None
    ) -> None:
        """Note that a page is made from a source file, with its digest; *site_root* is known."""
        del site_root
        key = self.key(source_file)
        self.autodoc_dependencies.setdefault(key, set()).add(self.key(autodoc_page))
        self.autodoc_hashes[key] = self.hash_file(Path(source_file))

    def get_affected_autodoc_pages(self, changed_source: Path | str) -> set[str]:
        """Return the pages that are made from a source file."""
        return set(self.autodoc_dependencies.get(self.key(changed_source), ()))

    def get_autodoc_source_files(self) -> set[str]:
        """Return the source files that pages are made from."""
        return set(self.autodoc_dependencies)

    def get_stale_autodoc_sources(self, site_root: Path | None = None) -> set[str]:
        """Return the source files that are gone or have other bytes than when they were noted."""
        del site_root
        return {
            key
            for key in self.autodoc_dependencies
            if self.hash_file(Path(key)) != self.autodoc_hashes.get(key) or not self._is_there(key)
        }

    def _is_there(self, key: str) -> bool:
        return self.folder.place(key).is_file()

    def remove_autodoc_source(self, source_file: Path | str) -> set[str]:
        """Forget a source file; return the pages that were made from it."""
        key = self.key(source_file)
        self.autodoc_hashes.pop(key, None)
        return self.autodoc_dependencies.pop(key, set())

    def clear_autodoc_dependencies(self) -> None:
        """Forget all source files of generated pages."""
        self.autodoc_dependencies.clear()
        self.autodoc_hashes.clear()

    def get_autodoc_stats(self) -> dict[str, Any]:
        """Return the numbers of source files and of pages made from them."""
        return {
            "autodoc_source_files": len(self.autodoc_dependencies),
            "autodoc_pages_tracked": sum(map(len, self.autodoc_dependencies.values())),
        }
