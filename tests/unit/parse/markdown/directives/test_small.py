"""Buttons, badges and other single elements."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    "text",
    [
        ":::{button} a.md\n:color: primary\nGo *on*\n:::",
        ":::{button} Go *on*\n:link: a.md\n:type: primary\n:::",
    ],
)
def test_button_is_a_link(html, text):
    """The argument is the target and the body the label, or the other way with an option."""
    expected = (
        '<p class="button-row"><a class="button button-primary" href="[href a.md]">'
        "Go <em>on</em></a></p>\n"
    )

    assert expected == html(text)


def test_badge_is_a_span(html):
    """A badge is a few words with a colour."""
    expected = '<p><span class="badge badge-success">New <em>x</em></span></p>\n'

    assert expected == html(":::{badge} New *x*\n:type: success\n:::")


def test_container_has_classes(html):
    """Its argument names classes; what is no name is left out."""
    expected = '<div class="box wide low">\n<p>a</p>\n</div>\n'

    assert expected == html(":::{container} box .wide <x>\n:class: low\na\n:::")


def test_rubric_is_no_heading(parse):
    """A rubric looks like a heading, and is not in the contents."""
    body = parse(":::{rubric} A *b*\n:::")

    assert ('<p class="rubric">A <em>b</em></p>\n',) == body.pieces
    assert () == body.toc


def test_target_is_an_anchor(parse):
    """A place without a heading can be linked to."""
    body = parse(":::{target} here\n:::\n[x](#here)")

    assert (
        '<span class="target" id="here"></span>\n<p><a href="#here">x</a></p>\n',
    ) == body.pieces
    assert ("here",) == body.anchors
