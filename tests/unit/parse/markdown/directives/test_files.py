"""Files in files: Markdown that is parsed in place, and sources that are shown."""

from __future__ import annotations

import pytest

from bengal_tasks.errors import ContentError, Place
from bengal_tasks.model.body import Slot
from bengal_tasks.parse.markdown import MarkdownSettings, parse_body


def _code(text, lang="python"):
    return (
        f'<div class="highlight" data-lang="{lang}"><pre tabindex="0"><code>{text}</code></pre>'
        "</div>\n"
    )


def test_included_markdown_is_part_of_the_page(parse, files):
    """Headings, references and notes of the file are those of the page."""
    files["part.md"] = "## Part\n\n[r] and[^1]\n\n[r]: b.md\n"

    body = parse("a\n\n:::{include} part.md\n:::\n\n[r]\n\n[^1]: note")
    assert ["Part"] == [heading.title for heading in body.toc]
    assert [Slot("href", "b.md", 12), Slot("href", "b.md", 15)] == [
        piece for piece in body.pieces if isinstance(piece, Slot)
    ]
    assert "a Part r and r note" == body.text


def test_line_within_a_file_is_that_of_the_directive(parse, files):
    """A message names the page, so it names the line where the file comes in."""
    files["part.md"] = "\n\n\n:::{note}\n\n- [x](#gone)\n"

    lines = {
        notice.message: notice.line for notice in parse("a\n\n:::{include} part.md\n:::").notices
    }
    assert {
        'nothing on this page has the id "gone"': 12,
        'the directive "note" is not closed': 12,
    } == lines


def test_own_ids_of_included_files_go_first(parse, files):
    """An id that a file gives is not taken by a slug before it."""
    files["part.md"] = "# B {#a}\n"

    assert ("a-1", "a") == parse("# A\n\n:::{include} part.md\n:::").anchors


def test_missing_file_is_an_error_with_line(parse):
    """The error of the callable gets the place that only we know."""
    with pytest.raises(ContentError) as caught:
        parse("a\n\n:::{include} gone.md\n:::")

    assert ("there is no gone.md", Place("content/a.md", 12)) == (
        caught.value.headline,
        caught.value.place,
    )


def test_missing_literal_is_an_error_with_line(parse):
    """The same holds for a source that is shown."""
    with pytest.raises(ContentError) as caught:
        parse("- a\n\n  :::{literalinclude} gone.py\n  :::")

    assert Place("content/a.md", 12) == caught.value.place


def test_place_of_an_error_is_kept():
    """An error that knows its place keeps it."""
    error = ContentError("bad", Place("b.md", 3))

    def include(_path):
        raise error

    with pytest.raises(ContentError) as caught:
        parse_body(
            ":::{include} x\n:::",
            source="a.md",
            first_line=1,
            settings=MarkdownSettings(),
            include=include,
        )

    assert error is caught.value


@pytest.mark.parametrize(
    ("contents", "route"),
    [
        ({"b.md": ":::{include} b.md\n:::"}, "content/a.md -> b.md -> b.md"),
        (
            {"b.md": "> :::{include} c.md\n> :::", "c.md": ":::{include} ./x/../b.md\n:::"},
            "content/a.md -> b.md -> c.md -> b.md",
        ),
        ({"b.md": ":::{include} content/a.md\n:::"}, "content/a.md -> b.md -> content/a.md"),
    ],
)
def test_files_that_include_each_other(parse, files, contents, route):
    """A circle is an error that names every file of it."""
    files.update(contents)

    with pytest.raises(ContentError) as caught:
        parse("\n:::{include} b.md\n:::")

    assert f"content/a.md:11: files include each other: {route}" == str(caught.value)


def test_one_file_may_be_included_twice(html, files):
    """Twice is no circle."""
    files["b.md"] = "b\n"

    assert "<p>b</p>\n<p>b</p>\n" == html(":::{include} b.md\n:::\n:::{include} b.md\n:::")


def test_chain_of_files_has_an_end(parse, files):
    """Ten files deep is enough."""
    files.update({f"{n}.md": f":::{{include}} {n + 1}.md\n:::\n" for n in range(1, 12)})

    with pytest.raises(ContentError, match=r"included more than 10 deep: .* 10.md -> 11.md"):
        parse(":::{include} 1.md\n:::")


def test_literal_include_shows_a_file(html, files):
    """The language is known by the name of the file."""
    files["app/x.py"] = "a < 1\n*b*\n"

    assert _code("a &lt; 1\n*b*\n") == html(":::{literalinclude} app/x.py\n:::", highlight=False)


def test_literal_include_picks_lines(html, files):
    """Some lines, in another language, with a caption, and one of them marked."""
    files["x.unknown"] = "1\n2\n3\n4\n5\n"
    text = (
        ":::{literalinclude} x.unknown\n:lines: 2-3,5-99\n:language: text\n"
        ":emphasize-lines: 2\n:caption: x & y\n:::"
    )

    lines = (
        '<span class="line">2\n</span><span class="line highlighted">3\n</span>'
        '<span class="line">5\n</span>'
    )
    expected = (
        '<figure class="code-block">\n<figcaption class="code-title">x &amp; y</figcaption>\n'
        f"{_code(lines, 'text')}</figure>\n"
    )
    assert expected == html(text)


def test_code_block_as_a_directive(html):
    """The spelling of other programs is understood, and its body is not Markdown."""
    text = "```{code-block} python\n:linenos:\n:lineno-start: 7\n\n*x*\n```"

    lines = '<span class="line"><span class="line-number" data-line="7"></span>*x*\n</span>'
    assert _code(lines) == html(text, highlight=False)
