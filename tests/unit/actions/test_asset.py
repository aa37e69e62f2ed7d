"""Assets: names with fingerprints, and types."""

from __future__ import annotations

import pytest

from bengal_tasks.actions.asset import fingerprinted, is_plain, type_of


@pytest.mark.parametrize(
    ("name", "published"),
    [
        ("css/site.css", "css/site.12ab.css"),
        ("css/site.min.css", "css/site.min.12ab.css"),
        ("LICENSE", "LICENSE.12ab"),
        ("a.b/c", "a.b/c.12ab"),
        ("fonts/x.tar.gz", "fonts/x.tar.12ab.gz"),
    ],
)
def test_fingerprinted(name, published):
    """The fingerprint stands before the suffix."""
    assert published == fingerprinted(name, "12ab")


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("robots.txt", True),
        ("favicon.ico", True),
        (".well-known/x", True),
        ("img/favicon.ico", True),
        ("favicon.svg", False),
        ("css/a.css", False),
    ],
)
def test_plain(name, plain):
    """What others look for by name keeps its name."""
    assert plain == is_plain(name)


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.CSS", "css"), ("a.mjs", "javascript"), ("a.webp", "image"), ("a", "other")],
)
def test_type(name, kind):
    """A type is known by the suffix, in any case."""
    assert kind == type_of(name)
