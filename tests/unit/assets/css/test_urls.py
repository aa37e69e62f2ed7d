"""What a URL means, and how it is written from elsewhere."""

from __future__ import annotations

import posixpath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bengal_tasks.assets.css.urls import Target, rebased, target_of


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("a.png", Target("css/a.png")),
        (" ./x/../a.png ", Target("css/a.png")),
        ("..\\img\\a.png", Target("img/a.png")),
        ("a\n.png", Target("css/a.png")),
        ("%2e%2e/a.png", Target("a.png")),
        ("a%2520.png", Target("css/a%20.png")),
        ("../../a.png", Target(outside=True)),
        ("%2e%2e/%2e%2e/a.png", Target(outside=True)),
        ("a.png?b#c", Target("css/a.png", "?b#c")),
        ("a.png#c?d", Target("css/a.png", "#c?d")),
        ("?b", Target()),
        ("x/", Target()),
        ("..", Target()),
        ("a%00", Target()),
        ("/assets/../a.png", Target()),
        ("/assets/a.png", Target("a.png", rooted=True)),
        ("C:x", Target(external=True)),
        ("\\\\x/y", Target(external=True)),
    ],
)
def test_target(url, expected):
    """Percent signs are read once, dots are worked out, and nothing leads out of the assets."""
    assert target_of(url, "css/site.css", "") == expected


PATHS = st.lists(st.sampled_from(["a", "b", "c"]), min_size=1, max_size=4).map("/".join)


@given(PATHS, PATHS, st.integers(0, 6), PATHS)
def test_a_moved_url_means_the_same(sheet, entry, ups, path):
    """From the bundle a URL leads to where it led from its own stylesheet."""
    url = "../" * ups + path

    moved = rebased(url, sheet, entry)

    root = "/1/2/3/4/5/6/7/8"
    ours = posixpath.normpath(posixpath.join(root, posixpath.dirname(entry), moved))
    assert ours == posixpath.normpath(posixpath.join(root, posixpath.dirname(sheet), url))
