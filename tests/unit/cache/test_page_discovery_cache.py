"""The page discovery cache: every documented method, both formats, and what a build left."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest

from bengal_tasks.cache.page_core import PageCore
from bengal_tasks.cache.page_discovery_cache import PageDiscoveryCache
from bengal_tasks.model.digest import digest_of
from bengal_tasks.store.codec import decode


A = Path("content/a.md")
CORE = PageCore("content/a.md", "A", tags=["x"], file_hash="0f")


@pytest.fixture
def cache(tmp_path):
    """Return a cache with one page."""
    found = PageDiscoveryCache(tmp_path / "page_metadata.json")
    found.add_metadata(CORE)
    return found


def test_questions(cache):
    """A page is known by its source."""
    assert (CORE, True) == (cache.get_metadata(A), cache.has_metadata(A))
    assert (None, False) == (cache.get_metadata(Path("b")), cache.has_metadata(Path("b")))
    assert {"content/a.md": CORE} == cache.get_valid_entries()
    assert (True, False) == (cache.validate_entry(A, "0f"), cache.validate_entry(A, "1"))
    assert not cache.validate_entry(Path("b"), "")


def test_without_a_hash_it_counts(cache):
    """Metadata that has no hash cannot be told to be old."""
    cache.add_metadata(PageCore("b.md", "B"))

    assert cache.validate_entry(Path("b.md"), "anything")
    assert not cache.is_current(Path("b.md"))


def test_changes(cache):
    """Invalid entries are known, and not given."""
    cache.invalidate(A)
    cache.invalidate(Path("gone"))
    assert (None, {"content/a.md": CORE}) == (cache.get_metadata(A), cache.get_invalid_entries())
    cache.add_metadata(CORE)
    cache.invalidate_all()
    assert not cache.has_metadata(A)
    cache.clear()
    assert {} == cache.pages


def test_round_trip(cache):
    """What is saved is loaded, from the documented format."""
    cache.save_to_disk()

    value = decode(cache.cache_path.with_suffix(".json.zst").read_bytes())
    assert CORE.to_cache_dict() == value["pages"]["content/a.md"]["metadata"]
    assert cache.pages == PageDiscoveryCache(cache.cache_path).pages
    assert (1, 1, 0) == tuple(cache.stats().values())[:3]
    assert cache.stats()["cache_size_bytes"] > 0


def test_the_original_s_file(tmp_path, caplog):
    """The plain file is read, page by page, and saved compressed."""
    folder = tmp_path / ".bengal"
    folder.mkdir()
    entry = {"metadata": CORE.to_cache_dict(), "cached_at": "2025-10-16T12:00:00", "is_valid": True}
    pages = {f"{tmp_path}/content/a.md": entry, "bad.md": {"cached_at": ""}}
    (folder / "page_metadata.json").write_text(json.dumps({"pages": pages}))

    cache = PageDiscoveryCache(folder / "page_metadata.json")
    assert (CORE, ["content/a.md"]) == (cache.get_metadata(A), list(cache.pages))
    assert "bad.md is left out" in caplog.text
    cache.save_to_disk()
    assert ["page_metadata.json.zst"] == [path.name for path in folder.iterdir()]


def test_damage(tmp_path, damage, caplog):
    """A file that cannot be used is an empty cache and at most one line."""
    (tmp_path / "page_metadata.json.zst").write_bytes(damage)

    with caplog.at_level(logging.WARNING):
        assert {} == PageDiscoveryCache(tmp_path / "page_metadata.json").pages
    assert len(caplog.records) <= 1


def test_from_a_build(built, monkeypatch):
    """A page is known without being read, and known to be old when its bytes are others."""
    monkeypatch.chdir(built.root)
    cache, page = PageDiscoveryCache(), Path("content/blog/a.md")
    core = cache.get_metadata(page)

    assert ("Post A", ["x", "y"], "blog") == (core.title, core.tags, core.type)
    assert digest_of((built.root / page).read_bytes()) == core.file_hash
    assert cache.is_current(page)
    built.edit("content/blog/a.md", "The body", "Another body")
    assert not cache.is_current(page)
    assert "content/guide/kit/index.md" in cache.get_valid_entries()


def test_a_change_by_hand_leaves_the_build_s_own_part(built):
    """What is saved over a build's metadata is read back, and breaks no build."""
    path = built.root / ".bengal/page_metadata.json"
    before = decode(path.with_suffix(".json.zst").read_bytes())
    cache = PageDiscoveryCache(path)
    cache.invalidate(Path("content/about.md"))
    cache.add_metadata(CORE)
    cache.save_to_disk()

    again = PageDiscoveryCache(path)
    assert (False, CORE) == (again.has_metadata(Path("content/about.md")), again.get_metadata(A))
    ran = built.build()
    assert (frozenset(), 0) == (ran.changed, ran.status)
    assert before == decode(path.with_suffix(".json.zst").read_bytes())
