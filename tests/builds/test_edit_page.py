"""Edits of one page: exactly what shows the edited part is made anew."""

from __future__ import annotations

import pytest


FEEDS = {"feed:/rss.xml", "feed:/blog/rss.xml"}
FEED_FILES = {"rss.xml", "blog/rss.xml"}


def test_body(built):
    """A body leads to its page, and to feeds and search where it is quoted."""
    built.edit("content/blog/c.md", "body of C", "BODY of C")
    ran = built.build()

    assert {"parse:blog/c", "page:blog/c", "search"} | FEEDS == ran.ran
    assert {"blog/c/index.html", "search.json"} | FEED_FILES == ran.changed == ran.rewritten
    assert {"page:blog/a", "page:blog/d", "metadata", "sitemap", "listing:/"} <= ran.up_to_date
    assert built.is_clean()


def test_body_beyond_the_summary(built):
    """What feeds do not quote does not make them stale."""
    built.write("content/blog/c.md", built.read("content/blog/c.md") + "\nword " * 300)
    built.build()
    built.write("content/blog/c.md", built.read("content/blog/c.md") + "last\n")
    ran = built.build()

    assert {"parse:blog/c", "page:blog/c", "search"} == ran.ran
    assert {"blog/c/index.html", "search.json"} == ran.changed == ran.rewritten
    assert built.is_clean()


def test_blank_lines(built):
    """A body that says the same in other bytes is parsed, and there it ends: early cutoff."""
    built.edit("content/blog/c.md", "The body of C.", "The body\nof C.\n\n\n")
    built.edit("content/blog/c.md", "The body\nof C.", "The body of C.")
    ran = built.build()

    assert {"parse:blog/c"} == ran.ran
    assert frozenset() == ran.changed | ran.rewritten
    assert built.is_clean()


def test_title(built):
    """A title leads to the page, its neighbours, and the lists that hold it."""
    built.edit("content/blog/b.md", "Post B", "Post Bee")
    ran = built.build()

    neighbours = {"page:blog/a", "page:blog/b", "page:blog/c"}
    lists = {"listing:/blog/page/2/", "listing:/tags/x/", "search"}
    assert {"parse:blog/b", "metadata"} | neighbours | lists | FEEDS == ran.ran
    assert (
        {
            "blog/a/index.html",
            "blog/b/index.html",
            "blog/c/index.html",
            "blog/page/2/index.html",
            "tags/x/index.html",
            "search.json",
        }
        | FEED_FILES
        == ran.changed
        == ran.rewritten
    )
    assert {"page:blog/d", "listing:/blog/", "listing:/tags/y/", "sitemap"} <= ran.up_to_date
    assert built.is_clean()


def test_title_in_the_menu(built):
    """A title that the menu shows is on every page."""
    built.edit("content/guide/_index.md", "title: Guide", "title: Manual")
    ran = built.build()

    html = {path for path in built.published() if path.endswith(".html")}
    assert html == ran.changed - {"search.json"}
    assert {"feed:/rss.xml", "feed:/blog/rss.xml", "sitemap", "robots"} <= ran.up_to_date
    assert built.is_clean()


def test_date_that_changes_the_order(built):
    """A date that moves a post leads to the lists and the neighbours that see another order."""
    built.edit("content/blog/b.md", "2026-01-02", "2025-12-31")
    ran = built.build()

    assert (
        {
            "blog/a/index.html",
            "blog/b/index.html",
            "blog/c/index.html",
            "blog/page/2/index.html",
            "tags/x/index.html",
            "search.json",
            "sitemap.xml",
        }
        | FEED_FILES
        == ran.changed
        == ran.rewritten
    )
    assert {"blog/a", "blog/b", "blog/c"} == ran.of("page")
    assert {"/blog/page/2/", "/tags/x/"} == ran.of("listing")
    assert built.is_clean()


def test_date_that_keeps_the_order(built):
    """A date that moves nothing leads to what shows it."""
    built.edit("content/blog/b.md", "2026-01-02", "2026-01-02T12:00:00Z")
    ran = built.build()

    assert {"blog/b"} == ran.of("page")
    assert set() == ran.of("listing")
    assert FEED_FILES == ran.changed == ran.rewritten
    assert built.is_clean()


def test_tag(built):
    """Another tag leads to the lists of the old and of the new one, and to the overview."""
    built.edit("content/blog/c.md", "tags: [y]", "tags: [z]")
    ran = built.build()

    assert {
        "blog/c/index.html",
        "tags/index.html",
        "tags/y/index.html",
        "tags/z/index.html",
        "sitemap.xml",
        "search.json",
    } == ran.changed
    assert {"blog/c"} == ran.of("page")
    assert {"/tags/", "/tags/y/", "/tags/z/"} == ran.of("listing")
    assert {"listing:/tags/x/", "page:blog/a"} | FEEDS <= ran.up_to_date
    assert built.is_clean()


def test_description(built):
    """A description leads to the search index alone, because no template shows it."""
    built.edit("content/blog/c.md", "mood: calm", "mood: calm\ndescription: Short")
    ran = built.build()

    assert {"parse:blog/c", "metadata", "search"} == ran.ran
    assert {"search.json"} == ran.changed == ran.rewritten
    assert built.is_clean()


def test_key_that_nothing_reads(built):
    """Front matter that no template reads leads to no published file."""
    built.edit("content/blog/c.md", "mood: calm", "mood: wild")
    ran = built.build()

    assert {"parse:blog/c", "metadata"} == ran.ran
    assert frozenset() == ran.changed | ran.rewritten
    assert built.is_clean()


def test_key_that_a_template_asked_for_in_vain(built):
    """A key that was read while it was missing makes the page stale when it appears."""
    built.edit("content/about.md", "title: About", "title: About\npromo: true")
    ran = built.build()

    assert {"parse:about", "metadata", "page:about"} == ran.ran - {"edges"}
    assert {"about/index.html"} == ran.changed == ran.rewritten
    assert "Buy one" in built.read("public/about/index.html")
    assert built.is_clean()


def test_spelling_of_front_matter(built):
    """Front matter that says the same in another spelling leads to nothing."""
    built.edit("content/blog/c.md", "title: Post C\n", "# a comment\ntitle: 'Post C'\n")
    ran = built.build()

    assert {"parse:blog/c"} == ran.ran
    assert frozenset() == ran.changed | ran.rewritten


def test_included_file(built):
    """A file that a body includes leads to that body."""
    built.edit("snip/s.md", "shared", "common")
    ran = built.build()

    assert {"parse:guide/two", "page:guide/two", "search"} == ran.ran
    assert {"guide/two/index.html", "search.json"} == ran.changed == ran.rewritten
    assert built.is_clean()


def test_lines_of_another_file(built):
    """Of a source that is shown, only the chosen lines count for what is published."""
    built.write("code/app.py", "import os\n\nprint(os)\n")
    block = "\n:::{literalinclude} /code/app.py\n:lines: 3\n:::\n"
    built.write("content/guide/two.md", built.read("content/guide/two.md") + block)
    built.build()

    built.edit("code/app.py", "import os\n", "import os, sys\n")
    ran = built.build()
    assert {"parse:guide/two"} == ran.ran
    assert frozenset() == ran.changed

    built.edit("code/app.py", "print(os)", "print(sys)")
    ran = built.build()
    assert {"guide/two/index.html", "search.json"} == ran.changed
    assert built.is_clean()


def test_heading_that_is_linked_to(built):
    """A heading that goes is told to the page that links to it, with file and line."""
    built.edit("content/guide/two.md", "## Setup", "## Set-up")
    ran = built.build()

    told = "content/guide/one.md:6: there is no heading #setup in guide/two"
    assert told in ran.text
    assert {"guide/one", "guide/two"} == ran.of("page")
    assert {"guide/two/index.html", "search.json"} == ran.changed
    assert built.is_clean()


def test_weight(built):
    """A weight leads to what shows the pages in order."""
    built.edit("content/guide/two.md", "weight: 2", "weight: 9")
    ran = built.build()

    assert {"guide/index.html", "search.json", "sitemap.xml"} == ran.changed
    assert {"/guide/"} == ran.of("listing")
    assert built.is_clean()


def test_cascade(built):
    """A cascade that appears changes the pages below it, and no others."""
    text = "title: Guide\ncascade:\n  promo: true"
    built.edit("content/guide/_index.md", "title: Guide", text)
    ran = built.build()

    assert {"guide/kit/index.html", "guide/one/index.html"} == ran.changed
    assert {"guide/kit", "guide/one"} == ran.of("page")
    assert built.is_clean()


def test_two_edits_at_once(built):
    """Edits of several pages in one build are all seen."""
    built.edit("content/blog/b.md", "body of B", "BODY of B")
    built.edit("content/about.md", "Who", "Who and where")
    ran = built.build()

    assert {"blog/b", "about"} == ran.of("page")
    assert {"blog/b/index.html", "about/index.html", "search.json"} | FEED_FILES == ran.changed
    assert built.is_clean()


@pytest.mark.parametrize("path", ["content/blog/c.md", "content/about.md", "content/_index.md"])
def test_edit_and_revert(built, path):
    """A text that comes back brings the published bytes back."""
    before, text = built.published(), built.read(path)
    built.write(path, text + "\nMore.\n")
    built.build()
    assert before != built.published()

    built.write(path, text)
    built.build()
    assert before == built.published()
