"""The parts of the build cache: files, terms, results, contents, outputs, generated pages."""

from __future__ import annotations

import os
import time
from hashlib import sha256
from pathlib import Path

import pytest

from bengal_tasks.cache import BuildCache, PageCore
from bengal_tasks.errors import ContractError
from bengal_tasks.store.state import load_state


A = Path("content/blog/a.md")
ABOUT = Path("content/about.md")


@pytest.fixture
def place(built):
    """Return the place of the state of the built sample."""
    return built.root / ".bengal/cache.json"


@pytest.fixture
def cache(place):
    """Return what the build left."""
    return BuildCache.load(place)


# -- files ----------------------------------------------------------------------------------------


def test_a_file_changes(cache, built):
    """New, gone and other bytes are changes; another mtime with the same bytes is none."""
    assert not cache.is_changed(A)
    assert not cache.is_changed(built.root / A)
    built.touch(str(A))
    assert not cache.is_changed(A)
    assert cache.is_changed(Path("content/new.md"))

    built.edit(str(A), "The body", "Another body")
    assert cache.is_changed(A)
    built.remove(str(A))
    assert cache.is_changed(A)


def test_an_edit_behind_the_clock_s_back(cache, built):
    """An edit of the same size with the mtime put back is a change all the same."""
    place = built.root / A
    found = place.stat()
    built.edit(str(A), "The body", "The b0dy")
    os.utime(place, ns=(found.st_atime_ns, found.st_mtime_ns))

    assert cache.is_changed(A)


def test_bypass(cache):
    """A source is passed by when it is said to be changed, or is."""
    assert (False, True) == (cache.should_bypass(A), cache.should_bypass(A, {A}))
    assert cache.should_bypass(Path("content/new.md"), {A})


def test_update_file(cache, place, built):
    """A file is noted as it is, and that is kept; one that is gone is not tracked any more."""
    built.edit(str(A), "The body", "Another body")
    os.utime(built.root / A, ns=(1, 1))
    assert cache.is_changed(A)
    cache.update_file(A)
    assert not cache.is_changed(A)

    built.write("notes.txt", "n")
    cache.update_file(Path("notes.txt"))
    cache.save(place)
    again = BuildCache.load(place)
    assert not again.is_changed(Path("notes.txt"))
    built.remove("notes.txt")
    again.update_file(Path("notes.txt"))
    assert again.get_file_fingerprint(Path("notes.txt")) is None


def test_a_fingerprint_of_former_times(built):
    """A SHA-256 of the original program is compared as such."""
    data = (built.root / A).read_bytes()
    cache = BuildCache.load(built.root / ".bengal/other.json")
    cache.set_file_fingerprint(A, {"mtime": 1.0, "size": 1, "hash": sha256(data).hexdigest()})
    cache.set_file_fingerprint(ABOUT, {"mtime": 1.0, "size": 1, "hash": None})

    assert (False, True) == (cache.is_changed(A), cache.is_changed(ABOUT))
    assert cache.invalidate_fingerprint(A)
    assert not cache.invalidate_fingerprint(A)


def test_outputs_and_dependencies(cache, built):
    """What is noted by hand is in the answers, also after the index was made."""
    assert set() == cache.get_affected_pages(Path("x.css"))
    cache.add_dependency(built.root / A, Path("x.css"))
    cache.track_output(A, built.root / "public/x/a.html", built.root / "public")
    cache.track_output(A, Path("/elsewhere/a.html"), built.root / "public")

    assert {"content/blog/a.md"} == cache.get_affected_pages(Path("x.css"))
    assert "content/blog/a.md" == cache.output_sources["x/a.html"]


def test_invalidate_file(cache):
    """A file is forgotten in all parts, as a page and as what others depend on."""
    nav = Path("templates/partials/nav.html")
    cache.parsed_content["content/blog/a.md"] = {"html": ""}
    cache.invalidate_file(A)
    cache.invalidate_file(nav)

    for table in (
        cache.file_fingerprints, cache.file_hashes, cache.dependencies, cache.page_tags,
        cache.parsed_content, cache.rendered_output, cache.validation_results,
    ):  # fmt: skip
        assert "content/blog/a.md" not in table
    assert {"content/blog/b.md"} == cache.get_pages_for_tag("x")
    assert "content/blog/a.md" not in cache.taxonomy_deps["tag:y"]
    assert set() == cache.get_affected_pages(nav)


# -- terms ----------------------------------------------------------------------------------------


def test_terms(cache):
    """A page that changes its tags leaves terms, and a term without pages is not known any more."""
    assert {"x", "y"} == cache.get_previous_tags(A)
    assert {"x", "y", "c-plus-plus"} == cache.update_page_tags(A, {"X", "C++"})
    assert {"content/blog/c.md"} == cache.get_pages_for_tag("y")
    assert {"y", "gone"} == cache.update_page_tags("content/blog/c.md", {"gone"}) | {"gone"}
    assert {"x", "c-plus-plus", "gone"} == cache.get_all_tags()
    cache.update_tags(A, {"z"})
    assert {"z"} == cache.get_previous_tags(A)
    cache.add_taxonomy_dependency("tag:z", A)
    assert {"content/blog/a.md"} == cache.taxonomy_deps["tag:z"]


# -- results of checks ----------------------------------------------------------------------------


def test_results(cache, place, built):
    """Results hold while the bytes are the same, whatever builds have run in between."""
    cache.cache_validation_results(A, "links", [{"ok": True}, PageCore("a", "A")])
    cache.save(place)

    again = BuildCache.load(place)
    results = again.get_cached_validation_results(A, "links")
    assert [{"ok": True}, PageCore("a", "A").to_cache_dict()] == results
    assert again.get_cached_validation_results(A, "other") is None
    assert again.get_cached_validation_results(ABOUT, "links") is None
    built.edit(str(A), "The body", "Another body")
    built.build()
    latest = BuildCache.load(place)
    assert not latest.is_changed(A)
    assert latest.get_cached_validation_results(A, "links") is None
    assert {} == latest.validation_results


def test_results_of_other_bytes_go_together(cache, built):
    """The first new result for a file drops those of its old bytes."""
    cache.cache_validation_results(A, "links", [])
    built.edit(str(A), "The body", "Another body")
    cache.cache_validation_results(A, "titles", [])

    assert ["titles"] == list(cache.validation_results["content/blog/a.md"])
    cache.cache_validation_results(ABOUT, "titles", [])
    cache.invalidate_validation_results(A)
    assert ["content/about.md"] == list(cache.validation_results)
    cache.invalidate_validation_results()
    assert {} == cache.validation_results
    with pytest.raises(ContractError, match=r"links of content/blog/a\.md"):
        cache.cache_validation_results(A, "links", [object()])


# -- contents and outputs -------------------------------------------------------------------------


def test_parsed_by_the_build(cache, built):
    """Without anything kept it is what the build has parsed, while the source is the same."""
    entry = cache.get_parsed_content(A)

    assert ("The body of A.", 4, ["/img/hero.png"]) == (
        entry["plain_text"], entry["word_count"], entry["links"]
    )  # fmt: skip
    assert entry["html"].startswith("<p>The body of A.</p>")
    assert cache.get_parsed_content(A, {"title": "A"}) is None
    assert cache.get_parsed_content(Path("content/gone.md")) is None
    built.edit(str(A), "The body", "Another body")
    assert cache.get_parsed_content(A) is None


def test_parsed_and_kept(cache, place, built):
    """What was kept holds while source, metadata, template and parser are the same."""
    asked = {"metadata": {"title": "A"}, "template": "page.html", "parser_version": "1"}
    cache.store_parsed_content(A, "<p>", "<ul>", toc_items=[1], **asked)
    cache.save(place)

    again = BuildCache.load(place)
    assert ("<p>", [1]) == (
        again.get_parsed_content(A, **asked)["html"], again.parsed_content[str(A)]["toc_items"]
    )  # fmt: skip
    assert again.get_parsed_content(A, **{**asked, "metadata": {}}) is None
    assert again.get_parsed_content(A, **{**asked, "template": "x"}) is None
    assert again.get_parsed_content(A, **{**asked, "parser_version": "2"}) is None
    built.edit(str(A), "The body", "Another body")
    assert again.get_parsed_content(A, **asked) is None
    again.invalidate_parsed_content(A)
    assert {} == again.parsed_content


def test_rendered_and_kept(cache, place, built):
    """What was kept holds while all that it was made of is the same."""
    base = Path("templates/base.html")
    cache.store_rendered_output(A, "<html>", "page.html", {"title": "A"}, [base])
    cache.save(place)

    again = BuildCache.load(place)
    assert "<html>" == again.get_rendered_output(A, "page.html", {"title": "A"})
    assert again.get_rendered_output(A, "other.html", {"title": "A"}) is None
    assert again.get_rendered_output(A, "page.html") is None
    assert again.get_rendered_output(ABOUT, "page.html") is None
    built.edit("templates/base.html", "", " ")
    assert again.get_rendered_output(A, "page.html", {"title": "A"}) is None
    built.remove("templates/base.html")
    assert again.get_rendered_output(A, "page.html", {"title": "A"}) is None
    again.invalidate_rendered_output(A)
    assert {} == again.rendered_output


def test_rendered_with_other_assets(cache, built):
    """A new name of an asset is a reason not to use what was kept."""
    cache.store_rendered_output(A, "<html>", "page.html")
    assert "<html>" == cache.get_rendered_output(A, "page.html")

    built.write("assets/css/site.css", "p { color: red }\n")
    built.build()
    assert cache.get_rendered_output(A, "page.html") is None


# -- generated pages ------------------------------------------------------------------------------


def test_generated_pages(cache, place, built):
    """A page leads back to its source file, which is stale when it is gone or has other bytes."""
    built.write("lib/a.py", "A = 1\n")
    built.write("lib/b.py", "B = 1\n")
    cache.add_autodoc_dependency(built.root / "lib/a.py", "content/api/a.md", site_root=built.root)
    cache.add_autodoc_dependency("lib/b.py", Path("content/api/b.md"))
    cache.save(place)

    again = BuildCache.load(place)
    assert {"content/api/a.md"} == again.get_affected_autodoc_pages(Path("lib/a.py"))
    assert {"lib/a.py", "lib/b.py"} == again.get_autodoc_source_files()
    assert (set(), {"autodoc_source_files": 2, "autodoc_pages_tracked": 2}) == (
        again.get_stale_autodoc_sources(built.root), again.get_autodoc_stats()
    )  # fmt: skip
    built.write("lib/a.py", "A = 2\n")
    built.remove("lib/b.py")
    assert {"lib/a.py", "lib/b.py"} == again.get_stale_autodoc_sources()
    assert {"content/api/b.md"} == again.remove_autodoc_source("lib/b.py")
    assert set() == again.remove_autodoc_source("lib/b.py")
    again.clear_autodoc_dependencies()
    assert {} == again.autodoc_dependencies


def test_a_tracked_file_that_was_noted_stays_noted(cache, place, built):
    """The note of a file that builds track is kept, when the file is older than a tick."""
    built.edit(str(A), "The body", "Another body")
    time.sleep(0.05)
    cache.update_file(A)
    cache.save(place)

    assert not BuildCache.load(place).is_changed(A)
    assert BuildCache.load(place).file_hashes[str(A)] == cache.hash_file(A)


def test_an_invalidated_file_is_read_anew(cache, place, built):
    """Neither its digest nor what the scan made of it is left in the state."""
    cache.invalidate_file(A)
    cache.save(place)

    state = load_state(built.root)
    assert str(A) not in state.files | state.scan
    assert "content/about.md" in state.files.keys() & state.scan.keys()
