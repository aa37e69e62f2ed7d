"""What is written is what is read: every value of the API, and the files that keep them."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bengal_tasks.cache import (
    AssetDependencyEntry,
    CacheStore,
    DependencyGraph,
    IndexEntry,
    PageCore,
    PageDiscoveryCache,
    PageDiscoveryCacheEntry,
    QueryIndex,
    TagEntry,
    TaxonomyIndex,
    load_compressed,
    save_compressed,
)
from bengal_tasks.graph.build import VERSION, TaskEdges
from bengal_tasks.model.runs import numbered, picked, runs_of
from tests.unit.cache.conftest import JSON_VALUES, TEXTS


NAMES = st.text(st.characters(codec="utf-8", exclude_characters="/\0"), min_size=1, max_size=8)
PATHS = NAMES.map("content/{}.md".format)
OPTIONAL = st.none() | TEXTS
TABLES = st.dictionaries(TEXTS, JSON_VALUES, max_size=3)

CORES = st.builds(
    PageCore, source_path=PATHS, title=TEXTS, date=st.none() | st.datetimes(),
    tags=st.lists(TEXTS, max_size=3), slug=OPTIONAL, weight=st.none() | st.integers(-99, 99),
    lang=OPTIONAL, nav_title=OPTIONAL, type=OPTIONAL, variant=OPTIONAL, description=OPTIONAL,
    props=TABLES, section=OPTIONAL, file_hash=OPTIONAL, aliases=st.lists(TEXTS, max_size=3),
    version=OPTIONAL,
)  # fmt: skip
TAGS = st.builds(
    TagEntry, tag_slug=NAMES, tag_name=TEXTS, page_paths=st.lists(PATHS, max_size=3),
    updated_at=TEXTS, is_valid=st.booleans(),
)  # fmt: skip
KEYS = st.builds(
    IndexEntry, key=NAMES, page_paths=st.lists(PATHS, max_size=3, unique=True), metadata=TABLES,
    updated_at=TEXTS,
)  # fmt: skip
ASSETS = st.builds(
    AssetDependencyEntry, assets=st.sets(TEXTS, max_size=3), tracked_at=TEXTS,
    is_valid=st.booleans(),
)  # fmt: skip


@given(st.one_of(CORES, TAGS, KEYS, ASSETS))
def test_values(value):
    """A value comes back from JSON, and from its fields."""
    data = json.loads(json.dumps(value.to_cache_dict()))

    assert value == type(value).from_cache_dict(data)
    assert value == type(value)(**asdict(value))


@given(st.builds(PageDiscoveryCacheEntry, CORES, cached_at=TEXTS, is_valid=st.booleans()))
def test_entries_of_pages(entry):
    """The entry of a page comes back from JSON."""
    assert entry == PageDiscoveryCacheEntry.from_dict(json.loads(json.dumps(entry.to_dict())))


@pytest.mark.parametrize(
    ("kind", "values"), [(PageCore, CORES), (TagEntry, TAGS), (IndexEntry, KEYS)]
)
@given(data=st.data())
def test_stores(tmp_path_factory, kind, values, data):
    """A list of values comes back from a store, in its order."""
    entries = data.draw(st.lists(values, max_size=4))
    store = CacheStore[kind](tmp_path_factory.mktemp("s") / "x")
    store.save(entries)

    assert entries == store.load() == store.load(kind, expected_version=1)


@given(st.dictionaries(TEXTS, JSON_VALUES, max_size=4), st.integers(1, 19))
def test_compressed_files(tmp_path_factory, value, level):
    """A table of JSON comes back from its file, whatever the level."""
    path = tmp_path_factory.mktemp("c") / "x.json.zst"
    save_compressed(value, path, level)

    assert value == load_compressed(path)


@given(st.lists(TAGS, max_size=4))
def test_taxonomy_index(tmp_path_factory, entries):
    """Terms come back from their file, valid or not."""
    index = TaxonomyIndex(tmp_path_factory.mktemp("t") / "taxonomy_index.json")
    index.tags.update({entry.tag_slug: entry for entry in entries})
    index.save_to_disk()

    assert index.tags == TaxonomyIndex(index.cache_path).tags


@given(st.lists(KEYS, max_size=4))
def test_query_index(tmp_path_factory, entries):
    """Keys come back from their file, and lead to the same pages both ways."""
    index = QueryIndex("x", tmp_path_factory.mktemp("q") / "x.json")
    index.entries.update({entry.key: entry for entry in entries})
    index.save_to_disk()

    again = QueryIndex("x", index.cache_path)
    assert index.entries == again.entries
    for entry in again.entries.values():
        assert all(entry.key in again.get_keys_for_page(page) for page in entry.page_paths)


@given(st.lists(CORES, max_size=4))
def test_page_discovery_cache(tmp_path_factory, cores):
    """Metadata come back from their file."""
    cache = PageDiscoveryCache(tmp_path_factory.mktemp("p") / "page_metadata.json")
    for core in cores:
        cache.add_metadata(core)
    cache.save_to_disk()

    assert cache.pages == PageDiscoveryCache(cache.cache_path).pages


EDGES = st.dictionaries(
    NAMES.map("page:{}".format),
    st.tuples(st.sets(PATHS | PATHS.map("{}#x".format), max_size=4), st.sets(PATHS, max_size=2)),
    max_size=5,
)


@given(EDGES)
def test_graph(tmp_path_factory, edges):
    """A graph in numbers comes back as it was said in names."""
    numbers = numbered(names for pair in edges.values() for names in pair)
    tasks = {
        task: [runs_of(map(numbers.__getitem__, names)) for names in pair]
        for task, pair in edges.items()
    }
    path = tmp_path_factory.mktemp("g") / "graph.json.zst"
    save_compressed({"version": VERSION, "names": list(numbers), "tasks": tasks}, path)

    said = {t: TaskEdges(*(tuple(sorted(names)) for names in pair)) for t, pair in edges.items()}
    assert DependencyGraph(said).export() == DependencyGraph.load(Path(path)).export()


@given(st.sets(st.integers(0, 60)))
def test_runs(numbers):
    """Runs name the numbers that they were made of."""
    assert sorted(numbers) == picked(list(range(61)), runs_of(numbers))
