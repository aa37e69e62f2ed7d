"""What was read back is used only when it is built as we write it."""

from __future__ import annotations

import pytest

from bengal_tasks.store.shapes import is_publishable, is_record, is_state


STATE = {
    "names": ["a"],
    "states": ["digest"],
    "shared": [["D", {}]],
    "files": {"pairs": [0, 1], "stamps": [[1], [2], [3], [4], [5]]},
    "entries": [[0, [0, 1]]],
    "blank": {"draft": False},
    "scan": {"a": {"row": {}}},
    "orphans": {"public/a": "digest"},
    "tasks": {"page:a": {}},
    "run": 1,
    "code": "digest",
}
VALUES = {
    "recipe": {"code": "digest"},
    "writes": {"public/a": "digest"},
    "notices": [["a.md", 3, "link", "leads nowhere"]],
    "references": ["/a.css"],
    "why": [["CHANGED", "a.md"]],
    "run": 1,
    "failed": True,
}


def test_sound():
    """A state, and a record, as we write them are sound."""
    assert is_state(STATE)
    assert is_record({"_values_:": VALUES, "deps:": ["a"], "a": "digest"})


TAKEN = [
    ("code", "x"), ("shared", [1]), ("shared", [["a", "b", "c"]]), ("entries", [["a", "b", "c"]]),
    ("tasks", {"a": [1, "b"]}), ("blank", {"a": 1}), ("blank", {"a": [1, "b"]}),
]  # fmt: skip
"""Junk that only unpacking finds out, or that is none there."""


@pytest.mark.parametrize("name", STATE)
@pytest.mark.parametrize(
    "junk", [None, "x", 1.5, [1], {"a": 1}, [["a", "b", "c"]], {"a": [1, "b"]}]
)
def test_field_of_another_kind(name, junk):
    """No field of a state takes what belongs elsewhere."""
    taken = is_state({**STATE, name: junk})

    assert taken == any(pair == (name, junk) for pair in TAKEN)


@pytest.mark.parametrize("name", VALUES)
@pytest.mark.parametrize("junk", [None, "x", 1.5, [1], {"a": 1}, [["NO", "a"]], [["a", "b", 1, 2]]])
def test_value_of_another_kind(name, junk):
    """No value of a record of ours takes what belongs elsewhere."""
    assert not is_record({"_values_:": {**VALUES, name: junk}})


def test_task_of_the_user():
    """The record of a task of the user's own holds what that task likes."""
    assert is_record({"_values_:": {"why": 7}, "result:": [1]})


@pytest.mark.parametrize(
    "path", ["a", "/a/b", "../a", "public/../a", "public//a", ".bengal/a", "a\\b/c", "a/\n", "a/"]
)
def test_paths_that_are_no_published_file(path):
    """A path that leads out, to the state, or to a file of the top level is never published."""
    assert not is_publishable(path)


@pytest.mark.parametrize("path", ["public/a", "public/.well-known/x", ".site/a", "a b/ü"])
def test_paths_of_published_files(path):
    """Odd but plain names are names."""
    assert is_publishable(path)
