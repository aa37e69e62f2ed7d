"""The oracle: which tasks of a build ran although nothing that they had recorded was different."""

from __future__ import annotations

from contextlib import chdir
from dataclasses import dataclass
from typing import Any
from unittest import mock

from bengal_tasks.model.digest import digest_of
from bengal_tasks.store.state import load_state
from bengal_tasks.tasks.session import Session
from tests.space import Ran, SiteSpace


_ALWAYS = {"prune"}
"""It has no record that could tell: it runs when there is an orphan."""


@dataclass(frozen=True, slots=True)
class Moment:
    """What was known before a build: records of tasks, and the tasks whose files were intact."""

    records: dict[str, dict[str, Any]]
    intact: frozenset[str]


def moment_of(space: SiteSpace) -> Moment:
    """Read the state, and look at every file that it says was written."""
    records = load_state(space.root).tasks
    intact = (name for name, record in records.items() if _is_intact(space, record))
    return Moment(dict(records), frozenset(intact))


def _is_intact(space: SiteSpace, record: dict[str, Any]) -> bool:
    writes = (record.get("_values_:") or {}).get("writes") or {}
    for path, digest in writes.items():
        place = space.root / path
        if place.is_symlink() or not place.is_file() or digest_of(place.read_bytes()) != digest:
            return False
        if place.stat().st_mode & 0o777 != 0o644:
            return False
    return True


def spurious(space: SiteSpace, before: Moment, ran: Ran) -> list[str]:
    """
    Return the tasks that ran with the facts, reads and outputs of their last run.

    States are looked up by a session of its own, made after the build.
    """
    with chdir(space.root), mock.patch.dict("os.environ", space.environment(), clear=True):
        now = Session(space.root, space.profile)
        return [
            name
            for name in sorted(ran.ran - _ALWAYS)
            if name in before.intact and not _is_stale(now, before.records[name], name)
        ]


def _is_stale(now: Session, record: dict[str, Any], name: str) -> bool:
    values = record.get("_values_:") or {}
    known = now.values(name)
    if values.get("failed") or values.get("recipe") != known.get("recipe"):
        return True
    reads = record.get("deps:") or []
    return any(now.state_of(dependency) != record.get(dependency) for dependency in reads) or (
        name == "metadata" and set(reads) != set(now.record(name).get("deps:") or [])
    )
