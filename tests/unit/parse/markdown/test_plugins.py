"""Tables, definition lists and the other plugins, on and off."""

from __future__ import annotations

import pytest


def test_table_stands_in_a_box(html):
    """A wide table can be scrolled; cells are aligned."""
    expected = (
        '<div class="table-wrap" tabindex="0">\n<table>\n<thead>\n<tr>\n'
        '  <th style="text-align:right">a</th>\n  <th>b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n'
        '  <td style="text-align:right">c</td>\n  <td><code>d</code></td>\n</tr>\n'
        "</tbody>\n</table>\n</div>\n"
    )

    assert expected == html("| a | b |\n|--:|---|\n| c | `d` |\n")


@pytest.mark.parametrize(
    ("cell", "text"),
    [(r"`a\|b`", "<code>a|b</code>"), (r"a\|b", "a|b"), (r"**a\|b**", "<strong>a|b</strong>")],
)
def test_pipe_in_a_cell(html, cell, text):
    """An escaped pipe is a pipe of its cell, also in code (GFM's extension for tables)."""
    assert f"<td>{text}</td>" in html(f"| h |\n|---|\n| {cell} |\n")


def test_definition_list(html):
    """Terms and what they mean; meanings may hold blocks, and directives among them."""
    text = "A *b*\nC\n: one\n: two\n\n  :::{rubric} R\n  :::\n"

    expected = (
        "<dl>\n<dt>A <em>b</em></dt>\n<dt>C</dt>\n<dd>one</dd>\n"
        '<dd><p>two</p>\n<p class="rubric">R</p>\n</dd>\n</dl>\n'
    )
    assert expected == html(text)


def test_definitions_know_references(html):
    """A reference that is defined in a meaning holds for the page."""
    text = "[x][r]\n\nA\n: b\n\n  [r]: c.md\n"

    assert html(text).startswith('<p><a href="[href c.md]">x</a></p>\n')


def test_abbreviations_are_whole_words(html):
    """The middle of a word is no abbreviation, and the longest one wins."""
    text = 'IT ITEM W3 W3C\n\n*[IT]: a "b"\n*[W3]: c\n*[W3C]: d\n'

    expected = (
        '<p><abbr title="a &quot;b&quot;">IT</abbr> ITEM <abbr title="c">W3</abbr> '
        '<abbr title="d">W3C</abbr></p>\n'
    )
    assert expected == html(text)


def test_longest_abbreviation_wins(html):
    """An abbreviation of two words goes before that of its first."""
    text = "A B\n\n*[A]: c\n*[A B]: d\n"

    assert '<p><abbr title="d">A B</abbr></p>\n' == html(text)


def test_task_list(html):
    """A box in front of an item, which cannot be clicked."""
    expected = (
        '<ul>\n<li class="task-list-item"><input class="task-list-item-checkbox" type="checkbox" '
        "disabled checked/>a</li>\n</ul>\n"
    )

    assert expected == html("- [x] a")


@pytest.mark.parametrize(
    ("name", "text", "tag"),
    [
        ("tables", "| a |\n|---|\n| b |\n", "<table"),
        ("footnotes", "a[^1]\n\n[^1]: b", "<sup"),
        ("task_lists", "- [ ] a", "<input"),
        ("strikethrough", "~~a~~", "<del>"),
        ("definition_lists", "a\n: b", "<dl>"),
        ("abbreviations", "A\n\n*[A]: b", "<abbr"),
        ("alerts", "> [!NOTE]\n> a", "<aside"),
    ],
)
def test_each_plugin_is_a_setting(html, name, text, tag):
    """A plugin is there when it is named, and only then."""
    assert tag in html(text)
    assert tag in html(text, plugins=(name,))
    assert tag not in html(text, plugins=())


def test_line_breaks_are_a_setting(html):
    """With hard breaks every line is a line."""
    assert "<p>a\nb</p>\n" == html("a\nb")
    assert "<p>a<br />\nb</p>\n" == html("a\nb", hard_wrap=True)
