"""The query indexes: who is found under which key."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bengal_tasks.model.query_indexes import (
    authors_of,
    by_keys,
    categories_of,
    content_hash,
    dates_of,
    index_value,
)


_FOUND = st.lists(st.tuples(st.text(max_size=3), st.just({}), st.sampled_from("abcd")))


def test_authors():
    """Each author is a key."""
    assert [("jane", {}), ("john", {})] == list(authors_of({"authors": ["jane", "john"]}))


def test_categories():
    """A category is found in lower case, whatever names it: the taxonomy or the single field."""
    row = {"taxonomies": {"categories": ["Big Data "]}, "params": {"category": "Tools"}}

    found = dict(categories_of(row))

    assert {"big data": {"display_name": "Big Data"}, "tools": {"display_name": "Tools"}} == found


def test_dates():
    """A date is found under its year and its month; a page without one under none."""
    keys = [key for key, _ in dates_of({"date": "2026-03-01"})]

    assert ["2026", "2026-03"] == keys
    assert [] == list(dates_of({"date": None}))


def test_unlisted(row, index):
    """A page that lists do not show is in no index."""
    rows = index(row("a", authors=["x"]), row("b", authors=["x"], listed=False))

    assert ["a"] == [page for _, _, page in by_keys(rows, authors_of)]


@given(_FOUND)
def test_all_and_nothing_else(found):
    """Every page is under its keys once, in the order given, and no key is empty."""
    entries = index_value("x", found)["entries"]

    for key, entry in entries.items():
        pages = [page for other, _, page in found if other == key]
        assert list(dict.fromkeys(pages)) == entry["page_paths"] != []
        assert content_hash(pages[::-1]) == entry["content_hash"] or len(set(pages)) != len(pages)
    assert {key for key, _, _ in found if key} == set(entries)


def test_first_metadata_wins():
    """What is known of a key is what its first page says."""
    found = [("k", {"n": 1}, "a"), ("k", {"n": 2}, "b")]

    assert {"n": 1} == index_value("x", found)["entries"]["k"]["metadata"]
