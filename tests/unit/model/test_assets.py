"""Assets: names with fingerprints, and types."""

from __future__ import annotations

import pytest

from bengal_tasks.model.assets import (
    is_partial,
    is_plain,
    logical_name,
    marked,
    type_of,
)


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
def test_marked(name, published):
    """The fingerprint stands before the suffix."""
    assert published == marked(name, "12ab")


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


@pytest.mark.parametrize(
    ("name", "logical"),
    [
        ("css/site.scss", "css/site.css"),
        ("css/site.SASS", "css/site.css"),
        ("js/app.ts", "js/app.js"),
        ("js/app.mjs", "js/app.mjs"),
        ("img/a.png", "img/a.png"),
    ],
)
def test_logical_name(name, logical):
    """What is compiled is known by the name that it is published under."""
    assert logical == logical_name(name)


def test_partial():
    """A stylesheet whose name starts with an underscore is a part of others; a script is not."""
    assert is_partial("css/_vars.scss")
    assert not is_partial("css/_vars.css")
    assert not is_partial("js/_init.js")


def test_exempt():
    """A glob of the settings keeps names as they are."""
    assert is_plain("feeds/a.xml", ["feeds/*"])
    assert not is_plain("feed.xml", ["feeds/*"])
