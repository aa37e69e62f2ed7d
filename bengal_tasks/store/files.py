"""
Write as a transaction: a temporary file beside the target, then replace.

Bytes that are there already are not written again; modes do not depend on the umask.
"""

from __future__ import annotations

import os
from itertools import count
from pathlib import Path

from bengal_tasks.errors import SiteError
from bengal_tasks.model.digest import Digest, digest_of


FILE_MODE = 0o644
FOLDER_MODE = 0o755
_serial = count()


def safe_join(root: Path, relative: str) -> Path:
    """
    Return ``root/relative``; refuse what is not a plain relative path below *root*.

    Raises SiteError for control characters, backslashes, drive letters, absolute paths and ``..``
    components.
    """
    parts = relative.split("/")
    odd = any(ord(c) < 32 or c in "\\\x7f" for c in relative)  # noqa: PLR2004 (first printable)
    drive = len(parts[0]) == 2 and parts[0].endswith(":")  # noqa: PLR2004 (as in "C:")
    if odd or drive or not relative or any(p in {"", ".", ".."} for p in parts):
        raise SiteError(
            f"{relative!r} is not a path inside the site",
            hint="use names without '..', backslashes and control characters",
        )
    return root.joinpath(*parts)


def make_folder(root: Path, folder: Path) -> None:
    """Make *folder* and its missing parents below *root*; refuse to pass through a link."""
    if folder == root:
        return
    if folder.is_symlink():
        raise SiteError(
            f"{folder.relative_to(root)} is a link; nothing is written through links",
            hint="replace the link by a folder, or name another output_dir",
        )
    if folder.is_dir():
        make_folder(root, folder.parent)
        return
    make_folder(root, folder.parent)
    try:
        folder.mkdir(mode=FOLDER_MODE)
        folder.chmod(FOLDER_MODE)
    except FileExistsError:
        if not folder.is_dir():
            raise SiteError(
                f"{folder.relative_to(root)} is in the way: a file where a folder is needed",
                hint="move or delete the file, it was not written by this build",
            ) from None


def read_if_there(path: Path) -> bytes | None:
    """Return the bytes of a regular file, or none; a link does not count as the file."""
    try:
        if path.is_symlink():
            return None
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None


def write_file(root: Path, relative: str, data: bytes) -> Digest:
    """
    Write *data* to ``root/relative`` unless it is there already; return its digest.

    The file is complete or not there: it is written beside its place, flushed, and moved.
    """
    path = safe_join(root, relative)
    if read_if_there(path) != data:
        _replace(root, path, data)
    elif path.stat().st_mode & 0o777 != FILE_MODE:
        path.chmod(FILE_MODE)
    return digest_of(data)


def _replace(root: Path, path: Path, data: bytes) -> None:
    make_folder(root, path.parent)
    temporary = path.parent / f".{path.name[:200]}.{os.getpid()}.{next(_serial)}.tmp"
    try:
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fchmod(file.fileno(), FILE_MODE)
        if path.is_dir() and not path.is_symlink():
            raise SiteError(
                f"{path.relative_to(root)} is in the way: a folder where a file is needed",
                hint="move or delete the folder, it was not written by this build",
            )
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def remove_file(root: Path, relative: str) -> bool:
    """Remove a file and the folders it leaves empty; tell whether it was there."""
    path = safe_join(root, relative)
    if not path.is_symlink() and not path.is_file():
        return False
    path.unlink()
    remove_empty_parents(root, path)
    return True


def remove_empty_parents(root: Path, path: Path) -> None:
    """Remove the folders above *path* that are empty, up to and without *root*."""
    for folder in path.parents:
        if folder == root:
            return
        try:
            folder.rmdir()
        except OSError:
            return
