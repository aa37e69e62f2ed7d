"""Bundles: a page with files of its own."""

from __future__ import annotations


def test_file_of_a_bundle(built):
    """A file beside a page is copied beside it, and its edit leads to the copy alone."""
    built.edit("content/guide/kit/parts.txt", "bolt", "screw")
    ran = built.build()

    assert {"static:content/guide/kit/parts.txt"} == ran.ran
    assert {"guide/kit/parts.txt"} == ran.changed
    assert built.is_clean()


def test_file_that_goes(built):
    """A file that is gone is removed, and the page that links to it is told."""
    built.remove("content/guide/kit/parts.txt")
    ran = built.build()

    assert "warning content/guide/kit/index.md:5: the link leads nowhere: parts.txt" in ran.text
    assert "guide/kit/parts.txt" not in built.published()
    assert {"guide/kit"} == ran.of("page")
    assert built.is_clean()


def test_bundle_moves_with_its_slug(built):
    """The files of a bundle are where its page is."""
    built.edit("content/guide/kit/index.md", "title: Kit", "title: Kit\nslug: box")
    built.build()

    assert "guide/box/parts.txt" in built.published()
    assert not (built.root / "public/guide/kit").exists()
    assert built.is_clean()


def test_draft_bundle(built):
    """The files of a page that is not published are not published."""
    built.edit("content/guide/kit/index.md", "title: Kit", "title: Kit\ndraft: true")
    built.build()

    assert not (built.root / "public/guide/kit").exists()
    assert built.is_clean()


def test_resources(built):
    """A list of a bundle's files follows the files."""
    built.edit("templates/page.html", "{% if false %}", "{% for file in page.resources %}"
               "{{ file.url }}{% endfor %}{% if false %}")  # fmt: skip
    built.build()
    built.write("content/guide/kit/more.txt", "more\n")
    ran = built.build()

    assert {"guide/kit"} == ran.of("page")
    assert {"guide/kit/index.html", "guide/kit/more.txt"} == ran.changed
    assert built.is_clean()


def test_page_beside_a_bundle(built):
    """A second page makes the folder a section; the first is then its page."""
    built.write("content/guide/kit/tools.md", "Tools.\n")
    built.build()

    assert "/guide/kit/tools/" in built.read("public/guide/kit/index.html")
    assert built.is_clean()

    built.remove("content/guide/kit/tools.md")
    built.build()
    assert built.is_clean()
