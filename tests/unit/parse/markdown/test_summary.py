"""The summary of a body."""

from __future__ import annotations

import pytest


@pytest.fixture
def summary(parse, shown):
    """Parse a body, and show its summary."""
    return lambda text, **settings: shown(parse(text, **settings).summary)


def test_summary_is_what_stands_before_more(parse, shown):
    """The comment cuts, and is not on the page."""
    body = parse("# T\n\na\n\n```\nb\n```\n\n<!--more-->\n\nc")

    code = '<div class="highlight"><pre tabindex="0"><code>b\n</code></pre></div>'
    assert f"<p>a</p>\n{code}" == shown(body.summary)
    assert "more" not in shown(body.pieces)
    assert "T a b c" == body.text


@pytest.mark.parametrize("html", ["allow", "escape", "strip"])
@pytest.mark.parametrize(
    "more", ["\n\n<!--more-->\n\n", "\n\n<!-- MORE -->\n", " <!-- more -->\n\n"]
)
def test_more_works_with_any_html(parse, shown, html, more):
    """The comment is ours, whatever is done with raw HTML and wherever it stands."""
    body = parse(f"a{more}b", html=html)

    assert "<p>a</p>" == shown(body.summary).replace("a ", "a")
    assert "a b" == body.text
    assert "more" not in shown(body.pieces).lower()


def test_more_at_the_start(summary):
    """Nothing before the comment is no summary."""
    assert summary("<!--more-->\n\na") == ""


def test_summary_is_the_first_paragraphs(summary):
    """Paragraphs are taken while the number of words allows, and stay whole."""
    text = "a b c\n\nd e\n\nf g"

    assert "<p>a b c</p>\n<p>d e</p>" == summary(text, excerpt_length=6)
    assert "<p>a b c</p>" == summary(text, excerpt_length=1)


def test_summary_ends_at_a_heading(summary):
    """Text of the next section does not belong to the first."""
    assert "<p>a</p>" == summary("# T\n\na\n\n## B\n\nc")


def test_summary_ends_at_code_but_does_not_start_with_it(summary):
    """Code, tables and directives are no summary; lists and quotes are."""
    text = "```\nx\n```\n\na\n\n- b\n\n> c\n\n:::{note}\nd\n:::\n\ne"

    expected = "<p>a</p>\n<ul>\n<li>b</li>\n</ul>\n<blockquote>\n<p>c</p>\n</blockquote>"
    assert expected == summary(text)


def test_summary_has_no_notes_and_no_anchors(summary):
    """What leads into the page itself is left out."""
    text = "a[^1] b\n\n> ## H\n>\n> c\n\n[^1]: note"

    expected = '<p>a b</p>\n<blockquote>\n<h2 id="h">H </h2>\n<p>c</p>\n</blockquote>'
    assert expected == summary(text)


def test_page_without_prose(summary):
    """A page may have no summary at all."""
    assert ["", "", ""] == [summary(""), summary("# T"), summary("```\nx\n```")]
