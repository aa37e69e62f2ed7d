"""
The snapshot: stamps of all that a complete build looked at; while they hold, nothing is to do.

A null build then costs a stat a file, and neither reads the state nor makes a task. This only works
if:

- it is written only by a build of everything that ended well and left every task up to date;
- the stamp of a folder was taken before it was listed, that of a file not after it was hashed, and
  all were settled then (see `is_settled`);
- everything else that a build depends on is in it: the code and the libraries by the stamps of
  their files and folders, the environment by its variables, the clock by when a page falls due.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from bengal_tasks.errors import StateError
from bengal_tasks.model.keys import CACHE, ENVIRONMENT, PACKAGED
from bengal_tasks.model.values import JSON
from bengal_tasks.store.codec import decode, encode
from bengal_tasks.store.files import remove_file, write_file
from bengal_tasks.store.table import stamp_of


SNAPSHOT = ".bengal/snapshot.json.zst"
VERSION = 1
"""Raise it when what a snapshot must hold changes."""

Stamps = dict[str, list[int] | None]


def stamps_of(root: str, paths: Iterable[str]) -> Stamps:
    """Return the stamps of *paths* below *root*, none for what is not there."""
    found = ((path, stamp_of(f"{root}/{path}")) for path in paths)
    return {path: None if stamp is None else list(stamp) for path, stamp in found}


def folders_below(root: str, folders: Iterable[str]) -> list[str]:
    """Return *folders* and all folders below them, relative to *root*."""
    found: list[str] = []
    for folder in folders:
        found.append(folder)
        for place, names, _ in os.walk(f"{root}/{folder}"):
            found += [os.path.relpath(f"{place}/{name}", root) for name in names]
    return sorted(set(found))


def surroundings(environ: Mapping[str, str], names: Iterable[str]) -> dict[str, JSON]:
    """Return what a build depends on besides files of the site: code, libraries, environment."""
    package = Path(__file__).resolve().parent.parent
    code = [[str(p.relative_to(package)), *(stamp_of(str(p)) or ())] for p in _modules(package)]
    places = [p for p in sys.path if p.endswith(("site-packages", "dist-packages"))]
    settings = {name: value for name, value in environ.items() if name.startswith("BENGAL_")}
    wanted = {name: environ.get(name) for name in (*names, "PYTHONPATH")}
    return {
        "code": cast("JSON", code),
        "libraries": cast("JSON", stamps_of("", [p.lstrip("/") for p in places])),
        "environment": cast("JSON", {**settings, **wanted}),
        "python": list(sys.version_info[:3]),
    }


def _modules(package: Path) -> list[Path]:
    return sorted(path for path in package.rglob("*.py") if "starters" not in path.parts)


@dataclass(slots=True)
class Snapshot:
    """
    What is kept.

    *files* and *folders* by path (``@theme/x`` is in the packaged themes), *names* of environment
    variables that tasks read, *since* when it holds, *due* when a page appears or goes (seconds, 0
    for never).
    """

    root: str
    themes: str
    files: Stamps
    folders: Stamps
    names: list[str] = field(default_factory=list)
    since: int = 0
    due: int = 0
    warnings: int = 0

    def write(self, environ: Mapping[str, str]) -> None:
        """Write the snapshot; the caller has seen to it that all stamps were settled."""
        value: dict[str, JSON] = {
            "version": VERSION,
            "files": cast("JSON", self.files),
            "folders": cast("JSON", self.folders),
            "names": cast("JSON", self.names),
            "around": surroundings(environ, self.names),
            "since": self.since,
            "due": self.due,
            "warnings": self.warnings,
            "state": list(stamp_of(f"{self.root}/{CACHE}") or ()),
        }
        write_file(Path(self.root), SNAPSHOT, encode(value))


def remove_snapshot(root: Path) -> None:
    """Remove the snapshot: a build begins."""
    if (root / SNAPSHOT).exists():
        remove_file(root, SNAPSHOT)


def warnings_if_held(root: Path, themes: Path, environ: Mapping[str, str], now: int) -> int | None:
    """Return how many warnings stand if the snapshot holds; none when it does not."""
    try:
        value = decode((root / SNAPSHOT).read_bytes())
        if not isinstance(value, dict) or value["version"] != VERSION:
            return None
        return _held(value, (str(root), str(themes)), environ, now)
    except (OSError, StateError, KeyError, TypeError, AttributeError):
        return None


def _held(
    value: dict[str, JSON], places: tuple[str, str], environ: Mapping[str, str], now: int
) -> int | None:
    since, due = cast("int", value["since"]), cast("int", value["due"])
    names = cast("list[str]", value["names"])
    if now < since or (due and due <= now) or value["around"] != surroundings(environ, names):
        return None
    if value["state"] != list(stamp_of(f"{places[0]}/{CACHE}") or ()):
        return None
    for kind in ("folders", "files"):
        for path, stamp in cast("Stamps", value[kind]).items():
            place = (
                f"{places[1]}/{path[1:]}" if path.startswith(PACKAGED) else f"{places[0]}/{path}"
            )
            found = stamp_of(place)
            if (None if found is None else list(found)) != stamp:
                return None
    return cast("int", value["warnings"])


def environment_names(dependencies: Iterable[str]) -> list[str]:
    """Return the names of the environment variables among *dependencies*, sorted."""
    found = {d.removeprefix(ENVIRONMENT) for d in dependencies if d.startswith(ENVIRONMENT)}
    return sorted(found)
