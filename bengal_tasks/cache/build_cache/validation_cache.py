"""Results of checks: kept for a file while its bytes stay the same."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bengal_tasks.cache.build_cache.file_tracking import FileTracking
from bengal_tasks.cache.build_cache.tables import Field, tables, texts
from bengal_tasks.cache.cacheable import Cacheable
from bengal_tasks.cache.contract import plain


class Validations(FileTracking):
    """The part of the cache that knows results of checks."""

    validation_results = Field(tables)
    """Lists of results by file and validator."""
    validated_hashes = Field(texts)
    """The digest of each file when its results were kept."""

    def get_cached_validation_results(
        self, file_path: Path, validator_name: str
    ) -> list[dict[str, Any]] | None:
        """Return the results for a file; None, and forgotten, when it has other bytes by now."""
        key = self.key(file_path)
        if key not in self.validation_results:
            return None
        if self.validated_hashes.get(key) != self.hash_file(file_path):
            self.invalidate_validation_results(file_path)
            return None
        found = self.validation_results[key].get(validator_name)
        return found if isinstance(found, list) else None

    def cache_validation_results(
        self, file_path: Path, validator_name: str, results: Iterable[Any]
    ) -> None:
        """
        Keep the results of a validator for a file: dicts, or cacheable values.

        Raises ContractError for anything else.
        """
        key = self.key(file_path)
        digest = self.hash_file(file_path)
        kept = [r.to_cache_dict() if isinstance(r, Cacheable) else r for r in results]
        if self.validated_hashes.get(key) != digest:
            self.validation_results.pop(key, None)
        found = self.validation_results.setdefault(key, {})
        found[validator_name] = plain(kept, f"{validator_name} of {key}")
        self.validated_hashes[key] = digest

    def invalidate_validation_results(self, file_path: Path | None = None) -> None:
        """Forget the results for a file, or for all files."""
        keys = list(self.validation_results) if file_path is None else [self.key(file_path)]
        for key in keys:
            self.validation_results.pop(key, None)
            self.validated_hashes.pop(key, None)
