"""Values: sets of candidate images and refreshes are split as browsers split them."""

from __future__ import annotations

import pytest

from bengal_tasks.assets.html.values import refresh, srcset


def urls(mentions, value):
    """Return the URLs of *mentions*; each must stand where it says."""
    every = list(mentions)
    assert all(value[each.start : each.end] == each.url for each in every)
    return [each.url for each in every]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("a", ["a"]),
        ("a 1x, b 2x", ["a", "b"]),
        ("a,b", ["a,b"]),
        ("a, b", ["a", "b"]),
        ("a ,b", ["a", "b"]),
        (",, a 1x,, ,b,", ["a", "b"]),
        ("a,, b", ["a", "b"]),
        ("data:image/png;base64,AA,BB 1x, b 2x", ["data:image/png;base64,AA,BB", "b"]),
        ("a foo, b 3h 4q bar", ["a", "b"]),
        ("a f(1, 2) 2x, b", ["a", "b"]),
        ("a f(1, (2) 2x, b", ["a", "b"]),
        ("a f(, b", ["a"]),
        ("a ), b", ["a", "b"]),
        ("\n a\t1x\f,\rb", ["a", "b"]),
        ("a\u00a0b 1x", ["a\u00a0b"]),
        ("a 1x 2x,b", ["a", "b"]),
        (" , ", []),
        ("", []),
    ],
)
def test_srcset(value, expected):
    """Commas part candidates after a descriptor or at the end of a URL, not within one."""
    assert expected == urls(srcset(value), value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("0; url=a", ["a"]),
        ("0;URL = 'a b' x", ["a b"]),
        ('1.5, url="a', ["a"]),
        (".5 a", ["a"]),
        ("0; a", ["a"]),
        ("0; urla", ["urla"]),
        ("0; url=url=a", ["url=a"]),
        ("0; a'b", ["a'b"]),
        ("0; url=", []),
        ("0; url=''", []),
        ("0;", []),
        ("5", []),
        ("0x; url=a", []),
        ("url=a", []),
        ("; url=a", []),
    ],
)
def test_refresh(value, expected):
    """What comes after the seconds is the URL, with or without a name and quotes."""
    assert expected == urls(refresh(value), value)
