"""
Artefacts as they are read: a value with its digest, and the digest of each of its entries.

This only works if an artefact is never changed in place: a task replaces the file, and the stamp
tells a reader in another process that the value it holds is old.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import cast

from bengal_tasks.errors import StateError
from bengal_tasks.model.digest import ABSENT, Digest, digest_of, digest_of_value
from bengal_tasks.model.entries import MISSING, value_at
from bengal_tasks.model.index import Index
from bengal_tasks.model.values import JSON
from bengal_tasks.store.codec import decode
from bengal_tasks.store.table import Stamp, stamp_of


class Artefact:
    """One artefact: its path, the digest of its bytes, and its value."""

    def __init__(self, path: str, digest: Digest, value: JSON) -> None:
        self.path = path
        self.digest = digest
        self.value = value
        self._digests: dict[str, Digest] = {}

    @cached_property
    def index(self) -> Index:
        """The index over this artefact, which must be the page metadata."""
        return Index(cast("dict[str, JSON]", self.value))

    def entry(self, name: str) -> JSON:
        """Return the value of the entry *name*, or MISSING."""
        return value_at(self.path, self.value, name, lambda: self.index)

    def entry_digest(self, name: str) -> Digest:
        """Return the digest of the entry *name*, ABSENT when there is none."""
        known = self._digests.get(name)
        if known is None:
            value = self.entry(name)
            known = ABSENT if value is MISSING else digest_of_value(value)
            self._digests[name] = known
        return known


class ArtefactReader:
    """Reads artefacts of one site; keeps what it has read while the file's stamp stays the same."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._kept: dict[str, tuple[Stamp, Artefact]] = {}

    def get(self, path: str, *, keep: bool = True) -> Artefact | None:
        """Return the artefact at *path*, or none when it is missing or damaged."""
        place = self._root / path
        stamp = stamp_of(str(place))
        if stamp is None:
            return None
        kept = self._kept.get(path)
        if kept and kept[0] == stamp:
            return kept[1]
        try:
            data = place.read_bytes()
            artefact = Artefact(path, digest_of(data), decode(data))
        except (OSError, StateError):
            return None
        if keep:
            self._kept[path] = (stamp, artefact)
        return artefact
