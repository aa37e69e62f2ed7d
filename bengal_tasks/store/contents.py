"""The contents of the state folder: which files are ours, how large they are, what they hold."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from bengal_tasks.errors import StateError
from bengal_tasks.model.keys import CACHE, GENERATED, STATE_DIR
from bengal_tasks.model.values import JSON
from bengal_tasks.store.codec import decode, unpack
from bengal_tasks.store.files import TEMPORARY, remove_file
from bengal_tasks.store.former import FORMER
from bengal_tasks.store.journal import JOURNAL
from bengal_tasks.store.locks import BUILD_LOCK, STATE_LOCK
from bengal_tasks.store.snapshot import SNAPSHOT
from bengal_tasks.store.state import PUBLISHED


STATE_FILES = frozenset({CACHE, PUBLISHED, SNAPSHOT})
"""The compressed files that no task makes."""

_END = ".json.zst"
_TABLES = ("entries", "pages", "tasks", "sections", "menus", "assets", "files")
_OWN_FOLDERS = (f"{TEMPORARY}/", f"{GENERATED}/")
_LOCKS = frozenset({BUILD_LOCK, STATE_LOCK})


@dataclass(frozen=True, slots=True)
class Contents:
    """One compressed file: bytes as JSON and on disk, how many entries; or what is wrong."""

    path: str
    raw: int = 0
    packed: int = 0
    entries: int = 0
    fault: str = ""

    @property
    def kind(self) -> str:
        """What it is one of: ``parsed`` for all bodies, else the name of the file."""
        name = self.path.removeprefix(f"{STATE_DIR}/")
        return name.partition("/")[0] if "/" in name else name.removesuffix(_END)


def state_paths(root: Path) -> list[str]:
    """Return all files below the state folder, relative to the site, sorted; links count as one."""
    found: list[str] = []
    for folder, _, names in os.walk(root / STATE_DIR):
        place = Path(folder).relative_to(root).as_posix()
        found += [f"{place}/{name}" for name in names]
    return sorted(found)


def is_own(path: str) -> bool:
    """Tell whether a file of the state folder is one that builds make, ours or the original."""
    known = path.endswith(_END) or path in {JOURNAL, *_LOCKS, *FORMER}
    return known or path.startswith(_OWN_FOLDERS)


def contents_of(root: Path) -> list[Contents]:
    """Return what every compressed file of the state folder holds, by path."""
    return [_contents(root, path) for path in state_paths(root) if path.endswith(_END)]


def _contents(root: Path, path: str) -> Contents:
    try:
        data = (root / path).read_bytes()
        value = decode(data)
    except OSError as error:
        return Contents(path, fault=f"cannot be read: {error.strerror}")
    except StateError as error:
        return Contents(path, packed=len(data), fault=str(error))
    return Contents(path, len(unpack(data)), len(data), entries_in(value))


def entries_in(value: JSON) -> int:
    """
    Return how many entries an artefact has: members of its one table, else of itself.

    >>> entries_in({"version": 1, "pages": {"a": {}, "b": {}}}), entries_in({"version": 1, "x": 2})
    (2, 1)
    """
    if not isinstance(value, dict):
        return 1
    tables = [found for name in _TABLES if isinstance(found := value.get(name), dict)]
    return len(tables[0]) if tables else len(value.keys() - {"version"})


def clear_state(root: Path, *, everything: bool) -> tuple[list[str], list[str]]:
    """
    Remove what builds have made in the state folder; return what was removed and what was kept.

    Without *everything* the list of published files stays, so that the next build still prunes what
    its sources do not promise. Call it under the build lock; locks stay.
    """
    removed: list[str] = []
    kept: list[str] = []
    for path in state_paths(root):
        if path in _LOCKS:
            continue
        if is_own(path) and (everything or path != PUBLISHED):
            remove_file(root, path)
            removed.append(path)
        else:
            kept.append(path)
    return removed, kept
