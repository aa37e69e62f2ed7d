"""Artefacts that are whole and hold anything, as a restored cache of a stranger may."""

from __future__ import annotations

import copy
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bengal_tasks.cache import (
    AssetDependencyMap,
    BuildCache,
    DependencyGraph,
    PageDiscoveryCache,
    QueryIndexRegistry,
    StateError,
    TaxonomyIndex,
    TemplateDependencies,
)
from bengal_tasks.cache.build_cache.tables import field_names
from bengal_tasks.store.codec import decode, encode


PAGE = Path("content/blog/a.md")
NAMES = (
    "asset_deps", "cache", "config", "graph", "indexes/section", "page_metadata",
    "parsed/blog/a", "taxonomy_index", "templates/base.html",
)  # fmt: skip
JUNK = st.sampled_from(
    [None, True, -1, 3.5, 10**15, "x", [], {}, ["a", 1], [[1]], {"a": 1}, {"a": {"b": []}}]
)


def ask(folder):
    """Ask everything that artefacts answer; raises what the API raises."""
    cache = BuildCache.load(folder / "cache.json")
    for name in field_names(BuildCache):
        getattr(cache, name)
    cache.get_stats()
    cache.get_affected_pages(Path("data/team.yaml"))
    cache.get_parsed_content(PAGE)
    pages = PageDiscoveryCache(folder / "page_metadata.json")
    pages.stats()
    pages.is_current(PAGE)
    tags = TaxonomyIndex(folder / "taxonomy_index.json")
    tags.stats()
    tags.get_tags_for_page(PAGE)
    AssetDependencyMap(folder / "asset_deps.json").stats()
    registry = QueryIndexRegistry(folder)
    registry.stats()
    for name in registry.names():
        registry.get(name).get_keys_for_page(PAGE)


def ask_graph(folder):
    """Ask the graph and what stands on it."""
    DependencyGraph.load(folder / "graph.json.zst").export()
    TemplateDependencies(folder).pages_of("base.html")


def places(value, at=()):
    """Yield the place of each part of a value, of long lists the first few."""
    yield at
    if isinstance(value, dict | list):
        pairs = value.items() if isinstance(value, dict) else enumerate(value[:4])
        for name, part in pairs:
            yield from places(part, (*at, name))


def harmed(value, at, junk):
    """Return *value* with *junk* in one place."""
    if not at:
        return junk
    made = copy.deepcopy(value)
    part = made
    for name in at[:-1]:
        part = part[name]
    part[at[-1]] = junk
    return made


def ask_all(folder):
    """Ask everything; that the graph is no graph is the one error that may be told."""
    ask(folder)
    with suppress(StateError):
        ask_graph(folder)


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_junk_in_any_place(built, name, data):
    """Whatever stands in whatever place of an artefact: an answer, or an error that is ours."""
    path = built.root / f".bengal/{name}.json.zst"
    whole = path.read_bytes()
    value = decode(whole)
    depth = data.draw(st.integers(0, 6))
    at = data.draw(st.sampled_from([place for place in places(value) if len(place) <= depth]))
    path.write_bytes(encode(harmed(value, at, data.draw(JUNK))))
    try:
        ask_all(built.root / ".bengal")
    finally:
        path.write_bytes(whole)


@pytest.mark.parametrize(
    ("name", "at", "junk"),
    [
        ("taxonomy_index", ("tags", "x", "pages", 0), ["a", 1]),
        ("taxonomy_index", ("tags", "x", "pages"), True),
        ("page_metadata", ("pages", "blog/a"), []),
        ("page_metadata", ("pages", "blog/a", "kind"), []),
        ("page_metadata", ("pages", "blog/a", "date"), "x"),
        ("page_metadata", ("pages", "blog/a", "taxonomies"), -1),
        ("page_metadata", ("pages", "blog/a", "taxonomies", "tags"), None),
        ("templates/base.html", ("refers",), 3.5),
        ("graph", ("names", 3), {"a": 1}),
    ],
)
def test_junk_that_was_found(built, name, at, junk):
    """Places where junk once came out as a traceback."""
    path = built.root / f".bengal/{name}.json.zst"
    path.write_bytes(encode(harmed(decode(path.read_bytes()), at, junk)))

    ask_all(built.root / ".bengal")


def test_a_row_that_is_none_is_left_out(built):
    """The pages beside it are there."""
    path = built.root / ".bengal/page_metadata.json.zst"
    value = decode(path.read_bytes())
    path.write_bytes(encode(harmed(value, ("pages", "blog/a", "taxonomies"), [])))
    pages = PageDiscoveryCache(path)

    assert pages.get_metadata(PAGE) is None
    assert pages.has_metadata(Path("content/blog/b.md"))
