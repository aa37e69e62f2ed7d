"""The journal: what a killed run had done by then."""

from __future__ import annotations

import pytest

from bengal_tasks.store.files import make_folder
from bengal_tasks.store.journal import ANY, JOURNAL, Journal, read_journal, will_write
from bengal_tasks.store.state import State, load_state, save_state


@pytest.fixture
def root(tmp_path):
    """Return a site with a state folder."""
    make_folder(tmp_path, tmp_path / ".bengal")
    yield tmp_path
    Journal(tmp_path).remove()


def test_lines(root):
    """Paths and records are read back in their order; the last record of a task counts."""
    will_write(root, "public/a")
    journal = Journal(root)
    journal.did_run("page:a", {"x": 1})
    journal.did_run("page:a", {"x": 2})
    journal.flush()

    assert (["public/a"], {"page:a": {"x": 2}}) == read_journal(root)


def test_removed(root):
    """A journal that was removed is empty, and begins anew."""
    will_write(root, "public/a")
    Journal(root).remove()
    assert ([], {}) == read_journal(root)

    will_write(root, "public/b")
    assert (["public/b"], {}) == read_journal(root)


def test_line_that_is_cut_off(root):
    """A line that a kill cut off is no line; those before it count."""
    will_write(root, "public/a")
    will_write(root, "public/b")
    data = (root / JOURNAL).read_bytes()

    for cut in range(1, len(data) // 2):
        (root / JOURNAL).write_bytes(data[:-cut])
        paths = read_journal(root)[0]
        assert paths == (["public/a", "public/b"] if cut == 1 else ["public/a"])


@pytest.mark.parametrize("line", [b"", b"x", b"00000000 []", b"zz []", b"\xff\xff"])
def test_line_of_others(root, line):
    """A line that does not check out is passed over."""
    (root / JOURNAL).write_bytes(line + b"\n")
    will_write(root, "public/a")

    assert (["public/a"], {}) == read_journal(root)


def test_state_with_a_journal(root):
    """What a killed run had done counts for the state; a file without a record is an orphan."""
    record = {"_values_:": {"writes": {"public/old": "d1"}}}
    save_state(root, State(tasks={"page:a": record}))
    will_write(root, "public/new")
    will_write(root, "public/lost")
    journal = Journal(root)
    done = {"_values_:": {"writes": {"public/new": "d2"}}}
    journal.did_run("page:a", done)
    journal.flush()

    found = load_state(root)
    assert {"page:a": done} == found.tasks
    assert {"public/old": "d1", "public/lost": ANY} == found.orphans
