"""Code blocks: info strings, highlighting, and lines."""

from __future__ import annotations

import pytest

from bengal_tasks.parse.markdown.code import CodeStyle, numbers_in, style_of


_PLAIN = '<div class="highlight"{lang}><pre tabindex="0"><code>{code}</code></pre></div>\n'


@pytest.mark.parametrize(
    ("info", "style"),
    [
        ("", CodeStyle()),
        ("python", CodeStyle("python")),
        ("c++", CodeStyle("c++")),
        (
            'python {linenos=true, hl_lines="2 4-6", title="app.py"}',
            CodeStyle("python", "app.py", "2 4-6", numbered=True),
        ),
        ('python hl_lines="2 4"', CodeStyle("python", "", "2 4")),
        ('py linenums="7" title="a b"', CodeStyle("py", "a b", numbered=True, first=7)),
        ("js {2,4-6}", CodeStyle("js", "", "2,4-6")),
        ("js{2,4-6}", CodeStyle("js", "", "2,4-6")),
        ("{2}", CodeStyle("", "", "2")),
        ("{2,4}", CodeStyle("", "", "2,4")),
        ('hl_lines="1"', CodeStyle("", "", "1")),
        ("{.python}", CodeStyle("python")),
        (
            'go {linenos=table,hl_lines=[8,"15-17"],linenostart=199}',
            CodeStyle("go", "", '8,"15-17"', numbered=True, first=199),
        ),
        ("go {linenos=false}", CodeStyle("go", numbered=False)),
        ("toml {file='hugo.toml' copy=true}", CodeStyle("toml", "hugo.toml")),
        ("go {linenostart=99999999999999}", CodeStyle("go")),
    ],
)
def test_info_string_in_all_spellings(info, style):
    """Our spelling, that of mkdocs and that of Hugo say the same."""
    assert style == style_of(info)


def test_numbers_are_bounded_by_the_lines_there_are():
    """A range to a million lines costs nothing."""
    assert [3, 1, 2, 3] == numbers_in("3 1-99999999", 3)


def test_code_is_highlighted_by_classes(html):
    """Pygments names what each part is, and the theme gives the colours."""
    code = '<span class="n">x</span> <span class="o">=</span> <span class="s2">"&lt;"</span>\n'

    expected = _PLAIN.format(lang=' data-lang="python"', code=code)
    assert expected == html('```python\nx = "<"\n```')


@pytest.mark.parametrize("language", ["nope", "text", "mermaid", "a&amp;b"])
def test_unknown_language_is_shown_as_it_is(html, language):
    """A language that nobody knows is no error."""
    expected = _PLAIN.format(lang=f' data-lang="{language}"', code='a &lt; "b" &amp;amp;\n')

    assert expected == html(f'```{language}\na < "b" &amp;\n```')


def test_code_without_language(html):
    """Code may say no language, by a fence or by four blanks."""
    expected = _PLAIN.format(lang="", code="a*b*\n")

    assert expected == html("```\na*b*\n```")
    assert expected.replace("\n<", "<") == html("    a*b*\n")


def test_highlighting_is_a_setting(html):
    """Without highlighting the language is still named."""
    expected = _PLAIN.format(lang=' data-lang="python"', code="x = 1\n")

    assert expected == html("```python\nx = 1\n```", highlight=False)


def test_lines_are_marked_and_numbered(html):
    """A number is an attribute, so that it is neither copied nor searched."""
    code = (
        '<span class="line"><span class="line-number" data-line="1"></span>a\n</span>'
        '<span class="line highlighted"><span class="line-number" data-line="2"></span>b\n</span>'
    )

    expected = _PLAIN.format(lang=' data-lang="text"', code=code)
    assert expected == html('```text {linenos=true, hl_lines="2"}\na\nb\n```', highlight=False)


def test_blank_lines_count(html):
    """The number of a line is its number in the source, also after a blank one."""
    shown = html("```python {2}\n\nx\n```")

    assert '<span class="line">\n</span><span class="line highlighted">' in shown


def test_all_code_may_be_numbered(html):
    """The setting holds where the block says nothing else."""
    assert 'data-line="1"' in html("```\na\n```", line_numbers=True)
    assert "data-line" not in html("```text {linenos=false}\na\n```", line_numbers=True)


def test_code_may_be_empty(html):
    """A block of nothing has no line."""
    assert _PLAIN.format(lang=' data-lang="python"', code="") == html("```python\n```")


def test_title_stands_above(html):
    """A title makes a figure of the block."""
    block = _PLAIN.format(lang=' data-lang="text"', code="a\n")

    expected = (
        '<figure class="code-block">\n<figcaption class="code-title">a &lt; b</figcaption>\n'
        f"{block}</figure>\n"
    )
    assert expected == html('```text {title="a < b"}\na\n```')


def test_code_is_text_to_search(parse):
    """What is in a block is searched, the numbers of its lines are not."""
    assert "if x < 1: y()" == parse("```python {linenos=true}\nif x < 1:\n    y()\n```").text


def test_no_marker_can_be_forged(html):
    """A NUL character in the source is replaced, so no text is taken for a slot."""
    assert "<p>[a](b.md) ".replace("[a](b.md)", '<a href="[href b.md]">a</a>') in html(
        "[a](b.md) \x000\x00"
    )
    assert "\ufffd0\ufffd" in html("```\n\x000\x00\n```")
    assert "\ufffd0\ufffd" in html("&#0;0&#0;")
