"""The file table: a digest is trusted while its stamp is, and no longer."""

from __future__ import annotations

import os
import time

import pytest

from bengal_tasks.model.digest import ABSENT, digest_of
from bengal_tasks.store.table import FileTable, is_settled, stamp_of


OLD = 1_700_000_000_123_456_789


@pytest.fixture
def place(tmp_path):
    """Return a file with a settled mtime."""
    path = tmp_path / "a"
    path.write_bytes(b"one")
    os.utime(path, ns=(OLD, OLD))
    return path


def _table(place, saved=None):
    return FileTable(place.parent, place.parent / "themes", {} if saved is None else saved)


def _row(place):
    """Return a saved row for the file as it is now."""
    return [*stamp_of(str(place)), "trusted"]


def test_stamp_that_is_the_same(place):
    """A file with the saved stamp is not read."""
    table = _table(place, {"a": _row(place)})

    assert "trusted" == table.digest("a")
    assert 0 == table.hashed


@pytest.mark.parametrize("field", range(5))
def test_stamp_that_differs(place, field):
    """A difference in size, mtime, ctime, inode or mode has the file read."""
    row = _row(place)
    row[field] += 1
    table = _table(place, {"a": row})

    assert digest_of(b"one") == table.digest("a")
    assert 1 == table.hashed


def test_one_look_a_run(place):
    """Within a run a file keeps its digest, until a task has written it."""
    table = _table(place)
    table.digest("a")
    place.write_bytes(b"two")
    assert digest_of(b"one") == table.digest("a")

    table.forget("a")
    assert digest_of(b"two") == table.digest("a")


@pytest.mark.parametrize("path", ["gone", "folder", "a/b"])
def test_absent(place, path):
    """What is not there, and what is a folder, is absent."""
    (place.parent / "folder").mkdir()

    assert ABSENT == _table(place).digest(path)


def test_young_file_is_not_trusted(place):
    """A file that was changed within a tick of being hashed is hashed again next time."""
    place.write_bytes(b"new")
    table = _table(place)
    table.digest("a")

    assert {} == table.rows({"a"})


def test_file_that_changed_after_it_was_read(place):
    """A file whose bytes are not those of the run is not trusted at its end."""
    saved = {}
    table = _table(place, saved)
    table.wrote("a", digest_of(b"other"))
    table.settle()

    assert {} == table.rows({"a"})


def test_rows_are_those_that_are_wanted(place):
    """Only what tasks depend on is saved."""
    table = _table(place, {"a": _row(place), "b": [0, 0, 0, 0, 0, "x"]})

    assert ["a"] == list(table.rows({"a", "c"}))


@pytest.mark.parametrize(
    ("age", "fraction", "settled"),
    [
        (1_000_000, 1, False),
        (50_000_000, 1, True),
        (1_500_000_000, 0, False),
        (2_500_000_000, 0, True),
        (-5_000_000_000, 1, False),
    ],
)
def test_settled(age, fraction, settled):
    """A stamp is settled when it is older than a tick; one of whole seconds needs two of them."""
    moment = 1_700_000_000_000_000_000 + fraction

    assert settled == is_settled((1, moment, 0, 0, 0), moment + age)
    assert settled == is_settled((1, 0, moment, 0, 0), moment + age)


def test_packaged(place):
    """A path of a theme that the package carries lies in that theme."""
    assert f"{place.parent}/themes/default/x" == _table(place).locate("@default/x")


def test_no_file(place):
    """A path that cannot be looked at has no stamp."""
    assert None is stamp_of(f"{place}\0")
    assert stamp_of(str(place))[1] == OLD
    assert stamp_of(str(place))[2] <= time.time_ns()
