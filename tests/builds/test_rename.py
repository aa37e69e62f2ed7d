"""Sources that go, come or get other names: what is left is what a clean build leaves."""

from __future__ import annotations

import pytest


FEEDS = {"rss.xml", "blog/rss.xml"}


def test_removed_page(built):
    """A page that is gone leaves no file, no list entry and no neighbour's link."""
    built.remove("content/blog/b.md")
    ran = built.build()

    assert {
        "blog/a/index.html",
        "blog/b/index.html",
        "blog/c/index.html",
        "blog/page/2/index.html",
        "tags/index.html",
        "tags/x/index.html",
        "search.json",
        "sitemap.xml",
    } | FEEDS == ran.changed
    assert {"blog/a", "blog/c"} == ran.of("page")
    assert {"page:blog/d", "listing:/", "listing:/tags/y/"} <= ran.up_to_date
    assert not (built.root / "public/blog/b").exists()
    assert built.is_clean()


def test_new_page(built):
    """A page that appears is in its lists, and only the last one gets a new neighbour."""
    text = "---\ntitle: Post E\ndate: 2026-01-05\ntags: [x]\n---\nThe body of E.\n"
    built.write("content/blog/e.md", text)
    ran = built.build()

    assert {"blog/d", "blog/e"} == ran.of("page")
    assert {
        "blog/d/index.html",
        "blog/e/index.html",
        "blog/index.html",
        "blog/page/2/index.html",
        "blog/page/3/index.html",
        "index.html",
        "tags/index.html",
        "tags/x/index.html",
        "tags/x/page/2/index.html",
        "search.json",
        "sitemap.xml",
    } | FEEDS == ran.changed
    assert {"page:blog/a", "page:blog/b", "page:blog/c", "listing:/tags/y/"} <= ran.up_to_date
    assert built.is_clean()


def test_all_posts_removed(built):
    """A section without pages is what it would be in a clean build; no old entry stays."""
    for name in "abcd":
        built.remove(f"content/blog/{name}.md")
    built.build()

    assert "Post" not in built.read("public/blog/index.html") + built.read("public/rss.xml")
    assert {"blog/index.html", "blog/rss.xml"} == {
        path for path in built.published() if path.startswith("blog/")
    }
    assert built.is_clean()


def test_section_removed(built):
    """A folder that is gone takes its pages, its list and its menu item with it."""
    built.remove("content/guide")
    ran = built.build()

    assert not (built.root / "public/guide").exists()
    assert "Guide" not in built.read("public/about/index.html")
    assert 0 == ran.status
    assert built.is_clean()


def test_section_renamed(built):
    """A folder under a new name is in the menu once, and all its pages move."""
    built.rename("content/guide", "content/manual")
    built.build()

    assert not (built.root / "public/guide").exists()
    assert "/manual/one/" in built.read("public/manual/index.html")
    assert "/guide/" not in built.read("public/about/index.html")
    assert built.is_clean()


def test_page_renamed(built):
    """A page under a new name is at its new URL, and nothing is at the old one."""
    built.rename("content/blog/b.md", "content/blog/bee.md")
    ran = built.build()

    assert {"blog/b/index.html", "blog/bee/index.html"} <= ran.changed
    assert "blog/b/index.html" not in built.published()
    assert {"page:blog/d", "listing:/tags/y/"} <= ran.up_to_date
    assert built.is_clean()


def test_page_renamed_with_the_same_slug(built):
    """A file under a new name that keeps its URL changes no published file."""
    built.edit("content/blog/b.md", "title: Post B", "title: Post B\nslug: bee")
    built.build()
    built.rename("content/blog/b.md", "content/blog/other.md")
    ran = built.build()

    assert frozenset() == ran.changed
    assert built.is_clean()


def test_slug_added_and_removed(built):
    """A page is at one URL, whatever its slug was before."""
    before = built.published()
    built.edit("content/blog/b.md", "title: Post B", "title: Post B\nslug: bee")
    built.build()
    assert "blog/b/index.html" not in built.published()
    assert built.is_clean()

    built.edit("content/blog/b.md", "\nslug: bee", "")
    built.build()
    assert before == built.published()


def test_names_that_differ_by_case(built):
    """A file whose name changes its case alone is at the same URL."""
    built.rename("content/about.md", "content/About.md")
    ran = built.build()

    assert frozenset() == ran.changed
    assert built.is_clean()


def test_file_becomes_folder_and_file_again(built):
    """A page that becomes a bundle keeps its URL, there and back."""
    before = built.published()
    built.rename("content/about.md", "content/about/index.md")
    ran = built.build()

    assert frozenset() == ran.changed
    assert built.is_clean()

    built.rename("content/about/index.md", "content/about.md")
    built.remove("content/about")
    ran = built.build()
    assert frozenset() == ran.changed
    assert before == built.published()


def test_published_file_becomes_folder(built):
    """A published file makes room for a folder of its name, and the other way round."""
    built.write("static/x", "a file\n")
    built.build()
    built.remove("static/x")
    built.write("static/x/y", "in a folder\n")
    ran = built.build()

    assert {"x", "x/y"} == ran.changed
    assert built.is_clean()

    built.remove("static/x")
    built.write("static/x", "a file again\n")
    ran = built.build()
    assert {"x", "x/y"} == ran.changed
    assert built.is_clean()


def test_last_page_of_a_tag(built):
    """A tag that no page carries has no list, no entry and no URL."""
    built.edit("content/blog/a.md", "[x, y]", "[y]")
    built.edit("content/blog/b.md", "[x]", "[]")
    ran = built.build()

    assert "tags/x/index.html" in ran.changed
    assert "tags/x/index.html" not in built.published()
    assert "/tags/x/" not in built.read("public/sitemap.xml") + built.read("public/tags/index.html")
    assert {"page:blog/c", "page:blog/d", "listing:/tags/y/"} <= ran.up_to_date
    assert built.is_clean()


def test_last_tag(built):
    """A taxonomy that no page uses has no overview."""
    for name in "abc":
        text = built.read(f"content/blog/{name}.md")
        built.write(f"content/blog/{name}.md", text.replace("tags:", "labels:"))
    built.build()

    assert not (built.root / "public/tags").exists()
    assert built.is_clean()


def test_two_spellings_of_a_tag(built):
    """Two tags that come out as one slug are one term, whichever comes first."""
    built.edit("content/blog/b.md", "tags: [x]", "tags: [X]")
    built.build()

    assert {"tags/x/index.html", "tags/y/index.html", "tags/index.html"} == {
        path for path in built.published() if path.startswith("tags/")
    }
    assert built.is_clean()


def test_list_shrinks(built):
    """A sheet that a list does not need any more is gone."""
    built.remove("content/blog/a.md")
    built.remove("content/blog/b.md")
    ran = built.build()

    assert "blog/page/2/index.html" in ran.changed
    assert not (built.root / "public/blog/page").exists()
    assert built.is_clean()


def test_alias(built):
    """A redirect comes with its alias, follows it and goes with it."""
    built.edit("content/about.md", "title: About", "title: About\naliases: [/us/]")
    ran = built.build()
    assert {"us/index.html"} == ran.changed
    assert "url=/about/" in built.read("public/us/index.html")

    built.edit("content/about.md", "/us/", "/we/")
    ran = built.build()
    assert {"us/index.html", "we/index.html"} == ran.changed
    assert built.is_clean()

    built.edit("content/about.md", "\naliases: [/we/]", "")
    ran = built.build()
    assert {"we/index.html"} == ran.changed
    assert built.is_clean()


def test_page_where_an_alias_was(built):
    """A page that appears at the URL of an alias wins, and the alias comes back after it."""
    built.edit("content/about.md", "title: About", "title: About\naliases: [/us/]")
    built.build()
    before = built.published()
    built.write("content/us.md", "Us.\n")
    built.build()
    assert "<p>Us.</p>" in built.read("public/us/index.html")
    assert built.is_clean()

    built.remove("content/us.md")
    built.build()
    assert before == built.published()


def test_redirect_follows_its_page(built):
    """A redirect leads to where its page is now."""
    built.edit("content/about.md", "title: About", "title: About\naliases: [/us/]")
    built.build()
    built.edit("content/about.md", "title: About", "title: About\nslug: who")
    built.build()

    assert "url=/who/" in built.read("public/us/index.html")
    assert built.is_clean()


def test_swapped_pages(built):
    """Two pages that swap their names swap their URLs."""
    built.rename("content/blog/a.md", "content/blog/tmp.md")
    built.rename("content/blog/b.md", "content/blog/a.md")
    built.rename("content/blog/tmp.md", "content/blog/b.md")
    built.build()

    assert "The body of B." in built.read("public/blog/a/index.html")
    assert built.is_clean()


def test_removed_and_restored(built):
    """Sources that go and come back leave no trace."""
    before = built.published()
    texts = {path: built.read(path) for path in ("content/blog/b.md", "snip/s.md")}
    for path in texts:
        built.remove(path)
    built.build()
    for path, text in texts.items():
        built.write(path, text)
    built.build()

    assert before == built.published()
    assert built.is_clean()


@pytest.mark.parametrize(
    "name", ["ü.md", "a b.md", "100%.md", "a=b.md", "a*b.md", "c#.md", "q?.md", "-x.md", "日本.md"]
)
def test_odd_names(built, name):
    """Names with signs that mean something elsewhere are built, edited and removed like others."""
    before = built.published()
    built.write(f"content/{name}", "One.\n")
    assert {} == built.build().failed

    built.write(f"content/{name}", "Two.\n")
    ran = built.build()
    page = {path for path in ran.changed if path.endswith(".html")}
    assert 1 == len(page)
    assert "<p>Two.</p>" in built.read(f"public/{page.pop()}")
    assert built.is_clean()

    built.remove(f"content/{name}")
    built.build()
    assert before == built.published()
