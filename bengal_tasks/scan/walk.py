"""Walk a folder of the site: its files in sorted order, without hidden and left-over ones."""

from __future__ import annotations

import os
from collections.abc import Iterator


_LEFT_OVERS = ("~", ".tmp", ".swp", ".swx", ".orig", ".rej")


def is_left_over(name: str) -> bool:
    """Tell whether *name* is hidden, or what an editor or the system leaves beside a file."""
    return name.startswith((".", "#")) or name.endswith(_LEFT_OVERS) or name == "Thumbs.db"


def files_below(folder: str) -> Iterator[str]:
    """
    Yield the files below *folder*, relative to it, sorted; nothing when it is no folder.

    Links to files are files. Links to folders are not followed: a loop would have no end, and a
    link out of the site would publish what lies outside. Names that are not UTF-8 are left out.
    """
    yield from _below(folder, "")


def _below(folder: str, prefix: str) -> Iterator[str]:
    try:
        found = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return
    for entry in found:
        if is_left_over(entry.name) or not _is_text(entry.name):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _below(entry.path, f"{prefix}{entry.name}/")
        elif entry.is_file():
            yield prefix + entry.name


def _is_text(name: str) -> bool:
    return not any("\ud800" <= c <= "\udfff" or c < " " for c in name)
