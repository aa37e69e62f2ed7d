"""The cache store: both ways to load, what is left out, what is refused."""

from __future__ import annotations

import datetime as dt
import json
import logging
from dataclasses import asdict, dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bengal_tasks.cache import CacheStore, IndexEntry, PageCore, TagEntry
from bengal_tasks.cache.asset_dependency_map import AssetDependencyEntry
from bengal_tasks.cache.cacheable import Cacheable
from bengal_tasks.errors import ContractError
from bengal_tasks.store.codec import decode, encode
from tests.unit.cache.conftest import JSON_VALUES, TEXTS


PAGES = [PageCore("content/a.md", "A", dt.datetime(2026, 3, 1, tzinfo=dt.UTC)), PageCore("b", "")]


def test_both_ways_to_load(tmp_path):
    """The type of the entries is given with the store or with the call."""
    CacheStore[PageCore](tmp_path / "a.json").save(PAGES)

    assert PAGES == CacheStore[PageCore](tmp_path / "a.json").load()
    assert PAGES == CacheStore(tmp_path / "a.json.zst").load(PageCore, expected_version=1)
    assert PAGES == CacheStore[PageCore](tmp_path / "a").load(PageCore)


def test_a_store_of_ones_own(tmp_path):
    """A subclass of a store of a type knows the type."""

    class Pages(CacheStore[PageCore]):
        """A store of pages."""

    Pages(tmp_path / "a.json").save(PAGES)

    assert PAGES == Pages(tmp_path / "a.json").load()


def test_no_type(tmp_path):
    """A store that was told no type says how to tell it."""
    with pytest.raises(ContractError, match="does not know the type"):
        CacheStore(tmp_path / "a.json").load()


def test_the_file(tmp_path):
    """It is compressed, holds version and entries, and is the only one."""
    (tmp_path / "a.json").write_text("{}")
    CacheStore[TagEntry](tmp_path / "a.json").save([TagEntry("x", "X")], version=3, indent=4)

    value = decode((tmp_path / "a.json.zst").read_bytes())
    assert {"version": 3, "entries": [asdict(TagEntry("x", "X"))]} == value
    assert [tmp_path / "a.json.zst"] == list(tmp_path.iterdir())


def test_a_plain_file_is_read(tmp_path):
    """The plain file of former times is read, and saved as a compressed one."""
    entries = [page.to_cache_dict() for page in PAGES]
    (tmp_path / "a.json").write_text(json.dumps({"version": 1, "entries": entries}, indent=2))
    store = CacheStore[PageCore](tmp_path / "a.json")

    assert store.exists()
    assert PAGES == store.load()


def test_exists_and_clear(tmp_path):
    """Clear removes both files, and may be called again."""
    store = CacheStore[PageCore](tmp_path / "a.json")
    assert ([], False) == (store.load(), store.exists())

    store.save(PAGES)
    (tmp_path / "a.json").write_text("{}")
    store.clear()
    store.clear()
    assert [] == list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "value", [{"version": 2, "entries": []}, {"version": 1, "entries": {}}, {}, [], "x"]
)
def test_what_is_no_store(tmp_path, value, caplog):
    """Another version, no dict, no list of entries: nothing, and a warning."""
    (tmp_path / "a.json.zst").write_bytes(encode(value))

    assert [] == CacheStore[PageCore](tmp_path / "a.json").load()
    assert 1 == len(caplog.records)


def test_damage(tmp_path, damage, caplog):
    """Damage is nothing, and a warning."""
    (tmp_path / "a.json.zst").write_bytes(damage)

    with caplog.at_level(logging.WARNING):
        assert [] == CacheStore[PageCore](tmp_path / "a.json").load(expected_version=5)
    assert 1 == len(caplog.records)


@pytest.mark.parametrize(
    "bad",
    [
        {},
        None,
        [],
        "text",
        7,
        {"source_path": "b"},
        {"source_path": "b", "title": "B", "date": "?"},
    ],
)
def test_a_bad_entry_is_left_out(tmp_path, bad, caplog):
    """The entries around it are loaded."""
    entries = [PAGES[0].to_cache_dict(), bad, PAGES[1].to_cache_dict()]
    (tmp_path / "a.json.zst").write_bytes(encode({"version": 1, "entries": entries}))

    assert PAGES == CacheStore[PageCore](tmp_path / "a.json").load()
    assert "entry 1 is left out" in caplog.text


@dataclass
class Loose:
    """A type that keeps what it is given."""

    value: object

    def to_cache_dict(self):
        """Return the value as it is."""
        return {"value": self.value}

    @classmethod
    def from_cache_dict(cls, data):
        """Return the value."""
        return cls(data["value"])


@pytest.mark.parametrize("value", [PAGES[0], Path("a"), {"a"}, float("nan"), dt.date(2026, 3, 1)])
def test_a_broken_contract_is_refused(tmp_path, value):
    """What is no JSON is refused with the field's name, and the file stays as it was."""
    store = CacheStore[Loose](tmp_path / "a.json")
    store.save([Loose(1)])

    with pytest.raises(ContractError, match=r"^Loose\.value: "):
        store.save([Loose(1), Loose(value)])
    assert [Loose(1)] == store.load()


def test_what_is_not_cacheable_is_refused(tmp_path):
    """An entry without the two methods, or that makes no dict, is refused."""
    with pytest.raises(ContractError, match="entry 0: a dict is not cacheable"):
        CacheStore[PageCore](tmp_path / "a.json").save([{"title": "A"}])
    Loose.to_cache_dict, kept = (lambda _: ["x"]), Loose.to_cache_dict
    try:
        with pytest.raises(ContractError, match="returns a list"):
            CacheStore[Loose](tmp_path / "a.json").save([Loose(1)])
    finally:
        Loose.to_cache_dict = kept


CORES = st.builds(
    PageCore,
    TEXTS,
    TEXTS,
    date=st.none() | st.datetimes(timezones=st.none() | st.just(dt.UTC)),
    tags=st.lists(TEXTS, max_size=3),
    slug=st.none() | TEXTS,
    weight=st.none() | st.integers(-(2**31), 2**31),
    props=st.dictionaries(TEXTS, JSON_VALUES, max_size=3),
    aliases=st.lists(TEXTS, max_size=2),
)
TAGS = st.builds(TagEntry, TEXTS, TEXTS, st.lists(TEXTS, max_size=3), TEXTS, st.booleans())
INDEXED = st.builds(
    IndexEntry, TEXTS, st.lists(TEXTS, max_size=3), st.dictionaries(TEXTS, JSON_VALUES, max_size=3)
)
ASSETS = st.builds(AssetDependencyEntry, st.sets(TEXTS, max_size=3), TEXTS, st.booleans())


@given(st.one_of(st.lists(kind, max_size=4) for kind in (CORES, TAGS, INDEXED, ASSETS)))
def test_round_trip(tmp_path_factory, entries):
    """Every type comes back equal, from a file and from its own fields."""
    store = CacheStore(tmp_path_factory.mktemp("s") / "a.json")
    store.save(entries)

    kind = type(entries[0]) if entries else PageCore
    assert entries == store.load(kind)
    assert entries == [kind(**asdict(entry)) for entry in entries]
    assert all(isinstance(entry, Cacheable) for entry in entries)
