"""The locks: one writer, readers that wait for a moment, and nobody for ever."""

from __future__ import annotations

import threading
import time

import pytest
from filelock import FileLock

from bengal_tasks.errors import StateError
from bengal_tasks.store.locks import STATE_LOCK, BuildLock, reading, replacing, writing


def test_a_writer_waits_and_gives_up(tmp_path):
    """Who wants to write while another has the build lock waits, and is told so in the end."""
    (tmp_path / ".bengal").mkdir()
    with (
        FileLock(tmp_path / ".bengal/lock"),
        pytest.raises(StateError, match=r"another build has had the state for 0\.1 seconds"),
        writing(tmp_path, 0.1),
    ):
        pass

    with writing(tmp_path, 0.1):
        assert not BuildLock(tmp_path).acquire(0)


def test_a_task_of_the_build_is_told_at_once(tmp_path):
    """A task of the build that holds the lock does not wait for its own end."""
    lock = BuildLock(tmp_path)
    assert lock.acquire(0)

    with pytest.raises(StateError, match="before doit, or after"), writing(tmp_path, 60):
        pass
    lock.release()
    with writing(tmp_path, 0):
        pass


def test_readers_share_and_keep_the_writer_out(tmp_path):
    """Two readers read at once; the state is replaced when both have ended."""
    lock = tmp_path / STATE_LOCK
    lock.parent.mkdir()
    order = []

    def replace():
        with replacing(lock):
            order.append("replaced")

    with reading(lock, 1), reading(lock, 1):
        thread = threading.Thread(target=replace)
        thread.start()
        time.sleep(0.05)
        order.append("read")
    thread.join()
    assert ["read", "replaced"] == order


def test_a_reader_gives_up(tmp_path):
    """A reader does not wait longer than it was told to."""
    lock = tmp_path / STATE_LOCK
    with (
        replacing(lock),
        pytest.raises(StateError, match=r"cache\.json\.lock"),
        reading(lock, 0.05),
    ):
        pass


def test_a_folder_that_is_not_there_is_read_without_a_lock(tmp_path):
    """Reading makes no folder and no file where none can be made."""
    with reading(tmp_path / STATE_LOCK, 1):
        pass

    assert [] == list(tmp_path.iterdir())
