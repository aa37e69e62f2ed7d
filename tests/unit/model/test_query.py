"""Queries: lists of pages as values."""

from __future__ import annotations

import pytest

from bengal_tasks.model.query import Query, answer


@pytest.fixture
def site(row, index):
    """Return an index over three pages."""
    return index(
        row("a", weight=1, params={"mood": "red", "deep": {"x": 1}}, taxonomies={"tags": ["t"]}),
        row("b", weight=3, title="B"),
        row("c", params={"mood": "blue"}, title="b"),
    )


@pytest.mark.parametrize(
    ("name", "operator", "value", "expected"),
    [
        ("mood", "==", "red", ["a"]),
        ("params.mood", "==", "red", ["a"]),
        ("deep.x", "==", 1, ["a"]),
        ("mood", "!=", "red", ["b", "c"]),
        ("tags", "==", "t", ["a"]),
        ("tags", "contains", "t", ["a"]),
        ("weight", ">", 1, ["b"]),
        ("weight", ">=", 1, ["a", "b"]),
        ("weight", "<", 3, ["a"]),
        ("weight", "<=", 3, ["a", "b"]),
        ("weight", ">", "text", []),
        ("mood", "in", ["red", "green"], ["a"]),
        ("mood", "not_in", ["red", "green"], ["b", "c"]),
        ("gone", "==", None, ["a", "b", "c"]),
    ],
)
def test_where(site, name, operator, value, expected):
    """A test keeps the pages that pass it; what is missing is neither less nor more."""
    query = Query.of("pages").then("where", name, operator, value)

    assert expected == query.keys(site)


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([("sort_by", "weight", False)], ["a", "b", "c"]),
        ([("sort_by", "weight", True)], ["b", "a", "c"]),
        ([("sort_by", "title", False)], ["a", "b", "c"]),
        ([("limit", 2)], ["a", "b"]),
        ([("limit", 0)], []),
        ([("offset", 1)], ["b", "c"]),
        ([("last", 2)], ["b", "c"]),
        ([("last", 0)], []),
        ([("reverse",)], ["c", "b", "a"]),
        ([("limit", 1), ("union", [["pages"], ["reverse"]])], ["a", "c", "b"]),
        ([("offset", 1), ("limit", 1), ("reverse",)], ["b"]),
    ],
)
def test_steps(site, steps, expected):
    """Steps are taken one after the other."""
    query = Query.of("pages")
    for step in steps:
        query = query.then(*step)

    assert expected == query.keys(site)


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (("all",), ["_index", "a", "b", "c"]),
        (("page", "a"), ["a"]),
        (("page", "gone"), []),
        (("source", "a.md"), ["a"]),
        (("url", "/a/"), ["a"]),
        (("url", "/gone/"), []),
        (("section", ""), ["a", "b", "c"]),
        (("section", "gone"), []),
        (("subsections", "gone"), []),
        (("term", "tags", "t"), ["a"]),
        (("term", "gone", "t"), []),
        (("neighbour", "a", 1), ["b"]),
        (("ancestors", "a"), ["_index"]),
        (("related", "a", 3), []),
    ],
)
def test_starts(site, start, expected):
    """A query starts at a page, a section, a term or all of the site."""
    found = Query.of(*start).keys(site)

    assert sorted(expected) == sorted(found)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("", ["a", "b"]),
        ("#", 2),
        ("title,weight", [["a", "a", 1], ["b", "B", 3]]),
        ("gone", [["a", None], ["b", None]]),
    ],
)
def test_answer(site, fields, expected):
    """A query that is spelled as an entry yields keys, their number, or the fields of the rows."""
    query = Query.of("pages").then("limit", 2)

    assert expected == answer(site, query.spelled(fields))


@pytest.mark.parametrize("name", ["a!b,c", 'q"uote', "ü", "[", "\\"])
def test_odd_names(row, index, name):
    """Keys with the signs that a spelling uses come through it."""
    found = index(row(name))

    assert [[name, name]] == answer(found, Query.of("page", name).spelled("title"))


def test_query_is_a_value():
    """Queries with equal steps are equal, also when their arguments are lists."""
    one = Query.of("pages").then("where", "x", "in", ["a", "b"])
    two = Query.of("pages").then("where", "x", "in", ("a", "b"))

    assert one == two
    assert hash(one) == hash(two)
