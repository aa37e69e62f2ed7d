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
from bengal_tasks.cache.page_core import PageCore
from bengal_tasks.cache.page_discovery_cache import PageDiscoveryCache
from bengal_tasks.cache.query_index import IndexEntry
from bengal_tasks.cache.taxonomy_index import TagEntry


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
