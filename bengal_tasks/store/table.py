"""
The file table: the digest of every file that was looked at, found again by its stamp.

This only works if:

- a stamp is taken with one `lstat` and holds size, mtime and ctime in nanoseconds, inode and mode;
- a digest is trusted later only when the stamp is *settled*: at the time of hashing the file was
  older than the clock of its file system can tell apart (git calls the others "racy").
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TypeAlias

from bengal_tasks.model.digest import ABSENT, Digest, digest_of
from bengal_tasks.model.keys import PACKAGED
from bengal_tasks.store.files import FILE_MODE


Stamp: TypeAlias = tuple[int, int, int, int, int]

FINE_TICK = 11_000_000
"""Nanoseconds; Linux stamps files by a tick of 1 to 10 ms."""
_COARSE_TICK = 2_000_000_000
"""Nanoseconds; FAT keeps times of 2 s, and a time without a fraction may be of that kind."""
_SECOND = 1_000_000_000


def stamp_of(path: str) -> Stamp | None:
    """Return the stamp of *path* (links are followed), or none when it is not there."""
    try:
        found = os.stat(path)  # noqa: PTH116 (a Path costs more than the call)
    except (OSError, ValueError):
        return None
    return (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino, found.st_mode)


def is_settled(stamp: Sequence[int], now: int) -> bool:
    """Tell whether an edit after *now* would surely give another stamp."""
    newest = max(stamp[1], stamp[2])
    tick = _COARSE_TICK if newest % _SECOND == 0 else FINE_TICK
    return newest + tick < now


class FileTable:
    """Digests by path; a file gets one stat and at most one hash a run, unless it is written."""

    def __init__(self, root: Path, themes: Path, saved: dict[str, list[int | str]]) -> None:
        self._root = str(root)
        self._themes = str(themes)
        self._saved = saved
        self._seen: dict[str, Digest] = {}
        self._unsettled: set[str] = set()
        self.hashed = 0

    def locate(self, path: str) -> str:
        """Return the absolute place of a site path; ``@theme/x`` is in the packaged themes."""
        if path.startswith(PACKAGED):
            return f"{self._themes}/{path[1:]}"
        return f"{self._root}/{path}"

    def digest(self, path: str) -> Digest:
        """Return the digest of a file as it is in this run, ABSENT when there is none."""
        seen = self._seen.get(path)
        if seen is None:
            seen = self._seen[path] = self._look(path)
        return seen

    def digest_now(self, path: str) -> Digest:
        """Return the digest of a file as it is at this moment, ABSENT when there is none."""
        try:
            return digest_of(Path(self.locate(path)).read_bytes())
        except OSError:
            return ABSENT

    def is_plain(self, path: str) -> bool:
        """Tell whether *path* is a file, not a link, with the mode that our writes give."""
        try:
            mode = os.lstat(self.locate(path)).st_mode
        except OSError:
            return False
        return stat.S_ISREG(mode) and stat.S_IMODE(mode) == FILE_MODE

    def written_at(self, path: str) -> int:
        """Return when a file was written, in nanoseconds; 0 when it is not there."""
        stamp = stamp_of(self.locate(path))
        return stamp[1] if stamp else 0

    def forget(self, path: str) -> None:
        """Look at *path* anew when it is next asked for: a task has just written it."""
        self._seen.pop(path, None)

    def wrote(self, path: str, digest: Digest) -> None:
        """Keep the digest of a file that was just written; `settle` will stamp it."""
        self._seen[path] = digest
        self._saved.pop(path, None)
        self._unsettled.add(path)

    def _look(self, path: str) -> Digest:
        stamp = stamp_of(self.locate(path))
        if stamp is None or stat.S_ISDIR(stamp[4]):
            self._saved.pop(path, None)
            return ABSENT
        saved = self._saved.get(path)
        if saved is not None and tuple(saved[:5]) == stamp:
            return Digest(str(saved[5]))
        return self._hash(path, stamp)

    def _hash(self, path: str, stamp: Stamp) -> Digest:
        now = time.time_ns()
        try:
            digest = digest_of(Path(self.locate(path)).read_bytes())
        except OSError:
            return ABSENT
        self.hashed += 1
        if is_settled(stamp, now):
            self._saved[path] = [*stamp, digest]
            self._unsettled.discard(path)
        else:
            self._saved.pop(path, None)
            self._unsettled.add(path)
        return digest

    def settle(self) -> None:
        """
        Hash the files anew that were too young to be trusted, at the end of a run.

        Without this the first null build after a cold one would hash everything that was written.
        """
        if self._unsettled:
            time.sleep(1.1 * FINE_TICK / _SECOND)
        for path in sorted(self._unsettled):
            stamp = stamp_of(self.locate(path))
            known = self._seen.get(path)
            if stamp is not None and self._hash(path, stamp) != known:
                self._saved.pop(path, None)

    def rows(self, wanted: set[str]) -> dict[str, list[int | str]]:
        """Return what to save: stamps and digests of the *wanted* paths."""
        return {path: row for path, row in sorted(self._saved.items()) if path in wanted}
