"""Admonitions, parts that fold, and notes on versions."""

from __future__ import annotations

import pytest


def _aside(classes, title, body, kind="admonition"):
    return (
        f'<aside class="{classes}" role="note">\n<p class="{kind}-title">{title}</p>\n'
        f"{body}</aside>\n"
    )


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("note", "Note"),
        ("tip", "Tip"),
        ("warning", "Warning"),
        ("danger", "Danger"),
        ("error", "Error"),
        ("info", "Info"),
        ("example", "Example"),
        ("success", "Success"),
        ("caution", "Caution"),
        ("seealso", "See also"),
        ("important", "Important"),
        ("attention", "Attention"),
        ("hint", "Hint"),
    ],
)
def test_admonition_is_an_aside(html, name, title):
    """Each kind has a class and a title of its own."""
    expected = _aside(f"admonition {name}", title, "<p>a <em>b</em></p>\n")

    assert expected == html(f":::{{{name}}}\na *b*\n:::\n")


def test_admonition_has_title_class_and_id(parse):
    """The argument is the title, in Markdown; options give classes and an id."""
    body = parse(":::{note} See *this*\n:class: wide x<y .low\n:name: me\n\nText\n:::")

    expected = (
        '<aside class="admonition note wide low" id="me" role="note">\n'
        '<p class="admonition-title">See <em>this</em></p>\n<p>Text</p>\n</aside>\n'
    )
    assert (expected,) == body.pieces
    assert ("me",) == body.anchors


def test_admonition_without_kind(html):
    """The plain admonition takes its looks from a class."""
    expected = _aside("admonition tip", "T", "<p>a</p>\n")

    assert expected == html(":::{admonition} T\n:class: tip\na\n:::")


def test_backticks_make_directives_too(html):
    """A code fence whose info string is a name in braces is a directive."""
    expected = _aside("admonition note x", "T", "<p>a <em>b</em></p>\n")

    assert expected == html("```{note} T\n:class: x\na *b*\n```")
    assert expected == html("~~~{note} T\n:class: x\na *b*\n~~~")


@pytest.mark.parametrize(
    ("option", "opened"), [("", ""), (":open:\n", " open"), (":open: false\n", "")]
)
@pytest.mark.parametrize("name", ["dropdown", "details"])
def test_dropdown_is_details(html, name, option, opened):
    """A dropdown needs no script; it may be open at first."""
    expected = (
        f'<details class="dropdown"{opened}>\n<summary>More <em>x</em></summary>\n'
        "<p>a</p>\n</details>\n"
    )

    assert expected == html(f":::{{{name}}} More *x*\n{option}a\n:::")


def test_dropdown_without_title(html):
    """Something must be there to click on."""
    assert "<summary>Details</summary>" in html(":::{details}\na\n:::")


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("since", "New in version 1.2"),
        ("changed", "Changed in version 1.2"),
        ("deprecated", "Deprecated since version 1.2"),
    ],
)
def test_note_on_a_version(html, name, label):
    """What came, changed or went says so before its text."""
    expected = _aside(f"version-note {name}", label, "<p>a</p>\n", "version")

    assert expected == html(f":::{{{name}}} 1.2\na\n:::")
