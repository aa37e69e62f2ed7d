"""The build cache: what the state says, what people keep, and how both come back."""

from __future__ import annotations

import json
import logging
import threading
import time
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import given
from hypothesis import strategies as st

from bengal_tasks.cache import BuildCache, config_hash
from bengal_tasks.cache.build_cache.tables import added, field_names, merged
from bengal_tasks.errors import ContractError, StateError
from bengal_tasks.model.keys import CACHE
from bengal_tasks.store.codec import decode, encode
from bengal_tasks.store.locks import BuildLock, reading, replacing
from bengal_tasks.store.state import VERSION, State, load_state, save_state
from tests.unit.cache.conftest import JSON_VALUES, TEXTS


A = Path("content/blog/a.md")


@pytest.fixture
def place(built):
    """Return the place of the state of the built sample."""
    return built.root / ".bengal/cache.json"


@pytest.fixture
def cache(place):
    """Return what the build left."""
    return BuildCache.load(place)


def test_documented_fields():
    """Every documented attribute is there, and may be given by name."""
    documented = {
        "autodoc_dependencies", "config_hash", "dependencies", "file_fingerprints", "file_hashes",
        "known_tags", "output_sources", "page_tags", "parsed_content", "rendered_output",
        "synthetic_pages", "tag_to_pages", "taxonomy_deps", "url_claims", "validation_results",
    }  # fmt: skip
    assert documented <= set(field_names(BuildCache))
    assert VERSION == BuildCache.VERSION == BuildCache().version
    assert BuildCache().last_build is None
    assert {"x"} == BuildCache(known_tags={"x"}).known_tags
    with pytest.raises(TypeError, match="no attribute pages"):
        BuildCache(pages={})


def test_what_a_build_left(cache, built):
    """Fingerprints, dependencies, outputs, terms and settings come from the state."""
    assert {"mtime", "mtime_ns", "size", "hash", "stamp"} == set(
        cache.file_fingerprints["content/blog/a.md"]
    )
    assert cache.file_hashes["content/blog/a.md"] == cache.hash_file(A)
    assert {
        "templates/base.html", "templates/partials/nav.html", "assets/img/hero.png",
        ".bengal/config.json.zst#site.title",
    } <= cache.dependencies["content/blog/a.md"]  # fmt: skip
    assert "content/blog/a.md" not in cache.dependencies["content/blog/a.md"]
    assert "data/team.yaml" in cache.dependencies["content/guide/one.md"]
    assert "content/blog/a.md" == cache.output_sources["blog/a/index.html"]
    assert "/tags/x/" == cache.output_sources["tags/x/index.html"]
    assert {"x", "y"} == cache.page_tags["content/blog/a.md"] == cache.known_tags
    assert {"content/blog/a.md", "content/blog/b.md"} == cache.tag_to_pages["x"]
    assert cache.tag_to_pages["x"] == cache.taxonomy_deps["tag:x"]
    assert "page:blog/a" == cache.url_claims["/blog/a/"]["owner"]
    assert "blog/single.html" in cache.template_dependencies["content/blog/a.md"]
    assert config_hash(built.root) == cache.config_hash
    assert cache.last_build.endswith("+00:00")


def test_affected_pages(cache, built):
    """A file leads to the pages that depend on it, and a source to its own page."""
    assert {"content/guide/one.md"} == cache.get_affected_pages(built.root / "data/team.yaml")
    assert {"content/about.md"} == cache.get_affected_pages(Path("content/about.md"))
    assert "/tags/x/" in cache.get_affected_pages(Path("templates/partials/nav.html"))
    assert set() == cache.get_affected_pages(Path("gone"))


def test_stats(cache):
    """The numbers have the documented names, and the repr shows them."""
    assert [
        "tracked_files", "dependencies", "taxonomy_terms", "cached_content_pages",
        "cached_rendered_pages", "autodoc_source_files", "autodoc_pages_tracked",
    ] == list(cache.get_stats())  # fmt: skip
    assert cache.get_stats()["tracked_files"] == len(cache.file_fingerprints) > 50
    assert repr(cache).startswith("BuildCache(tracked_files=")


def test_what_people_keep_comes_back(cache, place):
    """What is added to any part is there after a save and a load, beside what the state says."""
    before = dict(cache.output_sources)
    cache.set_page_cache("api", {"title": "API", "parts": [1, None]})
    cache.output_sources["extra.html"] = "content/extra.md"
    cache.add_dependency(A, Path("notes.txt"))
    cache.update_page_tags("content/extra.md", {"X", "Web Dev"})
    cache.save(place)

    again = BuildCache.load(place)
    assert {"title": "API", "parts": [1, None]} == again.get_page_cache("api")
    assert {**before, "extra.html": "content/extra.md"} == again.output_sources
    assert {"notes.txt", "templates/base.html"} <= again.dependencies["content/blog/a.md"]
    assert {"content/blog/a.md"} == again.get_affected_pages(Path("notes.txt"))
    assert {"x", "y", "web-dev"} == again.known_tags
    assert "content/extra.md" in again.tag_to_pages["x"]
    again.invalidate_page_cache("api")
    again.save(place)
    assert BuildCache.load(place).get_page_cache("api") is None


def test_the_state_is_kept_as_it_was(cache, place):
    """A save adds the table of the user's, and changes nothing else of the state."""
    before = decode(place.with_suffix(".json.zst").read_bytes())
    cache.set_page_cache("api", {"title": "API"})
    cache.dependencies  # noqa: B018 (worked out, and not changed)
    cache.save(place)

    after = decode(place.with_suffix(".json.zst").read_bytes())
    assert {"synthetic_pages": {"api": {"title": "API"}}} == after.pop("user")
    assert before == after


def test_a_save_keeps_what_a_build_did_meanwhile(cache, place, built):
    """A cache that was loaded before a build does not bring the old state back."""
    assert "content/blog/c.md" in cache.dependencies
    cache.set_page_cache("api", {})
    built.remove("content/blog/c.md")
    built.build()

    cache.save(place)
    again = BuildCache.load(place)
    assert "content/blog/c.md" not in again.dependencies
    assert again.get_page_cache("api") == {}
    assert frozenset() == built.build().ran


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("synthetic_pages", {"a": {"b": object()}}, "synthetic_pages.a.b: a object"),
        ("rendered_output", {"a": {"b": float("nan")}}, "rendered_output.a.b: nan"),
        ("dependencies", {"a": {1}}, r"dependencies.a\[0\]|dependencies"),
        ("page_tags", {"a": lambda: 1}, "page_tags.a: a function"),
    ],
)
def test_live_objects_are_refused(tmp_path, field, value, message):
    """What is no JSON is refused with the name of the field, and nothing is written."""
    if field == "dependencies":
        value = {"a": {object()}}
    cache = BuildCache(**{field: value})

    with pytest.raises(ContractError, match=f"^BuildCache.{message}"):
        cache.save(tmp_path / ".bengal/cache.json")
    assert [] == list(tmp_path.iterdir())
    with pytest.raises(ContractError, match=r"api\.page: a BuildCache"):
        cache.set_page_cache("api", {"page": cache})


def test_paths_and_sets_are_taken(tmp_path):
    """A path becomes text relative to the site, a set a sorted list."""
    cache = BuildCache(synthetic_pages={"a": {"path": tmp_path / "x", "tags": {"b", "a"}}})
    cache.save(tmp_path / ".bengal/cache.json")

    again = BuildCache.load(tmp_path / ".bengal/cache.json")
    assert {"path": "x", "tags": ["a", "b"]} == again.get_page_cache("a")


def test_anywhere(tmp_path, cache):
    """A cache may be saved where there is no site; then all of it goes along."""
    cache.save(tmp_path / "copy.json")

    copy = BuildCache.load(tmp_path / "copy.json.zst")
    assert cache.dependencies == copy.dependencies
    assert cache.known_tags == copy.known_tags
    assert [] == [p.name for p in tmp_path.iterdir() if p.name not in _KNOWN]


_KNOWN = {"site", "copy.json.zst", "copy.json.lock"}


def test_missing(tmp_path):
    """No file is an empty cache without a word, and nothing is made."""
    cache = BuildCache.load(tmp_path / ".bengal/cache.json")

    assert (0, {}, None) == (
        sum(cache.get_stats().values()), cache.dependencies, cache.config_hash
    )  # fmt: skip
    assert [] == list(tmp_path.iterdir())


def test_damage(tmp_path, damage, caplog):
    """A file that cannot be used is an empty cache and one line."""
    (tmp_path / ".bengal").mkdir()
    (tmp_path / CACHE).write_bytes(damage)

    with caplog.at_level(logging.WARNING):
        cache = BuildCache.load(tmp_path / CACHE)
    assert {} == cache.dependencies
    assert 1 == len(caplog.records)
    assert "is not usable" in caplog.text


@pytest.mark.parametrize("version", [0, 999, "1", None])
def test_another_version(tmp_path, version, caplog):
    """Of another version only what people kept is used."""
    save_state(tmp_path, State(run=1, files={"a": [1, 2, 3, 4, 5, "d"]}))
    raw = decode((tmp_path / CACHE).read_bytes())
    user = {
        "synthetic_pages": {"api": {"a": 1}},
        "known_tags": 7,
        "page_tags": {"a": 1, "b": ["x"]},
    }
    (tmp_path / CACHE).write_bytes(encode({**raw, "version": version, "user": user}))

    cache = BuildCache.load(tmp_path / CACHE)
    assert ({"a": 1}, {}) == (cache.get_page_cache("api"), cache.file_fingerprints)
    assert (set(), {"b": {"x"}}) == (cache.known_tags, cache.page_tags)
    assert "another version" in caplog.text


ORIGINAL = {
    "version": 6,
    "synthetic_pages": {"api": {"title": "API"}},
    "page_tags": {"/old/place/a.md": ["x"]},
    "dependencies": {"content/a.md": ["templates/base.html"]},
    "validation_results": {"a.md": {"links": [{"ok": True}]}},
    "config_hash": None,
    "last_build": "2025-10-16T12:00:00",
    "unknown": {"a": 1},
}


@pytest.mark.parametrize("name", ["cache.json", "cache.json.zst"])
def test_the_original_s_file(tmp_path, name):
    """Of a file that the original program wrote the known fields are taken, and saved as ours."""
    folder = tmp_path / ".bengal"
    folder.mkdir()
    dump = json.dumps(ORIGINAL).encode()
    (folder / name).write_bytes(encode(ORIGINAL) if name.endswith("zst") else dump)

    cache = BuildCache.load(folder / "cache.json")
    assert {"title": "API"} == cache.get_page_cache("api")
    assert {"templates/base.html"} == cache.dependencies["content/a.md"]
    cache.save(folder / "cache.json")
    assert not (folder / "cache.json").exists()
    again = BuildCache.load(folder / "cache.json")
    assert cache.page_tags == again.page_tags == {"/old/place/a.md": {"x"}}
    assert cache.validation_results == again.validation_results


def test_clear(cache, place):
    """Cleared and saved, nothing is known but what was published, which is an orphan now."""
    cache.set_page_cache("api", {})
    cache.clear()
    assert ({}, None) == (cache.dependencies, cache.last_build)
    cache.save(place)

    state = load_state(place.parent.parent)
    assert ({}, {}, {}, {}) == (state.tasks, state.files, state.scan, state.user)
    assert "public/blog/a/index.html" in state.orphans


def test_validate_config(cache):
    """The hash of the last build holds; another one clears the cache and is kept."""
    known = cache.config_hash
    assert cache.validate_config(known)
    assert cache.dependencies

    assert not cache.validate_config("other")
    assert ({}, "other") == (cache.dependencies, cache.config_hash)
    assert cache.validate_config("other")
    assert BuildCache().validate_config("first")


def test_config_hash_follows_the_settings(built, monkeypatch):
    """Settings, profile and environment count; a comment does not."""
    before = config_hash(built.root)
    built.edit("bengal.toml", "[site]", "# a comment\n[site]")
    assert before == config_hash(built.root)

    built.edit("bengal.toml", 'title = "Sample"', 'title = "Other"')
    assert before != config_hash(built.root)
    built.edit("bengal.toml", 'title = "Other"', 'title = "Sample"')
    monkeypatch.setenv("BENGAL_BASEURL", "https://other.example")
    assert before != config_hash(built.root)


# -- locks ----------------------------------------------------------------------------------------


def test_a_save_waits_for_the_build(cache, place):
    """A save while a build runs waits for its end."""
    order = []

    def build():
        with FileLock(place.parent / "lock"):
            started.set()
            time.sleep(0.2)
            order.append("built")

    started = threading.Event()
    thread = threading.Thread(target=build)
    thread.start()
    started.wait()
    cache.save(place)
    order.append("saved")
    thread.join()

    assert ["built", "saved"] == order


def test_a_save_gives_up(cache, place):
    """A build that does not end is an error in one message, and the file stays."""
    before = place.with_suffix(".json.zst").read_bytes()
    cache.set_page_cache("api", {})
    with (
        FileLock(place.parent / "lock"),
        pytest.raises(StateError, match=r"has had the state for 0\.1 seconds"),
    ):
        cache.save(place, timeout=0.1)

    assert before == place.with_suffix(".json.zst").read_bytes()
    with FileLock(place.parent / "lock"):
        cache.save(place, use_lock=False)
    assert BuildCache.load(place).get_page_cache("api") == {}


def test_a_task_of_the_build_cannot_save(cache, place):
    """A task of the build that has the lock is told so at once."""
    lock = BuildLock(place.parent.parent)
    assert lock.acquire(0)

    with pytest.raises(StateError, match="the build that this task belongs to"):
        cache.save(place)
    assert BuildCache.load(place).dependencies
    lock.release()


def test_loads_share_and_wait_for_a_write(place):
    """Readers do not keep each other out; one waits while a state is put in place."""
    lock = place.with_suffix(".json.lock")
    with reading(lock, 1):
        assert BuildCache.load(place, timeout=0.1).dependencies
    with replacing(lock):
        with pytest.raises(StateError, match="was not free"):
            BuildCache.load(place, timeout=0.1)
        assert BuildCache.load(place, use_lock=False).dependencies


# -- tables ---------------------------------------------------------------------------------------

SETS = st.dictionaries(TEXTS, st.sets(TEXTS, max_size=3), max_size=4)


@given(base=SETS, own=SETS)
def test_added_is_what_merged_needs(base, own):
    """What is added to the state, put over it again, gives the same table."""
    both = merged(base, own)

    assert both == merged(base, added(both, base))
    assert all(own[key] <= both[key] for key in own)
    assert all(base[key] <= both[key] for key in base)


@given(st.dictionaries(TEXTS, st.dictionaries(TEXTS, JSON_VALUES, max_size=3), max_size=3))
def test_round_trip(tmp_path_factory, pages):
    """Whatever JSON is kept for pages comes back."""
    place = tmp_path_factory.mktemp("b") / ".bengal/cache.json"
    BuildCache(synthetic_pages=pages, rendered_output=pages).save(place)

    again = BuildCache.load(place)
    assert (pages, pages) == (again.synthetic_pages, again.rendered_output)
