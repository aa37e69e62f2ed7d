"""The taxonomy index: every documented method, both formats, and what a build left."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest

from bengal_tasks.cache.taxonomy_index import TagEntry, TaxonomyIndex
from bengal_tasks.errors import ConfigError
from bengal_tasks.store.codec import decode, encode


A, B = "content/a.md", "content/b.md"


@pytest.fixture
def index(tmp_path):
    """Return an index with two terms."""
    found = TaxonomyIndex(tmp_path / "taxonomy_index.json")
    found.update_tag("python", "Python", [A, B])
    found.update_tag("web", "Web", [B])
    return found


def test_questions(index):
    """Pages by term and terms by page."""
    assert [A, B] == index.get_pages_for_tag("python")
    assert {"python", "web"} == index.get_tags_for_page(Path(B)) == set(index.get_all_tags())
    assert set() == index.get_tags_for_page(Path("gone.md"))
    assert (True, False) == (index.has_tag("web"), index.has_tag("gone"))
    assert ([], None) == (index.get_pages_for_tag("gone"), index.get_tag("gone"))
    assert "Python" == index.get_tag("python").tag_name


def test_pages_changed(index):
    """The order of pages does not count; a term that is not known has changed."""
    assert not index.pages_changed("python", [B, A])
    assert index.pages_changed("python", [A])
    assert index.pages_changed("gone", [])


def test_changes(index):
    """Answers follow what is updated, invalidated, removed and cleared."""
    assert {"python", "web"} == index.get_tags_for_page(B)
    index.invalidate_tag("web")
    index.invalidate_tag("gone")
    assert (None, ["web"], {"python"}) == (
        index.get_tag("web"), list(index.get_invalid_entries()), index.get_tags_for_page(B)
    )  # fmt: skip
    assert {"python", "web"} == index.remove_page_from_all_tags(Path(B))
    assert ([A], set()) == (index.get_pages_for_tag("python"), index.get_tags_for_page(B))
    index.invalidate_all()
    assert {} == index.get_valid_entries()
    index.clear()
    assert {} == index.get_invalid_entries()


def test_round_trip(index):
    """What is saved is loaded, from the documented format."""
    index.save_to_disk()

    value = decode((index.cache_path.with_suffix(".json.zst")).read_bytes())
    assert (1, {"python", "web"}) == (value["version"], set(value["tags"]))
    assert index.tags == TaxonomyIndex(index.cache_path).tags
    assert {
        "total_tags": 2, "valid_tags": 2, "invalid_tags": 0, "total_unique_pages": 2,
        "total_page_tag_pairs": 3, "avg_tags_per_page": 1.5,
        "cache_size_bytes": index.cache_path.with_suffix(".json.zst").stat().st_size,
    } == index.stats()  # fmt: skip


def test_the_original_s_file(tmp_path):
    """The plain file with absolute paths is read, and saved compressed."""
    folder = tmp_path / ".bengal"
    folder.mkdir()
    entry = TagEntry("x", "X", [f"{tmp_path}/{A}"], "2025-10-16T12:00:00").to_cache_dict()
    value = {"version": 1, "tags": {"x": entry, "bad": {"tag_slug": "bad"}}}
    (folder / "taxonomy_index.json").write_text(json.dumps(value))

    index = TaxonomyIndex(folder / "taxonomy_index.json")
    assert ({"x"}, [A]) == (set(index.tags), index.get_pages_for_tag("x"))
    index.save_to_disk()
    assert ["taxonomy_index.json.zst"] == [path.name for path in folder.iterdir()]
    assert [A] == TaxonomyIndex(folder / "taxonomy_index.json").get_pages_for_tag("x")


def test_damage(tmp_path, damage, caplog):
    """A file that cannot be used is an empty index and one line."""
    (tmp_path / "taxonomy_index.json.zst").write_bytes(damage)

    with caplog.at_level(logging.WARNING):
        assert {} == TaxonomyIndex(tmp_path / "taxonomy_index.json").tags
    assert 1 == len(caplog.records)


def test_tags_of_another_kind(tmp_path):
    """A field with something else in it is as good as none."""
    (tmp_path / "taxonomy_index.json.zst").write_bytes(encode({"version": 1, "tags": [1]}))

    assert {} == TaxonomyIndex(tmp_path / "taxonomy_index.json").tags


def test_from_a_build(built, monkeypatch):
    """Without a path it is the index of the site in the working folder; pages are sources."""
    monkeypatch.chdir(built.root)

    assert ["content/blog/b.md", "content/blog/a.md"] == TaxonomyIndex().get_pages_for_tag("x")
    assert {"x", "y"} == TaxonomyIndex().get_tags_for_page(built.root / "content/blog/a.md")
    assert {} == TaxonomyIndex(taxonomy="categories").tags


def test_a_change_by_hand_leaves_the_build_s_own_part(built):
    """What is saved over a build's index is read back, and the next build writes its own again."""
    path = built.root / ".bengal/taxonomy_index.json"
    before = path.with_suffix(".json.zst").read_bytes()
    index = TaxonomyIndex(path)
    index.update_tag("z", "Z", ["content/about.md"])
    index.save_to_disk()

    assert {"x", "y", "z"} == set(TaxonomyIndex(path).tags)
    own = decode(path.with_suffix(".json.zst").read_bytes())
    assert {**decode(before), "changed:": own["changed:"]} == own
    assert frozenset() == built.build().changed
    assert before == path.with_suffix(".json.zst").read_bytes()


def test_lost_pages(built):
    """Deleted, hidden and retagged pages have left their terms, before a build has noticed."""
    index = TaxonomyIndex(built.root / ".bengal/taxonomy_index.json")
    assert {} == index.lost_pages()

    built.remove("content/blog/b.md")
    built.edit("content/blog/c.md", "tags: [y]", "tags: [new]")
    built.edit("content/blog/a.md", "The body", "Another body")
    assert {"x": ["content/blog/b.md"], "y": ["content/blog/c.md"]} == index.lost_pages()


def test_lost_pages_without_a_site(index):
    """There is nothing to compare with where there are no settings."""
    with pytest.raises(ConfigError, match=r"no bengal\.toml"):
        index.lost_pages()
