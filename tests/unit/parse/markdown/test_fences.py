"""Fences: where a directive ends."""

from __future__ import annotations

import pytest


def _note(body, title="Note", kind="note"):
    return (
        f'<aside class="admonition {kind}" role="note">\n'
        f'<p class="admonition-title">{title}</p>\n{body}</aside>\n'
    )


_INNER = _note("<p>in</p>\n", "Tip", "tip")
_NESTED = _note(f"{_INNER}<p>out</p>\n") + "<p>after</p>\n"


@pytest.mark.parametrize(
    "text",
    [
        "::::{note}\n:::{tip}\nin\n:::\nout\n::::\nafter",
        ":::{note}\n:::{tip}\nin\n:::\nout\n:::\nafter",
        ":::{note}\n::::{tip}\nin\n::::\nout\n:::\nafter",
        ":::{note}\n```{tip}\nin\n```\nout\n:::\nafter",
        "````{note}\n```{tip}\nin\n```\nout\n````\nafter",
        "```{note}\n:::{tip}\nin\n:::\nout\n```\nafter",
        "  :::{note}\n  :::{tip}\n  in\n  :::\n  out\n  :::\nafter",
        "::: {note}\n::: {tip}\nin\n:::\nout\n:::   \nafter",
    ],
)
def test_directives_nest(html, text):
    """Longer fences nest, fences of one length nest, and kinds of fences mix."""
    assert _NESTED == html(text)


def test_longer_fence_closes_shorter_one(parse, shown):
    """A closing fence may be longer than the opening one."""
    body = parse(":::{note}\nout\n:::::\nafter")

    assert _note("<p>out</p>\n") + "<p>after</p>\n" == shown(body.pieces)
    assert () == body.notices


def test_shorter_fence_is_text(html):
    """A fence with fewer colons closes nothing."""
    assert _note("<p>out\n:::\nmore</p>\n") == html("::::{note}\nout\n:::\nmore\n::::")


def test_fence_with_text_is_text(html):
    """What stands behind the colons makes them a part of the text, and so does a list."""
    assert _note("<p>a\n::: b\nc</p>\n") == html(":::{note}\na\n::: b\nc\n:::")
    assert _note("<ul>\n<li>:::</li>\n</ul>\n") == html(":::{note}\n- :::\n:::")


def test_indented_directive_has_indented_body(html):
    """The body of a directive that is moved in is moved in as far."""
    code = '<div class="highlight"><pre tabindex="0"><code>a</code></pre></div>\n'

    assert _note(code) == html("  :::{note}\n      a\n  :::")


def test_outer_fence_ends_inner_directive(parse, shown):
    """The inner directive that is not closed is told; the outer one ends where it says."""
    body = parse("::::{note}\n:::{tip}\nin\n::::\nafter")

    assert _note(_INNER) + "<p>after</p>\n" == shown(body.pieces)
    assert [(11, 'the directive "tip" is not closed', "directive")] == [
        (notice.line, notice.message, notice.kind) for notice in body.notices
    ]


@pytest.mark.parametrize("fence", [":::", "```", "~~~~"])
def test_directive_without_end(parse, shown, fence):
    """What is not closed goes on to the end of the page, and is told."""
    body = parse(f"a\n\n{fence}{{note}}\nb\n\nc")

    assert "<p>a</p>\n" + _note("<p>b</p>\n<p>c</p>\n") == shown(body.pieces)
    assert [12] == [notice.line for notice in body.notices]


def test_directive_at_the_very_end(parse):
    """An opening fence may be the last line."""
    assert [11] == [notice.line for notice in parse("a\n:::{note}").notices]


def test_fences_in_code_are_code(html):
    """A page about directives can show them inside of one."""
    text = ":::{note}\n```text\n:::\n:::{tip}\n```\nout\n:::\nafter"

    code = (
        '<div class="highlight" data-lang="text"><pre tabindex="0"><code>:::\n:::{tip}\n</code>'
        "</pre></div>\n"
    )
    assert _note(f"{code}<p>out</p>\n") + "<p>after</p>\n" == html(text)


def test_backticks_within_a_line_open_no_code(html):
    """Inline code with three backticks is no fence."""
    assert _note("<p><code>a</code></p>\n") + "<p>b</p>\n" == html(":::{note}\n```a```\n:::\nb")


def test_directive_ends_a_paragraph_and_a_quote(html):
    """No blank line is needed before a directive."""
    assert "<p>a</p>\n" + _INNER == html("a\n:::{tip}\nin\n:::")
    assert "<blockquote>\n<p>a</p>\n</blockquote>\n" + _INNER == html("> a\n:::{tip}\nin\n:::")
    assert f"<ul>\n<li>a</li>\n</ul>\n{_INNER}" == html("- a\n:::{tip}\nin\n:::")


@pytest.mark.parametrize(
    "text",
    [
        "- :::{tip}\n  in\n  :::\n- b",
        "- :::{tip}\n\n  in\n\n  :::\n\n- b",
    ],
)
def test_directive_in_a_list(html, text):
    """A directive may be what an item starts with."""
    assert f"<ul>\n<li>{_INNER}</li>\n<li>" in html(text)


def test_directive_in_a_quote_in_a_directive(html):
    """Marks of quotes and lists do not hide a fence from the one around it."""
    text = ":::{note}\n> :::{tip}\n> in\n> :::\n\n1. :::{tip}\n   in\n   :::\n:::\nafter"

    body = f"<blockquote>\n{_INNER}</blockquote>\n<ol>\n<li>{_INNER}</li>\n</ol>\n"
    assert _note(body) + "<p>after</p>\n" == html(text)


@pytest.mark.parametrize("text", [":::", ":::\n\n:::", ":::note\na", ":: {note}", ":::{1a}"])
def test_other_colons_are_text(parse, text):
    """Only a name in braces makes a directive."""
    body = parse(text)

    assert () == body.notices
    assert "<aside" not in body.pieces[0]


def test_options_stand_at_the_top(html):
    """A line like an option further down is text."""
    assert _note("<p>a\n:class: x</p>\n") == html(":::{note}\na\n:class: x\n:::")


def test_plugins_work_in_lists_and_directives(html):
    """What a page may hold, its parts may hold as well."""
    text = ":::{tip}\n- Term\n  : Def ~~x~~\n:::"

    body = "<ul>\n<li><dl>\n<dt>Term</dt>\n<dd>Def <del>x</del></dd>\n</dl>\n</li>\n</ul>\n"
    assert _note(body, "Tip", "tip") == html(text)
