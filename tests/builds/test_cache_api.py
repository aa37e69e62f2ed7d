"""The build cache and doit: what a save leads to, and that nothing of it is published."""

from __future__ import annotations

import json
import threading
import time
from pathlib import Path

import pytest

from bengal_tasks.cache import BuildCache, DependencyGraph, save_compressed
from bengal_tasks.errors import StateError
from bengal_tasks.store.locks import STATE_LOCK, reading
from bengal_tasks.store.state import save_state
from bengal_tasks.tasks import session


def changed(space, change):
    """Load the cache of a site, change it and save it."""
    place = space.root / ".bengal/cache.json"
    cache = BuildCache.load(place)
    change(cache)
    cache.save(place)


def test_an_invalidated_source_runs_again(built):
    """The tasks of a page run, and no other page; what they publish is as it was."""
    changed(built, lambda cache: cache.invalidate_file(built.root / "content/blog/a.md"))

    ran = built.build()
    assert {"metadata", "parse:blog/a", "page:blog/a"} == ran.ran
    assert (frozenset(), frozenset()) == (ran.changed, ran.rewritten)
    assert ["content/blog/a.md changed"] == ran.reasons["parse:blog/a"]
    assert built.is_clean()
    assert frozenset() == built.build().ran


@pytest.mark.parametrize(
    ("path", "task"),
    [
        ("templates/partials/promo.html", "template:partials/promo.html"),
        ("assets/css/site.css", "compile:css/site.css"),
        ("data/team.yaml", "data"),
        ("static/hello.txt", "static:static/hello.txt"),
        ("public/about/index.html", "page:about"),
        (".bengal/parsed/about.json.zst", "parse:about"),
        (".bengal/menus.json.zst", "menus"),
    ],
)
def test_every_kind_of_file(built, path, task):
    """A template, an asset, data, a published file, an artefact: its task runs again."""
    changed(built, lambda cache: cache.invalidate_file(Path(path)))

    ran = built.build()
    assert task in ran.ran
    assert frozenset() == ran.changed
    assert built.is_clean()


def test_an_invalidated_file_that_is_gone(built):
    """A deleted page that was invalidated first leaves nothing behind."""
    built.remove("content/blog/a.md")
    changed(built, lambda cache: cache.invalidate_file(Path("content/blog/a.md")))

    built.build()
    assert not (built.root / "public/blog/a").exists()
    assert built.is_clean()


def test_a_file_that_nobody_knows(built):
    """To invalidate it has no effect."""
    changed(built, lambda cache: cache.invalidate_file(Path("notes.txt")))

    assert frozenset() == built.build().ran


def test_what_people_keep_is_not_published(built):
    """Builds hand on what people keep, never read it, and run nothing for its sake."""
    before = built.published()

    def fill(cache):
        cache.set_page_cache("about", {"title": "Not this"})
        cache.store_rendered_output(Path("content/about.md"), "Not this", "page.html")
        cache.cache_validation_results(Path("content/about.md"), "links", [{"ok": True}])
        cache.update_page_tags("content/about.md", {"other"})
        cache.add_dependency(Path("content/about.md"), Path("notes.txt"))

    changed(built, fill)
    assert frozenset() == built.build().ran
    assert before == built.published()
    built.edit("content/blog/a.md", "The body", "Another body")
    built.build()
    assert built.is_clean()
    cache = BuildCache.load(built.root / ".bengal/cache.json")
    assert {"title": "Not this"} == cache.get_page_cache("about")
    assert [{"ok": True}] == cache.get_cached_validation_results(Path("content/about.md"), "links")
    assert {"other"} == cache.get_previous_tags("content/about.md")


def test_a_cleared_cache_builds_all_anew(built):
    """After a clear everything runs, nothing is published otherwise, and orphans go."""
    before = built.published()
    built.remove("content/blog/a.md")
    changed(built, lambda cache: cache.clear())

    ran = built.build()
    assert "page:about" in ran.ran
    assert built.is_clean()
    assert not (built.root / "public/blog/a").exists()
    assert (
        before["public/about/index.html".removeprefix("public/")]
        == (built.published()["about/index.html"])
    )


def test_other_settings_clear(built):
    """validate_config with the hash of other settings leads to a build of everything."""
    changed(built, lambda cache: cache.validate_config("0" * 16))

    assert {"page:about", "config"} <= built.build().ran
    assert built.is_clean()


def test_updated_files_hide_no_edit(built):
    """update_file notes the new bytes, and doit builds what they are a part of all the same."""
    built.edit("content/blog/a.md", "The body", "Another body")
    changed(built, lambda cache: cache.update_file(Path("content/blog/a.md")))

    assert "page:blog/a" in built.build().ran
    assert built.is_clean()


def test_after_a_kill(built):
    """A save takes over what a killed build had finished, and invalidates that too."""
    from bengal_tasks.store.journal import Journal  # noqa: PLC0415 (this test only)
    from bengal_tasks.store.state import load_state  # noqa: PLC0415 (this test only)

    journal = Journal(built.root)
    journal.did_run("page:about", load_state(built.root).tasks["page:about"])
    journal.flush()
    changed(built, lambda cache: cache.invalidate_file(Path("public/about/index.html")))

    assert not (built.root / ".bengal/journal").exists()
    assert {"page:about"} == built.build().ran


def test_a_task_of_the_user_s(built):
    """A task in dodo.py reads the cache while the build runs; to save there is refused at once."""
    seen = {}

    def task_ask():
        def ask():
            cache = BuildCache.load(Path(".bengal/cache.json"))
            seen["pages"] = cache.get_pages_for_tag("x")
            try:
                cache.save(Path(".bengal/cache.json"))
            except StateError as error:
                seen["error"] = str(error)

        return {"actions": [ask]}

    built.user_tasks["task_ask"] = task_ask
    ran = built.build()

    assert (0, {"content/blog/a.md", "content/blog/b.md"}) == (ran.status, seen["pages"])
    assert "the build that this task belongs to" in seen["error"]


def test_a_save_after_the_sources_moved(built, tmp_path):
    """What is kept is kept by paths relative to the site, so it moves with it."""
    changed(built, lambda c: c.cache_validation_results(built.root / "content/about.md", "x", [{}]))
    moved = tmp_path / "moved"
    built.root.rename(moved)

    cache = BuildCache.load(moved / ".bengal/cache.json")
    assert [{}] == cache.get_cached_validation_results(moved / "content/about.md", "x")


@pytest.mark.parametrize("compressed", [False, True])
def test_the_original_s_files(site, compressed):
    """A state folder of the original program costs one line, and a build of everything."""
    former = {
        "cache": {"version": 6, "dependencies": {}, "synthetic_pages": {"api": {"a": 1}}},
        "asset_deps": {"version": 1, "pages": {"content/gone.md": {"assets": ["/a.css"]}}},
        "taxonomy_index": {"version": 1, "tags": {"old": {"tag_slug": "old", "tag_name": "Old"}}},
        "page_metadata": {"pages": {"content/gone.md": {"metadata": {"title": "Gone"}}}},
    }
    (site.root / ".bengal").mkdir()
    for name, value in former.items():
        place = site.root / f".bengal/{name}.json"
        if compressed:
            save_compressed(value, place.with_suffix(".json.zst"))
        else:
            place.write_text(json.dumps(value))

    ran = site.build()
    assert 1 == len([line for line in ran.text.splitlines() if line.startswith("warning:")])
    assert "everything is built anew" in ran.text
    assert frozenset() == site.build().ran
    cache = BuildCache.load(site.root / ".bengal/cache.json")
    assert ({"x", "y"}, {"a": 1}) == (cache.known_tags, cache.get_page_cache("api"))
    assert not list((site.root / ".bengal").glob("*.json"))
    assert site.is_clean()


def test_the_original_s_files_after_an_interrupted_build(site):
    """A plain file stays until ours is in its place, so nothing of it is lost on the way."""
    (site.root / ".bengal").mkdir()
    plain = site.root / ".bengal/asset_deps.json"
    plain.write_text('{"version": 1, "pages": {}}')

    site.build("config")
    assert plain.exists()
    site.build()
    assert not plain.exists()


def test_a_plain_file_that_is_none(site):
    """A cache.json that cannot be read is one line, and a build of everything."""
    (site.root / ".bengal").mkdir()
    (site.root / ".bengal/cache.json").write_text("{")

    ran = site.build()
    assert 0 == ran.status
    assert "warning: .bengal/cache.json is not usable (not readable: " in ran.text
    assert not (site.root / ".bengal/cache.json").exists()


def test_files_of_version_1(built):
    """State and graph of the version before cost one line; what people keep is handed on."""
    row = {"page:about": {"deps:": [], "_values_:": {"run": 1}}}
    former = {"version": 1, "run": 7, "code": "", "files": {}, "entries": {}, "scan": {}}
    kept = {"synthetic_pages": {"api": {"a": 1}}}
    save_compressed(
        {**former, "tasks": row, "orphans": {}, "user": kept}, built.root / ".bengal/cache.json.zst"
    )
    graph = built.root / ".bengal/graph.json.zst"
    save_compressed({"version": 1, "tasks": {"page:about": [["a"], ["b"]]}}, graph)
    with pytest.raises(StateError, match="is of another version"):
        DependencyGraph.load(graph)

    ran = built.build()
    told = [line for line in ran.text.splitlines() if line.startswith("warning:")]
    assert 1 == len(told)
    assert told[0].endswith(" is not usable (written by another version); everything is built anew")
    assert "page:about" in ran.ran
    assert "page:about" in DependencyGraph.load(graph).tasks()
    assert {"a": 1} == BuildCache.load(built.root / ".bengal/cache.json").get_page_cache("api")
    assert built.is_clean()


def test_a_build_lets_readers_finish(built, monkeypatch):
    """A build replaces its state when nobody is in the middle of reading it."""
    order, started = [], threading.Event()

    def read():
        with reading(built.root / STATE_LOCK, 1):
            started.set()
            time.sleep(1)
            order.append("read")

    def save(*args):
        order.append("saved")
        save_state(*args)

    monkeypatch.setattr(session, "save_state", save)
    thread = threading.Thread(target=read)
    thread.start()
    started.wait()
    built.build("config")
    thread.join()

    assert ["read", "saved"] == order


def test_claims_of_a_deep_output_folder(built):
    """A URL is claimed as the site answers it, however deep the output folder is."""
    text = built.read("bengal.toml")
    built.write("bengal.toml", f'{text}\n[build]\noutput_dir = "public/docs"\n')
    built.build()
    cache = BuildCache.load(built.root / ".bengal/cache.json")

    assert "page:about" == cache.url_claims["/about/"]["owner"]
    assert "content/about.md" == cache.output_sources["about/index.html"]
