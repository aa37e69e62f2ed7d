"""The index: sections, terms and neighbours, worked out from rows."""

from __future__ import annotations

import pytest


BLOG = {"list_type": "blog"}


@pytest.fixture
def blog(row, index):
    """Return an index over a blog of four posts, the last without a date."""
    return index(
        row("blog/_index", section="blog", **BLOG),
        row("blog/a", date="2026-01-01", taxonomies={"tags": ["X", "y"]}),
        row("blog/b", date="2026-01-02", taxonomies={"tags": ["x"]}),
        row("blog/c", date="2026-01-02"),
        row("blog/d"),
    )


def test_blog_is_newest_first(blog):
    """Posts come by date, equal dates by key, and what has no date comes last."""
    assert ["blog/b", "blog/c", "blog/a", "blog/d"] == blog.sections["blog"].pages
    assert ["blog/b", "blog/c", "blog/a", "blog/d"] == blog.listed


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ({}, ["d/b", "d/a", "d/c"]),
        ({"by": "title"}, ["d/c", "d/b", "d/a"]),
        ({"by": "title", "order": "desc"}, ["d/a", "d/b", "d/c"]),
        ({"by": "date"}, ["d/c", "d/a", "d/b"]),
        ({"by": "date", "order": "asc"}, ["d/b", "d/a", "d/c"]),
    ],
)
def test_order_of_other_sections(row, index, sort, expected):
    """Other sections go by weight, or as the settings say."""
    found = index(
        row("d/a", weight=2, title="Z", date="2026-01-01"),
        row("d/b", weight=1, title="y"),
        row("d/c", title="X", date="2026-02-01"),
        sort=sort,
    )

    assert expected == found.sections["d"].pages


def test_neighbours_of_a_blog(blog):
    """In a blog the page after a post is the newer one."""
    assert ["blog/b"] == blog.neighbour("blog/c", 1)
    assert ["blog/a"] == blog.neighbour("blog/c", -1)
    assert [] == blog.neighbour("blog/b", 1)
    assert [] == blog.neighbour("blog/d", -1)


def test_neighbours_of_a_manual(row, index):
    """Elsewhere the page after is the next of the list."""
    found = index(row("d/a"), row("d/b"))

    assert (["d/b"], []) == (found.neighbour("d/a", 1), found.neighbour("d/a", -1))
    assert [] == found.neighbour("d/gone", 1)
    assert [] == found.neighbour("_index", 1)


def test_terms(blog):
    """Spellings with one slug are one term, called by the first of them."""
    terms = blog.terms["tags"]

    assert ["x", "y"] == list(terms)
    assert ("X", "/tags/x/", ["blog/b", "blog/a"]) == (
        terms["x"].name,
        terms["x"].url,
        terms["x"].pages,
    )


def test_page_with_two_spellings(row, index):
    """A page that spells a term in two ways is in its list once."""
    found = index(row("a", taxonomies={"tags": ["x", "X"]}))

    assert ["a"] == found.terms["tags"]["x"].pages


def test_hidden_page(row, index):
    """A page that is not listed is in no list, and has no neighbours."""
    found = index(row("d/a"), row("d/b", listed=False, taxonomies={"tags": ["x"]}), row("d/c"))

    assert (["d/a", "d/c"], {}) == (found.sections["d"].pages, found.terms["tags"])
    assert (["d/c"], []) == (found.neighbour("d/a", 1), found.neighbour("d/b", 1))


def test_tree(row, index):
    """A section's tree is its own pages, then those of its subsections."""
    found = index(row("d/z"), row("d/sub/a"), row("d/sub/deep/b"), row("e/x"))

    assert ["d/z", "d/sub/a", "d/sub/deep/b"] == found.tree("d")
    assert [] == found.tree("gone")


def test_ancestors(row, index):
    """The way from home down to a page."""
    found = index(row("d/sub/a"))

    assert ["_index", "d/_index", "d/sub/_index"] == found.ancestors("d/sub/a")
    assert ["_index", "d/_index"] == found.ancestors("d/sub/_index")
    assert ([], []) == (found.ancestors("_index"), found.ancestors("gone"))


def test_related(row, index):
    """Pages that share more terms come first, of equal ones the newer."""
    found = index(
        row("a", taxonomies={"tags": ["x", "y"]}),
        row("b", taxonomies={"tags": ["x"]}, date="2026-01-01"),
        row("c", taxonomies={"tags": ["x"]}, date="2026-01-02"),
        row("d", taxonomies={"tags": ["y", "X"]}),
        row("e", taxonomies={"tags": ["z"]}),
    )

    assert ["d", "c", "b"] == found.related("a", 5)
    assert ["d"] == found.related("a", 1)
    assert [] == found.related("gone", 5)


def test_look_ups(blog):
    """A page is found by its source and by its URL."""
    assert "blog/a" == blog.by_source["blog/a.md"]
    assert "blog/a" == blog.by_url["/blog/a/"]
