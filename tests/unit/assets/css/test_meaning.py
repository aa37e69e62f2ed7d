"""Two stylesheets that mean the same, or do not."""

from __future__ import annotations

import pytest

from bengal_tasks.assets.css.meaning import same_meaning


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("a { b : c ; }", "a{b :c}"),
        ("a , b > c{}", "a,b>c{}"),
        ("a{b:/* c */d}", "a{b:d}"),
        ("a{b:#ffffff}", "a{b:#fff}"),
        ("a{b: c !important}", "a{b:c!important}"),
        ("<!-- a{} -->", "a{}"),
    ],
)
def test_same(first, second):
    """Spaces, comments and the length of a colour make no difference."""
    assert same_meaning(first, second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("a :hover{}", "a:hover{}"),
        ("a{b:calc(1px + 2px)}", "a{b:calc(1px+2px)}"),
        ("a{b:calc(1px + (2px))}", "a{b:calc(1px +(2px))}"),
        ("a{--b:c /**/ d}", "a{--b:c  d}"),
        ("a{--b: c}", "a{--b:c}"),
        ("a{b:c/**/d}", "a{b:cd}"),
        ("a{b:'c  d'}", "a{b:'c d'}"),
        ("a{b:c d}", "a{b:cd}"),
        ("a{b:c}", "a{b:c!important}"),
        ("a{b:url(c)}", "a{b:url(d)}"),
        ("a (b){}", "a(b){}"),
        ("@media a and (b){}", "@media a and(b){}"),
        ("a{b:#fffff0}", "a{b:#fff}"),
    ],
)
def test_different(first, second):
    """A space that separates, a custom property to the letter, and any other token do."""
    assert not same_meaning(first, second)
