"""Walk a folder of the site: its files in sorted order, without hidden and left-over ones."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from bengal_tasks.errors import Place, SiteError
from bengal_tasks.model.keys import PACKAGED
from bengal_tasks.store.table import FileTable


_OTHERS = ("Thumbs.db", "__pycache__")
_LEFT_OVERS = ("~", ".tmp", ".swp", ".swx", ".orig", ".rej")


def is_left_over(name: str) -> bool:
    """Tell whether *name* is hidden, or what an editor or the system leaves beside a file."""
    hidden = name.startswith((".", "#")) and name != ".well-known"
    return hidden or name.endswith(_LEFT_OVERS) or name in _OTHERS


def sources_below(folder: str, table: FileTable) -> Iterator[str]:
    """
    Return the files below a folder of sources, see `files_below`.

    Raises SiteError when it, or a folder above it, is a link that leads out of the site, to all of
    it, or to a hidden place.
    """
    place, root = Path(table.locate(folder)), Path(table.locate("")).resolve()
    real = place.resolve()
    usual = folder.startswith(PACKAGED) or real == root / folder
    if not usual and (real == root or not _leads_inside(real, root)):
        raise SiteError(
            "the folder is a link that leads out of the site, or to a hidden place",
            Place(folder),
            hint="put the folder itself there, or link to one of the site",
        )
    return files_below(str(place), root)


def files_below(folder: str, root: Path | None = None) -> Iterator[str]:
    """
    Yield the files below *folder*, relative to it, sorted; nothing when it is no folder.

    Links to files of the site in *root* (the working folder) are files. A link that leads out of
    it, or to a hidden file, is left out: it would publish what is nobody's business. Links to
    folders are not followed: a loop would have no end. Names that are not UTF-8 are left out.
    """
    inside = (Path(folder).resolve(), (root or Path.cwd()).resolve())
    yield from _below(folder, "", inside)


def _below(folder: str, prefix: str, inside: tuple[Path, ...]) -> Iterator[str]:
    try:
        found = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return
    for entry in found:
        if is_left_over(entry.name) or not _is_text(entry.name):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _below(entry.path, f"{prefix}{entry.name}/", inside)
        elif _is_file(entry) and (
            not entry.is_symlink() or _leads_inside(Path(entry.path).resolve(), *inside)
        ):
            yield prefix + entry.name


def _is_file(entry: os.DirEntry[str]) -> bool:
    """Tell whether an entry is a file, or a link to one; a link that leads to itself is none."""
    try:
        return entry.is_file()
    except OSError:
        return False


def _leads_inside(place: Path, *folders: Path) -> bool:
    below = [place.relative_to(folder) for folder in folders if place.is_relative_to(folder)]
    return bool(below) and not any(part.startswith(".") for part in below[0].parts)


def _is_text(name: str) -> bool:
    return not any("\ud800" <= c <= "\udfff" or c < " " for c in name)
