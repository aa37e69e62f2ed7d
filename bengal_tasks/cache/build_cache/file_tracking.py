"""File tracking: what files were like at the last build, what depends on what, what became what."""

from __future__ import annotations

import time
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any

from bengal_tasks.cache.build_cache.derived import fingerprint
from bengal_tasks.cache.build_cache.tables import Field, Tables, lists, sets, tables, texts
from bengal_tasks.model.digest import digest_of
from bengal_tasks.store.table import is_settled, stamp_of


_SHA256_DIGITS = 64


class FileTracking(Tables):
    """The part of the cache that knows files; every `Path` may be absolute."""

    file_fingerprints = Field(tables)
    """For each file ``mtime``, ``mtime_ns``, ``size``, ``hash`` and ``stamp``."""
    file_hashes = Field(texts)
    """The digest of each file."""
    dependencies = Field(sets)
    """What each page was made of: templates, partials, data, included files; entries of indexes."""
    output_sources = Field(texts)
    """The source of each published file, by its path below the output folder."""
    url_claims = Field(tables)
    """Who publishes each URL: owner, source, priority, version, lang."""
    template_dependencies = Field(lists)
    """The names of the templates that each page went through."""

    def __init__(self) -> None:
        super().__init__()
        self._looked: dict[str, list[int | str]] = {}
        self._reverse: dict[str, set[str]] | None = None

    @property
    def reverse_dependencies(self) -> dict[str, set[str]]:
        """The pages that depend on each thing; made when it is first asked for."""
        if self._reverse is None:
            self._reverse = {}
            for page, found in self.dependencies.items():
                for dependency in found:
                    self._reverse.setdefault(dependency, set()).add(page)
        return self._reverse

    def get_file_fingerprint(self, path: Path) -> dict[str, Any] | None:
        """Return the fingerprint of a file; None when it is not tracked."""
        return self.file_fingerprints.get(self.key(path))

    def set_file_fingerprint(self, path: Path, data: dict[str, Any]) -> None:
        """Set the fingerprint of a file; kept only for files that builds do not track."""
        self.file_fingerprints[self.key(path)] = data

    def hash_file(self, file_path: Path) -> str:
        """Return the digest of a file as builds take it (BLAKE2b); "" when it cannot be read."""
        try:
            return digest_of(self.folder.place(self.key(file_path)).read_bytes())
        except OSError:
            return ""

    def is_changed(self, file_path: Path) -> bool:
        """
        Tell whether a file is new, gone, or has other bytes than at the last build.

        The stamp is looked at first; a stamp that is not wholly the same is never trusted, so the
        bytes are read. When they are the same, the fingerprint is refreshed.
        """
        key = self.key(file_path)
        known = self.file_fingerprints.get(key)
        stamp = stamp_of(str(self.folder.place(key)))
        if not known or stamp is None:
            return True
        if known.get("stamp") == list(stamp):
            return False
        if not self._has_hash(key, str(known.get("hash") or "")):
            return True
        self.update_file(file_path)
        return False

    def _has_hash(self, key: str, hash_: str) -> bool:
        try:
            data = self.folder.place(key).read_bytes()
        except OSError:
            return False
        # Files of former times have SHA-256.
        own = sha256(data).hexdigest() if len(hash_) == _SHA256_DIGITS else digest_of(data)
        return own == hash_

    def should_bypass(self, source_path: Path, changed_sources: Iterable[Path] = ()) -> bool:
        """Tell whether a source is one of those said to be changed, or is found to be."""
        changed = {self.key(path) for path in changed_sources or ()}
        return self.key(source_path) in changed or self.is_changed(source_path)

    def update_file(self, file_path: Path) -> None:
        """
        Note a file as it is now; one that is gone is not tracked any more.

        It does not keep doit from building what the file has become a part of: tasks have their own
        states. It is kept when the file is older than a tick of the clock.
        """
        key = self.key(file_path)
        place = self.folder.place(key)
        stamp, now = stamp_of(str(place)), time.time_ns()
        digest = self.hash_file(file_path)
        if stamp is None or not digest:
            self.file_fingerprints.pop(key, None)
            return
        row: list[int | str] = [*stamp, digest]
        self.file_fingerprints[key] = fingerprint(row)
        if is_settled(stamp, now):
            self._looked[key] = row

    def track_output(self, source_path: Path, output_path: Path, output_dir: Path) -> None:
        """Note what a source was published as; a path outside of *output_dir* is left out."""
        if output_path.is_relative_to(output_dir):
            output = output_path.relative_to(output_dir).as_posix()
            self.output_sources[output] = self.key(source_path)

    def add_dependency(self, source: Path, dependency: Path) -> None:
        """Note that a page depends on a file."""
        page, other = self.key(source), self.key(dependency)
        self.dependencies.setdefault(page, set()).add(other)
        if self._reverse is not None:
            self._reverse.setdefault(other, set()).add(page)

    def get_affected_pages(self, changed_file: Path) -> set[str]:
        """Return the pages that depend on a file, and the page that it is the source of."""
        key = self.key(changed_file)
        own = {key} if key in self.dependencies else set()
        return own | self.reverse_dependencies.get(key, set())

    def invalidate_fingerprint(self, file_path: Path) -> bool:
        """Forget the fingerprint of a file; tell whether there was one."""
        return self.file_fingerprints.pop(self.key(file_path), None) is not None

    def forget_file(self, key: str) -> None:
        """Forget a file, as a page and as what others depend on."""
        self._looked.pop(key, None)
        self.file_fingerprints.pop(key, None)
        self.file_hashes.pop(key, None)
        self.dependencies.pop(key, None)
        for found in self.dependencies.values():
            found.discard(key)
        self._reverse = None

    def looked(self) -> dict[str, list[int | str]]:
        """Return the stamps and digests that were taken since loading, by path."""
        return self._looked
