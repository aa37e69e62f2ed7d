"""Actions by name: errors come back as text, with what was read until then."""

from __future__ import annotations

import pytest

from bengal_tasks.actions.bench import Shop, Workshop
from bengal_tasks.actions.perform import perform
from bengal_tasks.model.digest import ABSENT, digest_of
from bengal_tasks.store.files import make_folder


@pytest.fixture
def shop(tmp_path):
    """Return a shop for an empty site."""
    make_folder(tmp_path, tmp_path / ".bengal")
    return Shop(Workshop(tmp_path, tmp_path / "themes", ()))


def test_copy(shop, tmp_path):
    """A copy has read its source and written its target."""
    (tmp_path / "a").write_bytes(b"one")
    outcome = perform(shop, "copy", {"path": "a", "target": "public/a"})

    assert "" == outcome.error
    assert {"a": digest_of(b"one")} == outcome.trace.reads
    assert {"public/a": digest_of(b"one")} == outcome.trace.writes
    assert b"one" == (tmp_path / "public/a").read_bytes()


def test_source_that_is_gone(shop):
    """A source that is gone is an error, and its absence was read."""
    outcome = perform(shop, "copy", {"path": "a", "target": "public/a"})

    assert "a: the file cannot be read: No such file or directory" == outcome.error
    assert {"a": ABSENT} == outcome.trace.reads


def test_fault_of_ours(shop):
    """A fault of the program is told with its traceback, and ends nothing but the task."""
    outcome = perform(shop, "copy", {"nonsense": 1})

    assert outcome.error.startswith("a fault of bengal-tasks:\nTraceback")
    assert "TypeError" in outcome.error
