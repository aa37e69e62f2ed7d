"""Every call form that the documents of the original show; only the package has another name."""

from __future__ import annotations

import inspect
from dataclasses import asdict, dataclass, field, fields, is_dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bengal_tasks.cache.asset_dependency_map import (
    AssetDependencyEntry,
    AssetDependencyMap,
    AssetReference,
)
from bengal_tasks.cache.build_cache import BuildCache
from bengal_tasks.cache.build_cache.core import BuildCache as CoreBuildCache
from bengal_tasks.cache.cache_store import CacheStore
from bengal_tasks.cache.cacheable import Cacheable
from bengal_tasks.cache.compression import (
    detect_format,
    get_compressed_path,
    get_json_path,
    load_auto,
    load_compressed,
    migrate_to_compressed,
    save_compressed,
)
from bengal_tasks.cache.page_core import PageCore
from bengal_tasks.cache.page_discovery_cache import PageDiscoveryCache, PageMetadata
from bengal_tasks.cache.query_index import IndexEntry, QueryIndex, QueryIndexRegistry
from bengal_tasks.cache.taxonomy_index import TagEntry, TaxonomyIndex
from bengal_tasks.cache.template_dependencies import TemplateDependencies


SOURCE, OTHER = Path("content/index.md"), Path("content/about.md")


@pytest.fixture
def place(tmp_path, monkeypatch):
    """Work in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


# -- cache.asset_dependency_map -------------------------------------------------------------------


def test_asset_reference():
    """A dataclass with url, type and source_page."""
    reference = AssetReference(url="/images/logo.png", type="image", source_page=str(SOURCE))

    assert is_dataclass(reference)
    assert reference == AssetReference(**asdict(reference))
    assert ["url", "type", "source_page"] == [part.name for part in fields(AssetReference)]


def test_asset_dependency_entry():
    """A dataclass with three fields; to_dict, and from_dict as a static method."""
    entry = AssetDependencyEntry(
        assets={"/css/style.css", "/images/logo.png"},
        tracked_at="2025-10-16T12:00:00",
        is_valid=True,
    )

    data = entry.to_dict()
    assert {
        "assets": ["/css/style.css", "/images/logo.png"],
        "tracked_at": "2025-10-16T12:00:00",
        "is_valid": True,
    } == data
    assert entry == AssetDependencyEntry.from_dict(data)
    assert isinstance(inspect.getattr_static(AssetDependencyEntry, "from_dict"), staticmethod)
    assert ["assets", "tracked_at", "is_valid"] == [p.name for p in fields(AssetDependencyEntry)]


def test_asset_dependency_map(place):
    """Every method, by its position and by the names of its arguments."""
    found = AssetDependencyMap()
    found.track_page_assets(SOURCE, {"/images/logo.png", "/css/style.css", "/fonts/inter.woff2"})
    found.track_page_assets(source_path=OTHER, assets={"/css/style.css"})
    found.save_to_disk()

    loaded = AssetDependencyMap(cache_path=place / ".bengal/asset_deps.json")
    assert {"/images/logo.png", "/css/style.css", "/fonts/inter.woff2"} == loaded.get_page_assets(
        source_path=SOURCE
    )
    assert loaded.has_assets(SOURCE)
    assert not loaded.has_assets(source_path=Path("content/gone.md"))
    assert 3 == len(loaded.get_all_assets())
    assert {"/css/style.css"} == loaded.get_assets_for_pages([OTHER])
    assert {"content/index.md", "content/about.md"} == loaded.get_asset_pages("/css/style.css")
    loaded.invalidate(OTHER)
    assert {"content/about.md"} == set(loaded.get_invalid_entries())
    assert {"content/index.md"} == set(loaded.get_valid_entries())
    loaded.invalidate_all()
    assert loaded.get_page_assets(SOURCE) is None
    assert {
        "total_pages", "valid_pages", "invalid_pages", "unique_assets", "avg_assets_per_page",
        "cache_size_bytes",
    } == set(loaded.stats())  # fmt: skip
    loaded.clear()
    assert 0 == loaded.stats()["total_pages"]


# -- cache.build_cache.core -----------------------------------------------------------------------


def test_build_cache(place):
    """Every attribute and method of the page on the build cache."""
    assert CoreBuildCache is BuildCache
    cache_path = place / ".bengal" / "cache.json"
    cache = BuildCache.load(cache_path)

    assert isinstance(BuildCache.VERSION, int)
    assert isinstance(cache.version, int)
    for name in (
        "file_hashes", "file_fingerprints", "dependencies", "output_sources", "taxonomy_deps",
        "page_tags", "tag_to_pages", "parsed_content", "rendered_output", "synthetic_pages",
        "validation_results", "autodoc_dependencies",
    ):  # fmt: skip
        assert {} == getattr(cache, name), name
    assert (set(), None, None) == (cache.known_tags, cache.config_hash, cache.last_build)

    cache.set_page_cache(cache_key="api/core", page_data={"title": "Core"})
    assert cache.validate_config(current_hash="0123456789abcdef")
    cache.save(cache_path=cache_path, use_lock=True)
    again = BuildCache.load(cache_path=cache_path, use_lock=False)
    assert {"title": "Core"} == again.get_page_cache(cache_key="api/core")
    assert again.validate_config("0123456789abcdef")
    assert all(type(value) is int for value in again.get_stats().values())
    again.invalidate_file(file_path=place / "content/index.md")
    again.invalidate_page_cache(cache_key="api/core")
    assert again.get_page_cache("api/core") is None
    assert not again.validate_config("fedcba9876543210")
    again.clear()
    again.save(cache_path, False)  # noqa: FBT003 (the documented call)
    assert repr(again).startswith("BuildCache(")


def test_build_cache_attributes_may_be_set(place):
    """Attributes are plain tables: they may be filled, and come back with their types."""
    cache = BuildCache()
    cache.file_fingerprints["notes.md"] = {"mtime": 1.5, "size": 3, "hash": "ab"}
    cache.dependencies["content/index.md"] = {"templates/base.html"}
    cache.output_sources["index.html"] = "content/index.md"
    cache.taxonomy_deps["tag:python"] = {"content/index.md"}
    cache.page_tags["content/index.md"] = {"Python"}
    cache.tag_to_pages["python"] = {"content/index.md"}
    cache.known_tags.add("python")
    cache.validation_results["content/index.md"] = {"links": [{"status": "success"}]}
    cache.autodoc_dependencies["lib/a.py"] = {"content/api/a.md"}
    cache.save(Path(".bengal/cache.json"))

    again = BuildCache.load(place / ".bengal/cache.json.zst")
    for name in (
        "file_fingerprints", "dependencies", "output_sources", "taxonomy_deps", "page_tags",
        "tag_to_pages", "known_tags", "validation_results", "autodoc_dependencies",
    ):  # fmt: skip
        assert getattr(cache, name) == getattr(again, name), name
    assert {"content/index.md"} == again.tag_to_pages["python"]


# -- the page "Build Cache": the protocol, the store, the page core -------------------------------


@dataclass
class PageCoreOfTheDocument(Cacheable):
    """The example of the document, as it stands there."""

    source_path: str
    title: str
    date: datetime | None = None
    tags: list[str] = field(default_factory=list)

    def to_cache_dict(self) -> dict[str, Any]:
        """Serialize to a cache-friendly dictionary."""
        return {
            "source_path": self.source_path,
            "title": self.title,
            "date": self.date.isoformat() if self.date else None,
            "tags": self.tags,
        }

    @classmethod
    def from_cache_dict(cls, data: dict[str, Any]) -> PageCoreOfTheDocument:
        """Deserialize from a cache dictionary."""
        return cls(
            source_path=data["source_path"],
            title=data["title"],
            date=datetime.fromisoformat(data["date"]) if data.get("date") else None,
            tags=data.get("tags", []),
        )


def test_the_example_implementation(place):
    """The class of the document keeps the contract, and goes through a store."""
    page = PageCoreOfTheDocument("content/a.md", "A", datetime(2026, 3, 1, tzinfo=UTC), ["x"])

    assert page == PageCoreOfTheDocument.from_cache_dict(page.to_cache_dict())
    store = CacheStore[PageCoreOfTheDocument](place / "pages.json")
    store.save([page])
    assert [page] == store.load()


def test_the_store(place):
    """Both ways to load; a list of cores goes in, a list of cores comes out."""
    cache_path = place / "cache"
    store = CacheStore[PageCore](cache_path)
    store.save([PageCore("content/a.md", "A"), PageCore("content/b.md", "B")])

    entries = store.load()
    assert ["A", "B"] == [entry.title for entry in entries]
    assert entries == CacheStore(cache_path).load(PageCore, expected_version=1)
    store.save(entries, version=2, indent=2)
    assert ([], 2) == (store.load(PageCore, 1), len(store.load(PageCore, 2)))
    assert store.exists()
    store.clear()
    assert not store.exists()
    CacheStore[PageCore](cache_path, compress=False).save(entries)
    assert ["cache.json.zst"] == [path.name for path in place.iterdir()]


def test_the_store_with_pages(built):
    """The cores of pages that a build knows go into a store as the document has it."""
    page1, page2 = list(PageDiscoveryCache(built.root / ".bengal/page_metadata").pages.values())[:2]
    store = CacheStore[PageCore](built.root / "featured")
    store.save([page1.core, page2.core])

    assert [page1.core, page2.core] == store.load()
    assert PageCore(**asdict(page1.core)) == page1.core


def test_asdict():
    """All fields of a core in one line."""
    core = PageCore(source_path="content/a.md", title="A", tags=["x"])

    cache_data = asdict(core)
    assert core == PageCore(**cache_data)


@pytest.mark.parametrize(
    "obj",
    [
        PageCore("content/a.md", "A"),
        TagEntry("python", "Python", ["content/a.md"]),
        IndexEntry("jane", ["content/a.md"], {"email": "jane@example.org"}),
        AssetDependencyEntry({"/a.css"}),
    ],
)
def test_runtime_validation(obj):
    """The protocol tells who is cacheable, and the round trip holds."""
    assert isinstance(obj, Cacheable)
    data = obj.to_cache_dict()
    assert obj == type(obj).from_cache_dict(data)
    assert not isinstance(data, Cacheable)


def test_files_after_a_build(built):
    """The four files of the document are there, compressed."""
    names = {path.name for path in (built.root / ".bengal").iterdir()}

    assert {
        "cache.json.zst",
        "taxonomy_index.json.zst",
        "asset_deps.json.zst",
        "page_metadata.json.zst",
    } <= names
    assert not {name for name in names if name.endswith(".json")}


# -- the reference: the other classes, by what their methods are called with ----------------------


def test_compression(place):
    """Every helper, with paths in either spelling."""
    json_path = place / "cache.json"
    json_path.write_text('{"version": 1}')

    assert ("json", "zstd") == (detect_format(json_path), detect_format(place / "x.json.zst"))
    assert migrate_to_compressed(json_path, remove_original=True) == place / "cache.json.zst"
    assert {"version": 1} == load_auto(json_path) == load_compressed(get_compressed_path(json_path))
    assert save_compressed({"a": 1}, place / "a.json.zst", level=3) > 0
    assert get_json_path(place / "a.json.zst") == place / "a.json"


def test_taxonomy_index(place):
    """Every method of the index of tags."""
    index = TaxonomyIndex(cache_path=place / ".bengal/taxonomy_index.json")
    index.update_tag("python", "Python", ["content/a.md", "content/b.md"])
    index.save_to_disk()

    loaded = TaxonomyIndex()
    entry = loaded.get_tag("python")
    assert ("Python", True) == (entry.tag_name, entry.is_valid)
    assert ["content/a.md", "content/b.md"] == loaded.get_pages_for_tag("python")
    assert loaded.has_tag("python")
    assert {"python"} == loaded.get_tags_for_page(Path("content/a.md"))
    assert {"python": entry} == loaded.get_all_tags() == loaded.get_valid_entries()
    assert not loaded.pages_changed("python", ["content/b.md", "content/a.md"])
    assert {"python"} == loaded.remove_page_from_all_tags(Path("content/a.md"))
    loaded.invalidate_tag("python")
    assert {"python"} == set(loaded.get_invalid_entries())
    assert loaded.get_tag("python") is None
    loaded.invalidate_all()
    loaded.clear()
    assert 0 == loaded.stats()["total_tags"]


def test_page_discovery_cache(place):
    """Every method of the cache of metadata."""
    cache = PageDiscoveryCache()
    cache.add_metadata(PageMetadata(source_path="content/a.md", title="A", file_hash="0f"))
    cache.save_to_disk()

    loaded = PageDiscoveryCache(place / ".bengal/page_metadata.json")
    assert loaded.has_metadata(Path("content/a.md"))
    assert "A" == loaded.get_metadata(Path("content/a.md")).title
    assert loaded.validate_entry(Path("content/a.md"), "0f")
    loaded.invalidate(Path("content/a.md"))
    assert ({"content/a.md"}, set()) == (
        set(loaded.get_invalid_entries()), set(loaded.get_valid_entries())
    )  # fmt: skip
    loaded.invalidate_all()
    loaded.clear()
    assert 0 == loaded.stats()["total_entries"]


class SeriesIndex(QueryIndex):
    """An index of one's own, as the original has them: a subclass that finds the keys of a page."""

    def extract_keys(self, page: PageCore) -> list[tuple[str, dict[str, Any]]]:
        """Return the series of a page."""
        series = page.props.get("series")
        return [(series, {"title": series.title()})] if series else []


def test_query_index(place):
    """Every method of an index; a page with the build cache, or a path with keys."""
    index = SeriesIndex("series", place / "series_index.json")
    page = PageCore("content/a.md", "A", props={"series": "winter"})

    assert {"winter"} == index.update_page(page, BuildCache())
    assert {"winter", "spring"} == index.update_page("content/b.md", {"winter": {}, "spring": {}})
    index.save_to_disk()
    loaded = SeriesIndex("series", place / "series_index.json")
    assert (["content/a.md", "content/b.md"], ["spring", "winter"]) == (
        loaded.get("winter"), loaded.keys()
    )  # fmt: skip
    assert loaded.has_changed("winter", ["content/a.md"])
    assert {"title": "Winter"} == index.get_metadata("winter")
    assert {"spring", "winter"} == loaded.remove_page("content/b.md")
    assert {"winter"} == loaded.update_page(PageCore("content/a.md", "A"))
    assert 0 == loaded.stats()["total_keys"]
    with pytest.raises(TypeError, match="update_page wants"):
        loaded.update_page("content/a.md")


def test_registry(built):
    """The four indexes of the original, by name."""
    registry = QueryIndexRegistry(built.root / ".bengal")

    assert {"author", "category", "date_range", "section"} == set(registry.names())
    assert {"content/blog/a.md", "content/blog/b.md"} <= set(registry.get("section").get("blog"))


def test_parts_of_the_build_cache(built):
    """The methods of the mixins that know files and terms, on what a build left."""
    cache = BuildCache.load(built.root / ".bengal/cache.json")
    page = Path("content/about.md")

    assert not cache.is_changed(page)
    assert cache.should_bypass(page, {page})
    assert not cache.should_bypass(page)
    cache.add_dependency(page, Path("templates/extra.html"))
    assert "content/about.md" in cache.get_affected_pages(Path("templates/extra.html"))
    cache.track_output(page, Path("public/x/index.html"), Path("public"))
    assert "content/about.md" == cache.output_sources["x/index.html"]
    cache.update_file(page)
    assert {"x"} <= cache.get_all_tags()
    assert cache.get_pages_for_tag("x") == cache.tag_to_pages["x"]
    assert {"new"} == cache.update_page_tags(page, {"New"})
    assert {"New"} == cache.get_previous_tags(page)
    cache.add_taxonomy_dependency("tag:new", page)
    assert {
        "tracked_files", "dependencies", "taxonomy_terms", "cached_content_pages",
        "cached_rendered_pages", "autodoc_source_files", "autodoc_pages_tracked",
    } == set(cache.get_stats())  # fmt: skip


def test_parts_of_the_build_cache_that_keep(built):
    """The methods of the mixins that keep results, bodies, pages, and sources of pages."""
    cache = BuildCache.load(built.root / ".bengal/cache.json")
    page = Path("content/about.md")

    cache.cache_validation_results(page, "links", [])
    assert [] == cache.get_cached_validation_results(page, "links")
    cache.invalidate_validation_results(page)
    cache.store_parsed_content(
        page, html="<p>", toc="", toc_items=[], links=[], metadata={}, template="page.html",
        parser_version="1",
    )  # fmt: skip
    assert "<p>" == cache.get_parsed_content(page, {}, "page.html", "1")["html"]
    cache.invalidate_parsed_content(page)
    cache.store_rendered_output(page, "<html>", "page.html", {}, dependencies=[])
    assert "<html>" == cache.get_rendered_output(page, "page.html", {})
    cache.invalidate_rendered_output(page)
    cache.add_autodoc_dependency(Path("lib/a.py"), "api/a")
    assert {"api/a"} == cache.get_affected_autodoc_pages(Path("lib/a.py"))
    assert {"lib/a.py"} == cache.get_autodoc_source_files()
    assert {"api/a"} == cache.remove_autodoc_source(Path("lib/a.py"))
    assert {"autodoc_source_files": 0, "autodoc_pages_tracked": 0} == cache.get_autodoc_stats()


def test_chain_of_templates(built):
    """A chain is told as the page on template dependencies tells it."""
    chain = TemplateDependencies(built.root / ".bengal").chain("content/blog/a.md")

    own, template, others = str(chain).split(" → ")
    assert ("content/blog/a.md", "blog/single.html") == (own, template)
    assert "base.html" in others.split(", ")
