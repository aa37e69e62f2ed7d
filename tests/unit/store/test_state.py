"""The state: it comes back as it was saved, or not at all."""

from __future__ import annotations

import pytest

from bengal_tasks.model.keys import CACHE
from bengal_tasks.store.codec import decode, encode
from bengal_tasks.store.state import State, load_state, save_state


STATE = State(
    files={"content/a.md": [1, 2, 3, 4, 5, "d1"]},
    entries={".bengal/config.json.zst#site.title": ["d2", "d3"]},
    scan={"content/a.md": {"basis": "b", "row": {"title": "A"}}},
    tasks={
        "page:a": {
            "_values_:": {"recipe": {"code": "c"}, "writes": {"public/a/index.html": "d4"}},
            "deps:": ["content/a.md", "content/b.md"],
            "checker:": "DigestChecker",
            "content/a.md": "d1",
            "content/b.md": "absent",
        },
        "page:b": {"deps:": ["content/b.md"], "content/b.md": "absent", "checker:": "D"},
        "user": {"result:": "x"},
    },
    orphans={"public/old.html": "d5"},
    run=7,
    code="c",
)


def test_round_trip(tmp_path):
    """What is saved is loaded."""
    save_state(tmp_path, STATE)

    assert STATE == load_state(tmp_path)


def test_dependencies_are_saved_once(tmp_path):
    """A dependency that two tasks share is in the file once."""
    save_state(tmp_path, STATE)

    raw = decode((tmp_path / CACHE).read_bytes())
    pairs = list(zip(raw["names"], raw["states"], strict=True))
    assert 1 == pairs.count(("content/b.md", "absent"))


def test_no_state(tmp_path):
    """Without a file the state is empty, and that is no reason for a warning."""
    assert State() == load_state(tmp_path)


@pytest.mark.parametrize("key", ["version", "files", "entries", "scan", "names", "tasks"])
def test_missing_part(tmp_path, key):
    """A state that lacks a part is not used."""
    save_state(tmp_path, STATE)
    raw = decode((tmp_path / CACHE).read_bytes())
    del raw[key]
    (tmp_path / CACHE).write_bytes(encode(raw))

    found = load_state(tmp_path)
    assert ({}, {}) == (found.tasks, found.files)
    assert found.warning.startswith(".bengal/cache.json.zst is not usable")


@pytest.mark.parametrize("value", [[], {"version": 0}, {"version": 999}, None, "text"])
def test_other_version(tmp_path, value):
    """A state of another version is not used."""
    save_state(tmp_path, STATE)
    (tmp_path / CACHE).write_bytes(encode(value))

    assert "is not usable" in load_state(tmp_path).warning


def test_number_beyond_the_table(tmp_path):
    """A record that refers to nothing spoils the state as a whole."""
    save_state(tmp_path, STATE)
    raw = decode((tmp_path / CACHE).read_bytes())
    raw["tasks"]["page:b"]["deps:"] = [99, 1]
    (tmp_path / CACHE).write_bytes(encode(raw))

    assert "is not usable" in load_state(tmp_path).warning


def test_published_files_outlive_the_state(tmp_path):
    """When the state is damaged it is still known what was published, so that it can be pruned."""
    save_state(tmp_path, STATE)
    (tmp_path / CACHE).write_bytes(b"damaged")

    found = load_state(tmp_path)
    assert {"public/a/index.html": "d4", "public/old.html": "d5"} == found.orphans


def test_what_people_keep(tmp_path):
    """What people keep in the state comes back, also when the rest is of another version."""
    save_state(tmp_path, State(run=1, user={"known_tags": ["x"]}))
    assert {"known_tags": ["x"]} == load_state(tmp_path).user

    raw = decode((tmp_path / CACHE).read_bytes())
    (tmp_path / CACHE).write_bytes(encode({**raw, "version": 999}))
    found = load_state(tmp_path)
    assert ({"known_tags": ["x"]}, {}) == (found.user, found.tasks)
    assert "is not usable" in found.warning


def test_what_people_keep_must_be_a_table(tmp_path):
    """Anything else in its place is dropped, and the state is used."""
    save_state(tmp_path, STATE)
    raw = decode((tmp_path / CACHE).read_bytes())
    (tmp_path / CACHE).write_bytes(encode({**raw, "user": ["x"]}))

    assert STATE == load_state(tmp_path)


def test_a_dependency_without_a_state(tmp_path):
    """A state that was taken away stays away: the task is stale."""
    record = {"deps:": ["a.md", "b.md"], "a.md": "d1"}
    save_state(tmp_path, State(run=1, tasks={"page:a": dict(record)}))

    assert {"page:a": record} == load_state(tmp_path).tasks
