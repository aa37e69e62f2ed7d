"""Files of the original program: what is taken over, and when they go."""

from __future__ import annotations

import json

import pytest

from bengal_tasks.model.keys import ASSET_DEPS
from bengal_tasks.store.former import FORMER, kept_of, remove_former, taken_over


PLAIN = ".bengal/cache.json"


@pytest.fixture
def place(tmp_path):
    """Return a site with an empty state folder."""
    (tmp_path / ".bengal").mkdir()
    return tmp_path


def test_what_is_kept():
    """Of ours it is what people keep, of the original's the pages of programs and nothing else."""
    pages = {"api": {"title": "API"}}

    assert {"page_tags": {}} == kept_of({"tasks": {}, "user": {"page_tags": {}}})
    assert {} == kept_of({"tasks": {}, "synthetic_pages": pages})
    assert {"synthetic_pages": pages} == kept_of({"synthetic_pages": pages, "known_tags": ["x"]})
    for nothing in ({}, [], None, {"user": 5}, {"synthetic_pages": 5}, {"synthetic_pages": {}}):
        assert {} == kept_of(nothing)


def test_without_one(place):
    """Without a plain file there is nothing to take over, and nothing to tell."""
    assert ({}, "") == taken_over(place)


def test_with_one(place):
    """The line tells that everything is built, and what is kept."""
    pages = {"api": {"title": "API"}}
    (place / PLAIN).write_text(json.dumps({"version": 6, "synthetic_pages": pages}))

    kept, told = taken_over(place)
    assert {"synthetic_pages": pages} == kept
    assert told == (
        ".bengal/cache.json is of another program; everything is built anew, "
        "but synthetic_pages are kept"
    )


@pytest.mark.parametrize("text", ["", "{", "[" * 5_000, '{"a": NaN}'])
def test_with_one_that_is_damaged(place, text):
    """Nothing is kept of it, and that it was there is told."""
    (place / PLAIN).write_text(text)

    kept, told = taken_over(place)
    assert {} == kept
    assert told.startswith(".bengal/cache.json is not usable (not readable: ")
    assert "\n" not in told


def test_they_go_when_ours_are_there(place):
    """A plain file goes when ours is in its place, and not before."""
    for name in FORMER:
        (place / name).write_text("{}")
    (place / ASSET_DEPS).write_bytes(b"")
    remove_former(place)

    assert FORMER - {".bengal/asset_deps.json"} == {
        path.relative_to(place).as_posix() for path in place.rglob("*.json")
    }
