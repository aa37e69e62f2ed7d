"""Claims: one published path, one owner."""

from __future__ import annotations

import pytest

from bengal_tasks.errors import SiteError
from bengal_tasks.tasks.claims import Claims


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("/", "public/index.html"),
        ("/a/", "public/a/index.html"),
        ("/a.html", "public/a.html"),
        ("/a/b.xml", "public/a/b.xml"),
        ("a", "public/a"),
    ],
)
def test_target(url, target):
    """A URL that ends in a slash is an index.html."""
    assert target == Claims("public").target(url)


@pytest.mark.parametrize("url", ["/../a/", "/a/../../b", "//a", "/a\\b", "/a//b/", "/\0"])
def test_paths_that_escape(url):
    """A URL that leads out of the output folder is an error."""
    with pytest.raises(SiteError):
        Claims("public").claim(url, "content/a.md")


def test_second_owner():
    """A second owner is an error that names both; the same owner may ask twice."""
    claims = Claims("public")
    claims.claim("/a/", "content/a.md")
    claims.claim("/a/", "content/a.md")

    with pytest.raises(SiteError) as caught:
        claims.claim("/a/index.html", "static/a/index.html")
    assert (
        "static/a/index.html: content/a.md and static/a/index.html both claim the URL "
        "/a/index.html\n\nhint: give one of them another 'slug' or 'url', or move it"
    ) == str(caught.value)
    assert claims.is_claimed("/a/")
    assert not claims.is_claimed("/b/")


def test_file_and_folder():
    """A path that has to be a file and a folder is an error."""
    claims = Claims("public")
    claims.claim("/a/b/c.txt", "static/a/b/c.txt")
    claims.check()
    claims.claim("/a", "static/a")

    with pytest.raises(
        SiteError, match="static/a is published as public/a, which must be a folder"
    ):
        claims.check()
