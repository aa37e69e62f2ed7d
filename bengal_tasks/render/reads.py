"""
Reads: what one action has read so far, with the states of what it really read.

This only works if every way to a file, a setting, a row or a template goes through here. A query is
recorded once with all the fields that were read of its rows: one dependency, however long the list.
"""

from __future__ import annotations

from typing import cast

from bengal_tasks.model.digest import ABSENT, Digest, digest_of
from bengal_tasks.model.entries import MISSING
from bengal_tasks.model.keys import METADATA, entry
from bengal_tasks.model.query import COUNT, Query
from bengal_tasks.model.trace import Notice
from bengal_tasks.model.values import JSON
from bengal_tasks.store.artefacts import Artefact, ArtefactReader


class Reads:
    """The dependencies of one run of an action, its notices and the references it made."""

    def __init__(self, reader: ArtefactReader) -> None:
        self.reader = reader
        self.states: dict[str, Digest] = {}
        self.notices: list[Notice] = []
        self.published: set[str] = set()
        self._fields: dict[Query, set[str]] = {}
        self._sources: dict[str, Digest] = {}
        self._artefacts: dict[str, Artefact | None] = {}
        self._values: dict[tuple[str, str], JSON] = {}

    def artefact(self, path: str) -> Artefact | None:
        """Return an artefact without recording anything; its entries are what is read."""
        if path not in self._artefacts:
            self._artefacts[path] = self.reader.get(path)
        return self._artefacts[path]

    def file(self, path: str, data: bytes | None) -> None:
        """Record that the file *path* was read and held *data*, or that it was not there."""
        self.states[path] = ABSENT if data is None else digest_of(data)

    def state(self, dependency: str, digest: Digest) -> None:
        """Record a dependency whose state the caller has worked out."""
        self.states[dependency] = digest

    def entry(self, path: str, name: str) -> JSON:
        """Return the entry *name* of the artefact *path*, or MISSING, and record it."""
        known = self._values.get((path, name), self)
        if known is not self:
            return cast("JSON", known)
        value = self._values[path, name] = self._read(path, name)
        return value

    def _read(self, path: str, name: str) -> JSON:
        found = self.artefact(path)
        if found is None:
            self.states[entry(path, name)] = ABSENT
            return MISSING
        self._sources[path] = found.digest
        self.states[entry(path, name)] = found.entry_digest(name)
        return found.entry(name)

    def query(self, query: Query) -> set[str]:
        """Record that the keys of *query* were read; add to the set what is read of its rows."""
        return self._fields.setdefault(query, set())

    def count(self, query: Query) -> None:
        """Record that only the length of *query* was read."""
        self._fields.setdefault(query, set()).add(COUNT)

    def all_states(self) -> dict[str, Digest]:
        """Return every dependency with its state, queries spelled out, sorted."""
        rows = self.artefact(METADATA) if self._fields else None
        states = dict(self.states)
        for query, fields in self._fields.items():
            name = query.spelled(_spelled(fields))
            states[entry(METADATA, name)] = rows.entry_digest(name) if rows else ABSENT
        if rows:
            self._sources[METADATA] = rows.digest
        return dict(sorted(states.items()))

    def sources(self) -> dict[str, Digest]:
        """Return the artefacts that entries were read from, with their digests."""
        return dict(self._sources)


def _spelled(fields: set[str]) -> str:
    if fields == {COUNT}:
        return COUNT
    return ",".join(sorted(fields - {COUNT}))
