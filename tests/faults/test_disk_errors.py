"""Writes that fail, each in turn: one message, and the next build leaves what is right."""

from __future__ import annotations

import errno
import os
from itertools import cycle
from pathlib import Path

import pytest

from bengal_tasks.store import files, journal
from tests.faults.small import (
    DOORS,
    copy_of,
    edit,
    end,
    is_calm,
    is_mended,
    is_tidy,
    revert,
    small_site,
    some,
    watched,
    writes_of,
)


_ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EMFILE)
_ABOVE, _BELOW = DOORS[1:5], DOORS[5:]


class _Fault:
    """An error at the count-th call; with *lasting* at all after it too."""

    def __init__(self, number, count, *, lasting):
        self._number = number
        self._left = count
        self._lasting = lasting

    def __call__(self):
        self._left -= 1
        if self._left == 0 or (self._lasting and self._left < 0):
            raise OSError(self._number, os.strerror(self._number))


def _struck(space, points, fault, wanted):
    """Build with a fault, and see that it is told well; the process then ends."""
    with watched(points, fault):
        ran = space.build("--continue")
    end(space)
    assert is_calm(ran.text)
    told = any(os.strerror(number) in ran.text for number in _ERRORS)
    # The last points are not in every build (the snapshot), or harmless (the end of the lock).
    assert (0 != ran.status and told) or space.published() == wanted[0], ran.text


@pytest.mark.parametrize("lasting", [False, True], ids=["once", "lasting"])
@pytest.mark.parametrize("points", [_ABOVE, _BELOW], ids=["above", "below"])
def test_cold(tmp_path, before, points, lasting):
    """A first build that cannot write somewhere is finished by the next."""
    writes = writes_of(small_site(tmp_path / "count"), points)
    for count, number in zip(some(range(1, writes + 1), 3), cycle(_ERRORS), strict=False):
        space = small_site(tmp_path / f"site{count}")
        _struck(space, points, _Fault(number, count, lasting=lasting), before)
        assert is_mended(space, before)


@pytest.mark.parametrize("lasting", [False, True], ids=["once", "lasting"])
@pytest.mark.parametrize("points", [_ABOVE, _BELOW], ids=["above", "below"])
def test_edited(edited, after, points, lasting):
    """A build after an edit that cannot write somewhere is finished by the next."""
    tmp_path = edited.root.parent
    writes = writes_of(copy_of(edited, tmp_path / "count"), points)
    for count, number in zip(some(range(1, writes + 1), 4), cycle(_ERRORS), strict=False):
        space = copy_of(edited, tmp_path / f"site{count}")
        _struck(space, points, _Fault(number, count, lasting=lasting), after)
        assert is_mended(space, after)


@pytest.mark.parametrize("lasting", [False, True], ids=["once", "lasting"])
@pytest.mark.parametrize("points", [_ABOVE, _BELOW], ids=["above", "below"])
def test_reverted(edited, before, after, points, lasting):
    """An edit that is taken back after a build that could not write leaves no trace."""
    tmp_path = edited.root.parent
    writes = writes_of(copy_of(edited, tmp_path / "count"), points)
    for count, number in zip(some(range(1, writes + 1), 4), cycle(_ERRORS), strict=False):
        space = copy_of(edited, tmp_path / f"site{count}")
        _struck(space, points, _Fault(number, count, lasting=lasting), after)
        revert(space)
        assert is_mended(space, before)


@pytest.mark.parametrize("number", _ERRORS, ids=[errno.errorcode[n] for n in _ERRORS])
def test_each_error(edited, after, number):
    """Every kind of error is told by its name."""
    _struck(edited, [(files, "_move")], _Fault(number, 1, lasting=True), after)

    assert is_mended(edited, after)


def test_half_written(edited, after, monkeypatch):
    """A temporary file that is cut short by a full disk is never published."""
    real = Path.open

    def opened(self, mode="r", *arguments, **options):
        file = real(self, mode, *arguments, **options)
        if mode == "wb" and self.parent.name == "tmp":
            file.write(b"half")
            file.close()
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return file

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", opened)
        ran = edited.build("--continue")
    assert 0 != ran.status
    assert is_calm(ran.text)
    assert [] == list((edited.root / files.TEMPORARY).glob("*"))
    assert is_mended(edited, after)


def test_journal_cut_short(edited, before, monkeypatch):
    """A full disk that takes half a line of the journal loses no published file."""
    real, short = os.write, []

    def cut(descriptor, data):
        if not short and b"bye.txt" in data:
            short.append(1)
            return real(descriptor, data[: len(data) // 2])
        return real(descriptor, data)

    def stop(*_):
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", cut)
        patch.setattr("bengal_tasks.tasks.session.save_state", stop)
        patch.setattr(journal.Journal, "did_run", lambda *_: None)  # killed before the batch
        edited.build("--continue")
    end(edited)
    assert [1] == short
    revert(edited)
    assert is_mended(edited, before)


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
@pytest.mark.parametrize("folder", ["public", ".bengal", ".bengal/tmp", "public/blog"])
def test_folder_not_writable(edited, after, folder):
    """A folder that may not be written to is named in the message."""
    place = edited.root / folder
    place.chmod(0o555)
    try:
        ran = edited.build("--continue")
    finally:
        place.chmod(0o755)
    assert 0 != ran.status
    assert is_calm(ran.text)
    assert is_mended(edited, after)


def test_lock_that_cannot_be_made(edited, after):
    """A lock that cannot be opened is told in one message."""
    real = os.open

    def opened(path, *arguments, **options):
        if str(path).endswith("lock"):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        return real(path, *arguments, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "open", opened)
        ran = edited.build()
    assert 0 != ran.status
    assert is_calm(ran.text)
    assert "No space left" in ran.text
    assert is_mended(edited, after)


def test_again_and_again(edited, after, before):
    """Faults in one build after another, with edits between, add up to nothing."""
    for count in (2, 9, 4, 14):
        with watched(_ABOVE, _Fault(errno.ENOSPC, count, lasting=True)):
            edited.build("--continue")
        end(edited)
        (revert if count % 2 else edit)(edited)
    revert(edited)
    assert is_mended(edited, before)
    edit(edited)
    assert is_mended(edited, after)
    assert is_tidy(edited)
