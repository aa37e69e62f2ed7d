"""Two sources for one URL: an error that names both, and no build that hides one of them."""

from __future__ import annotations

import pytest


def test_two_pages(built):
    """Two pages with one URL are an error that names both; either way out mends it."""
    before = built.published()
    built.write("content/blog/other.md", "---\nslug: b\n---\nAnother.\n")
    ran = built.build()

    assert (
        "ERROR: content/blog/other.md: content/blog/b.md and content/blog/other.md both claim "
        "the URL /blog/b/\n\nhint: give one of them another 'slug' or 'url', or move it\n"
    ) == ran.text
    assert 3 == ran.status
    assert frozenset() == ran.changed

    built.remove("content/blog/other.md")
    assert 0 == built.build().status
    assert before == built.published()


def test_other_way_out(built):
    """The first of two pages may give way as well."""
    built.write("content/blog/other.md", "---\nslug: b\n---\nAnother.\n")
    built.build()
    built.remove("content/blog/b.md")
    built.build()

    assert "Another." in built.read("public/blog/b/index.html")
    assert built.is_clean()


@pytest.mark.parametrize(
    ("path", "other"),
    [
        ("content/about.md", "content/about/index.md"),
        ("content/guide/_index.md", "content/guide/index.md"),
    ],
)
def test_two_pages_with_one_name(built, path, other):
    """A page and a bundle of the same name are at odds as well."""
    built.write(other, "Another.\n")
    ran = built.build()

    assert 3 == ran.status
    assert f"{path} and {other} both claim the URL /" in ran.text.replace(
        f"{other} and {path}", f"{path} and {other}"
    )

    built.edit(other, "Another.", "---\ndraft: true\n---\nAnother.")
    assert frozenset() == built.build().changed
    assert built.is_clean()


def test_page_and_static_file(built):
    """A page and a file that is copied can be at odds too."""
    built.write("static/about/index.html", "static\n")
    ran = built.build()

    assert (
        "content/about.md and static/about/index.html both claim the URL /about/index.html"
    ) in ran.text
    assert 3 == ran.status


def test_feature_and_static_file(built):
    """A file of one's own for what a feature writes is told which feature to turn off."""
    built.write("static/robots.txt", "mine\n")
    ran = built.build()

    assert "[features] robots and static/robots.txt both claim the URL /robots.txt" in ran.text
    assert "hint: turn off [features] robots, or move it" in ran.text

    built.edit("bengal.toml", "[params]", "[features]\nrobots = false\n\n[params]")
    assert 0 == built.build().status
    assert "mine\n" == built.read("public/robots.txt")


def test_file_and_folder(built):
    """A file that would have to be a folder too is an error."""
    built.write("static/about", "static\n")
    ran = built.build()

    assert "static/about is published as public/about, which must be a folder" in ran.text
    assert 3 == ran.status


def test_escaping_url(built):
    """A URL that leads out of the output folder is an error of its page."""
    built.edit("content/about.md", "title: About", "title: About\nurl: /../../about/")
    ran = built.build()

    assert 0 != ran.status
    assert "content/about.md" in ran.text
    assert not (built.root.parent / "about").exists()


def test_output_folder_is_a_link(built, tmp_path):
    """Nothing is written when the output folder is a link to somewhere else."""
    outside = tmp_path / "outside"
    outside.mkdir()
    built.remove("public")
    (built.root / "public").symlink_to(outside)
    ran = built.build()

    assert 0 != ran.status
    assert [] == list(outside.iterdir())


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("static/assets/css/site.css", "p {}\n"),
        ("content/x.md", "---\nurl: /assets/css/site.css\n---\n"),
    ],
)
def test_asset_without_a_fingerprint(built, path, text):
    """An asset that keeps its name has a claim on it; with a fingerprint there is no conflict."""
    built.write(path, text)
    assert 0 == built.build().status
    built.edit("bengal.toml", "[params]", "[assets]\nfingerprint = false\n\n[params]")
    ran = built.build()

    assert 3 == ran.status
    assert "both claim the URL /assets/css/site.css" in ran.text
