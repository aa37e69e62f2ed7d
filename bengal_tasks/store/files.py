"""
Write as a transaction: a temporary file in the state folder, then replace.

Bytes that are there already are not written again; modes do not depend on the umask.
"""

from __future__ import annotations

import errno
import os
import shutil
from itertools import count
from pathlib import Path

from bengal_tasks.errors import SiteError
from bengal_tasks.model.digest import Digest, digest_of


FILE_MODE = 0o644
FOLDER_MODE = 0o755
TEMPORARY = ".bengal/tmp"
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

    The file is complete or not there: it is written elsewhere, flushed, and moved.
    """
    path = safe_join(root, relative)
    if read_if_there(path) != data:
        _replace(root, path, data)
    elif path.stat().st_mode & 0o777 != FILE_MODE:
        path.chmod(FILE_MODE)
    return digest_of(data)


def _replace(root: Path, path: Path, data: bytes) -> None:
    """
    Write *data* beside nothing else, in ``.bengal/tmp``, and move it to *path*.

    A kill then leaves nothing in the published folder; see `remove_temporaries`.
    """
    make_folder(root, path.parent)
    _make_room(root, path)
    folder = root / TEMPORARY
    make_folder(root, folder)
    temporary = folder / f"{os.getpid()}.{next(_serial)}"
    try:
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fchmod(file.fileno(), FILE_MODE)
        _move(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def replace_file(path: Path, data: bytes) -> None:
    """Write *data* to any *path*, by way of a neighbour, so that it is complete or not there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.{next(_serial)}.tmp")
    try:
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fchmod(file.fileno(), FILE_MODE)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _move(temporary: Path, path: Path) -> None:
    try:
        temporary.replace(path)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        # The output folder is another file system: go by a neighbour of the target.
        neighbour = path.with_name(f".{temporary.name}.tmp")
        try:
            shutil.copy(temporary, neighbour)
            neighbour.replace(path)
        finally:
            neighbour.unlink(missing_ok=True)


def _make_room(root: Path, path: Path) -> None:
    """Remove a folder without files that stands where *path* must go."""
    if not path.is_dir() or path.is_symlink():
        return
    for folder, _, files in os.walk(path, topdown=False):
        if files:
            raise SiteError(
                f"{path.relative_to(root)} is in the way: a folder where a file is needed",
                hint="move or delete the folder, it was not written by this build",
            )
        Path(folder).rmdir()


def remove_temporaries(root: Path) -> None:
    """Remove what a build that was killed has left half written; call it under the lock."""
    for left in (root / TEMPORARY).glob("*"):
        left.unlink(missing_ok=True)


def remove_file(root: Path, relative: str) -> bool:
    """
    Remove a file and the folders it leaves empty; tell whether it was there.

    What is reached through a link to a folder is somebody else's.
    """
    path = safe_join(root, relative)
    if _is_behind_a_link(root, path) or not (path.is_symlink() or path.is_file()):
        return False
    path.unlink()
    remove_empty_parents(root, path)
    return True


def _is_behind_a_link(root: Path, path: Path) -> bool:
    parts = path.parent.relative_to(root).parts
    return any(root.joinpath(*parts[: n + 1]).is_symlink() for n in range(len(parts)))


def remove_empty_parents(root: Path, path: Path) -> None:
    """Remove the folders above *path* that are empty, up to and without *root*."""
    for folder in path.parents:
        if folder == root:
            return
        try:
            folder.rmdir()
        except OSError:
            return
