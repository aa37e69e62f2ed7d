"""Query indexes: look-ups both ways, changes by hand, and what a build left."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from bengal_tasks.cache.query_index import QueryIndex, QueryIndexRegistry
from bengal_tasks.store.codec import encode


A, B = "content/a.md", "content/b.md"


@pytest.fixture
def index(tmp_path):
    """Return an index with two keys."""
    found = QueryIndex("series", tmp_path / "series.json")
    found.update_page(A, {"winter": {"title": "Winter"}, "": {}})
    found.update_page(B, {"winter": {"title": "Winter"}, "spring": {}})
    return found


def test_questions(index):
    """Pages by key and keys by page."""
    assert ([A, B], ["spring", "winter"]) == (index.get("winter"), index.keys())
    assert ({"title": "Winter"}, {}) == (index.get_metadata("winter"), index.get_metadata("gone"))
    assert ({"spring", "winter"}, set()) == (
        index.get_keys_for_page(Path(B)), index.get_keys_for_page("gone")
    )  # fmt: skip
    assert not index.has_changed("winter", [B, A])
    assert index.has_changed("winter", [A])
    assert index.has_changed("gone", [])
    assert (2, 3, 2, 1.5) == tuple(index.stats().values())


def test_changes(index):
    """A page has the keys that it was last given; a key without pages is gone."""
    assert {"winter", "spring", "summer"} == index.update_page(B, {"summer": {}})
    assert ([A], ["summer", "winter"]) == (index.get("winter"), index.keys())
    assert not index.has_changed("winter", [A])
    assert {"summer"} == index.remove_page(Path(B))
    assert ([], set()) == (index.get("summer"), index.remove_page(B))


def test_round_trip(index):
    """What is saved is loaded."""
    index.save_to_disk()

    assert index.entries == QueryIndex("series", index.cache_path).entries


def test_damage(tmp_path, damage, caplog):
    """A file that cannot be used is an empty index and at most one line."""
    (tmp_path / "x.json.zst").write_bytes(damage)

    with caplog.at_level(logging.WARNING):
        assert {} == QueryIndex("x", tmp_path / "x.json").entries
    assert len(caplog.records) <= 1


def test_a_bad_entry_is_left_out(tmp_path, caplog):
    """One key that cannot be read does not take the others with it."""
    entries = {"a": {"key": "a", "page_paths": [A]}, "b": {}, "c": 7}
    (tmp_path / "x.json.zst").write_bytes(encode({"version": 1, "entries": entries}))

    assert ["a"] == QueryIndex("x", tmp_path / "x.json").keys()
    assert 2 == len(caplog.records)


def test_from_a_build(built, monkeypatch):
    """The registry has the indexes of the site; pages are sources."""
    monkeypatch.chdir(built.root)
    registry = QueryIndexRegistry()

    assert {"author", "category", "date_range", "section"} <= set(registry.names())
    assert registry.get("gone") is None
    assert registry.get("section") is registry.get("section")
    assert "content/blog/a.md" in registry.get("section").get("blog")
    assert {"2026", "2026-01"} <= registry.get("date_range").get_keys_for_page("content/blog/a.md")
    assert registry.stats()["section"]["total_keys"] == len(QueryIndex("section").keys())


def test_a_deleted_page_leaves_every_index(built, monkeypatch):
    """After the build that follows a deletion no index has the page."""
    built.remove("content/blog/a.md")
    built.build()

    monkeypatch.chdir(built.root)
    registry = QueryIndexRegistry()
    for name in registry.names():
        assert set() == registry.get(name).get_keys_for_page("content/blog/a.md")
