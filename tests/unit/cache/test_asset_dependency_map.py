"""The asset dependency map: every documented method, both formats, and what a build left."""

from __future__ import annotations

import json
import logging
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from bengal_tasks.cache.asset_dependency_map import AssetDependencyEntry, AssetDependencyMap
from bengal_tasks.store.codec import decode, encode
from tests.unit.cache.conftest import TEXTS


HOME, ABOUT = Path("content/index.md"), Path("content/about.md")


def filled(folder):
    """Return a map with two pages."""
    found = AssetDependencyMap(folder / "asset_deps.json")
    found.track_page_assets(HOME, {"/a.css", "/b.png"})
    found.track_page_assets(ABOUT, {"/a.css"})
    return found


def test_questions(tmp_path):
    """Assets by page and pages by asset."""
    assets = filled(tmp_path)

    assert {"/a.css", "/b.png"} == assets.get_page_assets(HOME) == assets.get_all_assets()
    assert {"content/index.md", "content/about.md"} == assets.get_asset_pages("/a.css")
    assert {"/a.css"} == assets.get_assets_for_pages([ABOUT, Path("gone.md")])
    assert (True, False) == (assets.has_assets(HOME), assets.has_assets(Path("gone.md")))
    assert set() == assets.get_asset_pages("/gone.css")
    assert assets.get_page_assets(Path("gone.md")) is None
    assert {"content/about.md": {"/a.css"}, "content/index.md": {"/a.css", "/b.png"}} == (
        assets.get_valid_entries()
    )


def test_answers_are_copies(tmp_path):
    """Whoever changes an answer does not change the map."""
    assets = filled(tmp_path)
    assets.get_page_assets(HOME).clear()
    assets.get_asset_pages("/a.css").clear()

    assert {"/a.css", "/b.png"} == assets.get_page_assets(HOME)
    assert 2 == len(assets.get_asset_pages("/a.css"))


def test_the_look_up_follows_changes(tmp_path):
    """What is tracked, invalidated and cleared later is in the answers."""
    assets = filled(tmp_path)
    assert 2 == len(assets.get_asset_pages("/a.css"))

    assets.track_page_assets(HOME, {"/c.js"})
    assert {"content/about.md"} == assets.get_asset_pages("/a.css")
    assets.invalidate(ABOUT)
    assert set() == assets.get_asset_pages("/a.css")
    assert ({"content/about.md": {"/a.css"}}, None) == (
        assets.get_invalid_entries(), assets.get_page_assets(ABOUT)
    )  # fmt: skip
    assets.invalidate_all()
    assert (set(), {}) == (assets.get_all_assets(), assets.get_valid_entries())
    assets.clear()
    assert {} == assets.get_invalid_entries()


def test_stats(tmp_path):
    """The numbers are those of the documents."""
    assets = filled(tmp_path)
    assets.invalidate(ABOUT)
    assets.save_to_disk()

    assert {
        "total_pages": 2, "valid_pages": 1, "invalid_pages": 1, "unique_assets": 2,
        "avg_assets_per_page": 2.0,
        "cache_size_bytes": (tmp_path / "asset_deps.json.zst").stat().st_size,
    } == assets.stats()  # fmt: skip
    assert 0.0 == AssetDependencyMap(tmp_path / "x.json").stats()["avg_assets_per_page"]


def test_the_file(tmp_path):
    """The format is the documented one, compressed, with sorted assets and a time by hand only."""
    filled(tmp_path).save_to_disk()

    value = decode((tmp_path / "asset_deps.json.zst").read_bytes())
    entry = value["pages"]["content/index.md"]
    assert (1, ["/a.css", "/b.png"], True) == (value["version"], entry["assets"], entry["is_valid"])
    assert "T" in entry["tracked_at"]
    assert {"assets": [], "is_valid": True} == AssetDependencyEntry().to_dict()
    assert [tmp_path / "asset_deps.json.zst"] == list(tmp_path.iterdir())


@given(st.dictionaries(TEXTS.filter(lambda t: t.strip("./\\ ")), st.sets(TEXTS, max_size=3)))
def test_round_trip(tmp_path_factory, pages):
    """What was tracked is loaded."""
    assets = AssetDependencyMap(tmp_path_factory.mktemp("a") / "asset_deps.json")
    for page, urls in pages.items():
        assets.track_page_assets(Path(page.replace("\0", "")), urls)
    assets.save_to_disk()

    assert assets.pages == AssetDependencyMap(assets.cache_path).pages


def test_the_original_s_file(tmp_path):
    """Absolute paths of the site become relative, and saving replaces the plain file."""
    folder = tmp_path / ".bengal"
    folder.mkdir()
    pages = {
        f"{tmp_path}/content/index.md": {
            "assets": ["/a.css"], "tracked_at": "2025-10-16T12:00:00", "is_valid": True,
        },
        "content/bad.md": {"is_valid": True},
    }  # fmt: skip
    (folder / "asset_deps.json").write_text(json.dumps({"version": 1, "pages": pages}, indent=2))

    assets = AssetDependencyMap(folder / "asset_deps.json")
    assert {"/a.css"} == assets.get_page_assets(HOME)
    assert {"/a.css"} == assets.get_page_assets(tmp_path / HOME)
    assert "2025-10-16T12:00:00" == assets.pages["content/index.md"].tracked_at
    assets.save_to_disk()
    assert ["asset_deps.json.zst"] == [path.name for path in folder.iterdir()]


def test_damage(tmp_path, damage, caplog):
    """A file that cannot be used is an empty map and at most one line."""
    (tmp_path / "asset_deps.json.zst").write_bytes(damage)

    with caplog.at_level(logging.WARNING):
        assert {} == AssetDependencyMap(tmp_path / "asset_deps.json").pages
    assert 1 == len(caplog.records)


def test_a_bad_entry_is_left_out(tmp_path, caplog):
    """One page that cannot be read does not take the others with it."""
    pages = {"a.md": {"assets": ["/a.css"]}, "b.md": {"assets": None}, "c.md": 7}
    (tmp_path / "asset_deps.json.zst").write_bytes(encode({"version": 1, "pages": pages}))

    assert ["a.md"] == list(AssetDependencyMap(tmp_path / "asset_deps.json").pages)
    assert 2 == len(caplog.records)


def test_from_a_build(built, monkeypatch):
    """Without a path it is the map of the site in the working folder, as the build recorded it."""
    monkeypatch.chdir(built.root)
    assets = AssetDependencyMap()

    assert any("css/site" in url for url in assets.get_all_assets())
    assert all(entry.tracked_at == "" for entry in assets.pages.values())
    url = next(url for url in assets.get_all_assets() if "img/hero" in url)
    assert len(assets.get_asset_pages(url)) < len(assets.pages)


def test_urls_stay_urls(tmp_path):
    """What has no source stands under its URL, with the slash at its end."""
    assets = AssetDependencyMap(tmp_path / "asset_deps.json")
    assets.pages["/tags/x/"] = AssetDependencyEntry({"/a.css"})
    assets.save_to_disk()

    assert {"/tags/x/"} == AssetDependencyMap(assets.cache_path).get_asset_pages("/a.css")
