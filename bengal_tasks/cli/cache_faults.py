"""Faults of the state folder: files that cannot be read, or are not as their task left them."""

from __future__ import annotations

from collections.abc import Iterator

from bengal_tasks.errors import StateError
from bengal_tasks.model.digest import digest_of
from bengal_tasks.model.keys import CACHE, STATE_DIR
from bengal_tasks.model.trace import writes_of
from bengal_tasks.store.codec import decode
from bengal_tasks.store.contents import STATE_FILES, contents_of, is_own, state_paths
from bengal_tasks.store.files import read_if_there
from bengal_tasks.store.snapshot import SNAPSHOT
from bengal_tasks.store.state import PUBLISHED
from bengal_tasks.tasks.records import values_of
from bengal_tasks.tasks.session import Session


_LISTS = {PUBLISHED: ("files",), SNAPSHOT: ("files", "folders")}
"""The tables in files that no task has made, and so no digest is known of."""


def faults_of(found: Session) -> tuple[int, list[str]]:
    """
    Return how many files were looked at, and what is wrong with them.

    Every file is read, whatever its stamp says: a fault of the disk leaves stamps alone.
    """
    contents = contents_of(found.root)
    broken = {one.path: f"{one.path}: {one.fault}" for one in contents if one.fault}
    if found.state.warning and CACHE not in broken:
        broken[CACHE] = found.state.warning
    if contents and not (found.root / CACHE).is_file():
        broken[CACHE] = f"{CACHE}: missing; without it nothing can be compared"
    for path, tables in _LISTS.items():
        if path not in broken and (found.root / path).exists() and not _has(found, path, tables):
            broken[path] = f"{path}: not as builds write it"
    differing = [fault for path, fault in _differing(found) if path not in broken]
    return len(contents), [*broken.values(), *differing]


def _has(found: Session, path: str, tables: tuple[str, ...]) -> bool:
    """Tell whether a file is one of builds, with these tables in it."""
    try:
        value = decode((found.root / path).read_bytes())
    except (OSError, StateError):
        return False
    return isinstance(value, dict) and all(type(value.get(name)) is dict for name in tables)


def _differing(found: Session) -> Iterator[tuple[str, str]]:
    for name, record in sorted(found.state.tasks.items()):
        for path, digest in writes_of(values_of(record)).items():
            if not path.startswith(f"{STATE_DIR}/"):
                continue
            data = read_if_there(found.root / path)
            if data is None:
                yield path, f"{path}: missing; {name} wrote it"
            elif digest_of(data) != digest:
                yield path, f"{path}: not as {name} wrote it"


def strangers(found: Session) -> list[str]:
    """Return the files of the state folder that no build has made, or that no task promises."""
    known = set(found.plan.producers) | STATE_FILES
    return [
        path
        for path in state_paths(found.root)
        if not is_own(path) or (path.endswith(".json.zst") and path not in known)
    ]
