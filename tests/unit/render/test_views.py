"""Views: what a template sees, and that each read is recorded as finely as it was made."""

from __future__ import annotations

import pytest

from bengal_tasks.render.pages import PageView
from bengal_tasks.render.sections import SectionView, TermView
from bengal_tasks.render.site import Paginator, SiteView
from bengal_tasks.render.values import Config


def test_fields(scope, read):
    """Reading fields of a page makes one dependency that names those fields."""
    page = PageView(scope, "docs/a")

    assert ("A & B", "/base/docs/a/", "https://e.org/base/docs/a/") == (
        page.title,
        page.url,
        page.permalink,
    )
    assert "red" == page.params.mood
    assert None is page.params.gone
    assert {
        'page_metadata#?[["page","docs/a"]]!params.gone,params.mood,title,url',
        "config#base_path",
        "config#site.baseurl",
    } == read()


def test_free_front_matter(scope):
    """Free front matter answers as a table does."""
    params = PageView(scope, "docs/a").params

    assert ("red", "none", True, False) == (
        params["mood"],
        params.get("gone", "none"),
        "mood" in params,
        "gone" in params,
    )
    assert [("mood", "red")] == params.items()


def test_dates(scope):
    """A date is a moment in UTC, and none when there is none."""
    assert "2026-03-01T00:00:00+00:00" == PageView(scope, "docs/b").date.isoformat()
    assert None is PageView(scope, "docs/a").date


def test_body(scope, read):
    """The body is read part by part; a page that was never parsed has none."""
    assert "<p>B</p>" == str(PageView(scope, "docs/b").content)
    assert "" == str(PageView(scope, "top").content)
    assert {"parsed/docs/b#pieces", "parsed/top#pieces"} == {
        name for name in read() if name.startswith("parsed/")
    }


def test_list_is_one_dependency(scope, read):
    """However long a list, it is one dependency on the query and the fields that were read."""
    assert ["A & B", "B"] == [page.title for page in SectionView(scope, "docs").pages]
    assert {
        'page_metadata#?[["page","docs/_index"]]!',
        'page_metadata#?[["section","docs"]]!title',
    } == read()


def test_length(scope, read):
    """Counting pages reads their number and nothing of them."""
    assert 3 == len(SiteView(scope).regular_pages)
    assert {'page_metadata#?[["pages"]]!#'} == read()


def test_steps(scope, read):
    """A list that is filtered and cut is still one query."""
    pages = SiteView(scope).regular_pages.where("section", "docs").sort_by("weight").limit(1)

    assert ["docs/a"] == [page.key for page in pages]
    steps = '["pages"],["where","section","==","docs"],["sort_by","weight",false],["limit",1]'
    assert {f"page_metadata#?[{steps}]!"} == read()


@pytest.mark.parametrize("cut", [slice(1, None), slice(None, 2), slice(1, 2)])
def test_slices(scope, cut):
    """A list of pages is cut as lists are."""
    pages = SiteView(scope).regular_pages

    assert [page.key for page in pages][cut] == [page.key for page in pages[cut]]


def test_neighbours(scope):
    """A page knows the pages before and after it, and what is above it."""
    page = PageView(scope, "docs/a")

    assert (None, "B", "Docs") == (page.prev, page.next.title, page.parent.title)
    assert ["/base/", "/base/docs/"] == [view.url for view in page.ancestors]


def test_terms(scope, read):
    """A term is read field by field."""
    (term,) = PageView(scope, "docs/a").terms("tags")

    assert ("X", "/base/tags/x/") == (term.name, term.url)
    assert {"taxonomy_index#tags/x!name", "taxonomy_index#tags/x!url"} <= read()
    assert ["docs/a"] == [page.key for page in TermView(scope, "tags", "x").pages]


def test_settings(scope, read):
    """A setting is read by its name, and a table only when all of it is."""
    config = Config(scope)

    assert ("Site", None) == (config.site.title, config.site.gone)
    assert {"config#site.title", "config#site.gone"} == read()
    assert ["baseurl", "title"] == sorted(config.site)
    assert "config#site" in read()


def test_page_that_is_asked_for(scope, read):
    """A page is found by source or URL; one that is not there is none, and a dependency."""
    site = SiteView(scope)

    assert "B" == site.get_page("docs/b.md").title
    assert "B" == site.get_page("/docs/b").title
    assert None is site.get_page("gone.md")
    assert 'page_metadata#?[["source","gone.md"],["limit",1]]!' in read()


@pytest.mark.parametrize(
    ("number", "expected"),
    [(1, (1, 2, False, True, "", "/base/x/page/2/")), (2, (2, 2, True, False, "/base/x/", ""))],
)
def test_paginator(scope, number, expected):
    """A sheet knows its number, how many there are, and the way to the others."""
    query = SiteView(scope).regular_pages.query
    sheet = Paginator(scope, query, number, 2, "/x/", "page")

    assert expected == (
        sheet.current_page,
        sheet.total_pages,
        sheet.has_prev,
        sheet.has_next,
        sheet.prev_url,
        sheet.next_url,
    )
    assert 3 - 2 * (number - 1) >= len(sheet.pages)
    assert [1, 2] == sheet.page_range


def test_views_are_equal_by_page(scope):
    """Two views of one page are equal, whichever way led to them."""
    assert PageView(scope, "docs/_index") == SectionView(scope, "docs")
    assert PageView(scope, "docs/a") in SiteView(scope).regular_pages
    assert 1 == len({PageView(scope, "docs/a"), PageView(scope, "docs/a")})
