"""
The journal: what this run has done so far, so that a kill costs little and leaves nothing behind.

Two kinds of lines in ``.bengal/journal``: before a published file is written, its path; after a
task, its record. This only works if:

- a path is in the file before the published file can be there (one `write`, no buffer);
- a line counts only when its checksum fits, so a line cut off by a kill is no line; the next line
  begins with a line end, so it is not lost with it;
- the journal is removed only after the state that holds all of it has replaced the old one.

A kill of the process loses nothing that was written; a power cut may lose the last lines.
"""

from __future__ import annotations

import errno
import os
import time
from pathlib import Path
from typing import cast
from zlib import crc32

import orjson

from bengal_tasks.model.values import JSON


JOURNAL = ".bengal/journal"
ANY = "*"
"""The digest of an orphan that is known by name only: a kill came before its record."""

_MOST_TASKS = 50
_MOST_SECONDS = 1.0


_open: dict[tuple[str, int], int] = {}
"""Descriptors by path and process; a forked worker opens the file anew."""


def _append(root: Path, lines: bytes) -> None:
    key = (str(root / JOURNAL), os.getpid())
    if key not in _open:
        _open[key] = os.open(key[0], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    if os.write(_open[key], lines) < len(lines):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), JOURNAL)


def _close(root: Path) -> None:
    descriptor = _open.pop((str(root / JOURNAL), os.getpid()), None)
    if descriptor is not None:
        os.close(descriptor)


def _line(value: JSON) -> bytes:
    text = orjson.dumps(value)
    return b"\n%08x %s\n" % (crc32(text), text)


def will_write(root: Path, path: str) -> None:
    """Note that the published file *path* is about to be written."""
    _append(root, _line(["write", path]))


class Journal:
    """The writing end for records: kept back until there are enough, or a second passed."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._lines: list[bytes] = []
        self._flushed = time.monotonic()
        self._begin = len(_bytes(root))

    def did_run(self, name: str, record: dict[str, JSON]) -> None:
        """Note the record of a task that ran."""
        self._lines.append(_line(["done", name, record]))
        late = time.monotonic() - self._flushed > _MOST_SECONDS
        if late or len(self._lines) >= _MOST_TASKS:
            self.flush()

    def flush(self) -> None:
        """Write what was kept back."""
        if self._lines:
            _append(self._root, b"".join(self._lines))
            self._lines.clear()
        self._flushed = time.monotonic()

    def written(self) -> list[str]:
        """Return the published files that this run noted, also by workers that did not end well."""
        lines = _bytes(self._root)[self._begin :].splitlines()
        noted = (_value(line) for line in lines if b' ["write",' in line)
        return [str(value[1]) for value in noted if isinstance(value, list)]

    def remove(self) -> None:
        """Remove the journal: the state holds all of it."""
        self._lines.clear()
        _close(self._root)
        (self._root / JOURNAL).unlink(missing_ok=True)


def read_journal(root: Path) -> tuple[list[str], dict[str, dict[str, JSON]]]:
    """Return the paths that were to be written, and the records of tasks that ran."""
    lines = _bytes(root).splitlines()
    paths: list[str] = []
    records: dict[str, dict[str, JSON]] = {}
    for line in lines:
        match _value(line):
            case ["write", str(path)]:
                paths.append(path)
            case ["done", str(name), dict(record)]:
                records[name] = record
            case _:
                continue
    return paths, records


def _bytes(root: Path) -> bytes:
    try:
        return (root / JOURNAL).read_bytes()
    except OSError:
        return b""


def _value(line: bytes) -> JSON:
    checksum, _, text = line.partition(b" ")
    try:
        if int(checksum, 16) != crc32(text):
            return None
        return cast("JSON", orjson.loads(text))
    except ValueError:
        return None
