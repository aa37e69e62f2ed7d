"""
Locks on the state folder: one writer at a time, and readers that see a whole state.

The *build lock* is held by a build from its first look to its last write, and by whoever else
writes the state. The *state lock* is held for the moment in which a state takes the place of the
one before: exclusively by the writer, shared by readers, so that a reader never sees the old state
without the journal that belongs to it.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from bengal_tasks.errors import StateError
from bengal_tasks.store.files import make_folder


BUILD_LOCK = ".bengal/lock"
STATE_LOCK = ".bengal/cache.json.lock"

_PATIENCE = 10.0
"""Seconds that a writer waits for readers, who need milliseconds; then one of them has hung."""

_held: set[str] = set()
"""Sites whose build lock this process, or the one it was forked from, holds."""


class BuildLock:
    """The lock that keeps a second build out."""

    def __init__(self, root: Path) -> None:
        self._root = str(root.resolve())
        make_folder(root, (root / BUILD_LOCK).parent)
        self._lock = FileLock(root / BUILD_LOCK)

    def acquire(self, seconds: float) -> bool:
        """Take the lock, waiting at most *seconds* (-1: for ever); tell whether it was free."""
        try:
            self._lock.acquire(timeout=seconds)
        except Timeout:
            return False
        _held.add(self._root)
        return True

    def release(self) -> None:
        """Give the lock back."""
        _held.discard(self._root)
        self._lock.release()


@contextmanager
def writing(root: Path, seconds: float) -> Iterator[None]:
    """
    Hold the build lock of the site; raises StateError when it is not free within *seconds*.

    A task of a running build cannot get it, and is told so at once.
    """
    if str(root.resolve()) in _held:
        raise StateError(
            "the build that this task belongs to has the state, and will write it itself",
            hint="save before doit, or after it has ended",
        )
    lock = BuildLock(root)
    if not lock.acquire(seconds):
        raise StateError(
            f"another build has had the state for {seconds:g} seconds",
            hint="wait for it to end, or give a longer time-out",
        )
    try:
        yield
    finally:
        lock.release()


@contextmanager
def reading(lock: Path, seconds: float) -> Iterator[None]:
    """
    Hold the state lock with other readers; raises StateError after *seconds*.

    A folder that cannot be written to is read without a lock: nobody replaces its state.
    """
    try:
        descriptor = os.open(lock, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError:
        yield
        return
    try:
        if not _locked(descriptor, fcntl.LOCK_SH, seconds):
            raise StateError(f"{lock.name} was not free for {seconds:g} seconds")
        yield
    finally:
        os.close(descriptor)


@contextmanager
def replacing(lock: Path) -> Iterator[None]:
    """Hold the state lock alone; a reader that hangs is passed over after ten seconds."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(lock, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        _locked(descriptor, fcntl.LOCK_EX, _PATIENCE)
        yield
    finally:
        os.close(descriptor)


def _locked(descriptor: int, kind: int, seconds: float) -> bool:
    until = time.monotonic() + seconds
    pause = 0.001
    while True:
        try:
            fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                return False
        else:
            return True
        time.sleep(pause)
        pause = min(pause * 1.5, 0.1)
