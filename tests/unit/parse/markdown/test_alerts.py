"""Alerts: which quotes are admonitions, what is in them, and the lines of that."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize("name", ["note", "tip", "important", "warning", "caution"])
def test_names(html, name):
    """A quote under a mark is what the directive of that name is, in capitals or not."""
    expected = html(f":::{{{name}}}\na *b*\n\n- c\n:::")

    assert f'<aside class="admonition {name}" role="note">' in expected
    assert expected == html(f"> [!{name.upper()}]\n> a *b*\n>\n> - c")
    assert expected == html(f"> [!{name}]  \n> a *b*\n>\n> - c")


@pytest.mark.parametrize(
    "text",
    [
        "> [!NOTE]",
        "> [!NOTE]\n>",
        "> [!NOTE] a",
        "> a\n> [!NOTE]",
        "> [!OTHER]\n> a",
        "> - [!NOTE]",
    ],
)
def test_quotes(html, text):
    """A quote that says nothing under its mark, or has no mark alone in its first line, is one."""
    assert "<blockquote>" in html(text)
    assert "<aside" not in html(text)


@pytest.mark.parametrize("text", ["> [!NOTE]\n> a", "> [!NOTE]\n>\n> a", "> [!NOTE]\na"])
def test_text(html, text):
    """The mark may stand above an empty line, and the text may go on without its own mark."""
    assert "<p>a</p>" in html(text)
    assert "[!NOTE]" not in html(text)


def test_places(html):
    """Alerts stand in lists, directives and each other, several in a row, and before text."""
    assert "<li>" in html("- a\n\n  > [!TIP]\n  > b")
    assert 1 == html("- a\n\n  > [!TIP]\n  > b").count("<aside")
    assert 2 == html("> [!TIP]\n> a\n>\n> > [!NOTE]\n> > b").count("<aside")
    assert 2 == html("> [!TIP]\n> a\n\n> [!NOTE]\n> b").count("<aside")
    for block in ("- b", "```\nb\n```"):
        found = html(f"> [!TIP]\n> a\n{block}\n")
        assert 1 == found.count("<aside")
        assert "b" in found.partition("</aside>")[2]


def test_lines(parse):
    """A link in an alert knows the line of the file that it is on."""
    body = parse("a\n\n> [!NOTE]\n> b\n> [c](d.md)\n>\n> [e](f.md)")
    slots = [piece for piece in body.pieces if not isinstance(piece, str)]

    assert [("d.md", 14), ("f.md", 16)] == [(slot.target, slot.line) for slot in slots]
