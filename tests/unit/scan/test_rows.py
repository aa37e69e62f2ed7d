"""Rows: titles, types and URLs from front matter and path."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bengal_tasks.model.config import BuildSettings, Config
from bengal_tasks.model.front_matter import FrontMatter
from bengal_tasks.scan.rows import row_of, titled, type_of, url_of, virtual_row


PLAIN = Config(build=replace(BuildSettings(), pretty_urls=False))


@pytest.mark.parametrize(
    ("key", "fields", "pretty", "plain"),
    [
        ("a", {}, "/a/", "/a.html"),
        ("blog/My Post", {}, "/blog/my-post/", "/blog/my-post.html"),
        ("blog/a", {"slug": "x"}, "/blog/x/", "/blog/x.html"),
        ("blog/a", {"url": "/else/"}, "/else/", "/else/"),
        ("blog/_index", {}, "/blog/", "/blog/"),
        ("blog/sub/_index", {"slug": "x"}, "/blog/x/", "/blog/x/"),
        ("_index", {}, "/", "/"),
        ("_index", {"slug": "x"}, "/", "/"),
    ],
)
def test_url(key, fields, pretty, plain):
    """A URL is the path in slugs; a slug replaces the last part, a URL all of it."""
    front = FrontMatter(**fields)

    assert (pretty, plain) == (url_of(front, Config(), key), url_of(front, PLAIN, key))


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("", "doc"),
        ("blog", "blog"),
        ("blog/2026", "blog"),
        ("docs/api", "api"),
        ("News", "blog"),
        ("other", "doc"),
    ],
)
def test_type(folder, kind):
    """A type is what a folder's name stands for, the deepest first."""
    assert kind == type_of(folder, "doc")


def test_title():
    """A page without a title is called after its file, home after the site."""
    config = Config()

    row = row_of(FrontMatter(), config, source="a/my-page.md", key="a/my-page")
    assert ("My Page", "page", "a") == (row["title"], row["kind"], row["section"])
    assert config.site.title == row_of(FrontMatter(), config, source="", key="_index")["title"]
    assert "API Docs" == titled("API_docs").replace("docs", "Docs")


def test_section_without_a_page():
    """A folder without a page of its own has a row all the same."""
    row = virtual_row("a/my-section", Config())

    assert ("a/my-section/_index", "section", "/a/my-section/", "", "My Section") == (
        row["key"],
        row["kind"],
        row["url"],
        row["source"],
        row["title"],
    )


def test_hidden():
    """A hidden page is in no list, menu, feed, sitemap or search."""
    row = row_of(FrontMatter(hidden=True), Config(), source="a.md", key="a")

    names = ("listed", "in_menu", "in_sitemap", "in_feeds", "in_search")
    assert {False} == {row[name] for name in names}
