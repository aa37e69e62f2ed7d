"""Links: hostile URLs, and fragments of the page."""

from __future__ import annotations

import pytest


_HOSTILE = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "<javascript:alert(1)>",
    "< javascript:alert(1)>",
    "java&Tab;script:alert(1)",
    "java&NewLine;script:alert(1)",
    "java&#10;script:alert(1)",
    "java&#x0A;script:alert(1)",
    "<java\tscript:alert(1)>",
    "&#1;javascript:alert(1)",
    "&#x6A;avascript:alert(1)",
    "javascript&colon;alert(1)",
    "javascript%3Aalert(1)",
    "javascript%253Aalert(1)",
    "vbscript:msgbox(1)",
    "data:text/html,<b>",
    "data:text/html;base64,AAAA",
    "data:image/svg+xml,AAAA",
    "DATA:text/html,x",
]


@pytest.mark.parametrize("url", _HOSTILE)
def test_script_in_link_is_refused(parse, url):
    """A URL that runs as a script is replaced, however it is spelled, and noted."""
    body = parse(f"[x]({url})")

    assert ('<p><a href="#harmful-link">x</a></p>\n',) == body.pieces
    assert ["link"] == [notice.kind for notice in body.notices]


@pytest.mark.parametrize("url", _HOSTILE)
def test_script_in_image_is_refused(parse, url):
    """The same holds for images."""
    assert ('<p><img src="#harmful-link" alt="x"></p>\n',) == parse(f"![x]({url})").pieces


def test_script_in_autolink_and_reference_is_refused(parse):
    """No other way to write a link gets around it."""
    body = parse("<javascript:alert(1)> [r]\n\n[r]: javascript:alert(1)\n")

    assert (
        '<p><a href="#harmful-link">javascript:alert(1)</a> <a href="#harmful-link">r</a></p>\n',
    ) == body.pieces
    assert [10, 10] == [notice.line for notice in body.notices]


@pytest.mark.parametrize(
    "text",
    [
        ":::{button} javascript:alert(1)\nx\n:::",
        ":::{card} x\n:link: javascript:alert(1)\n:::",
        ":::{figure} javascript:alert(1)\n:::",
        ":::{figure} https://e.x/a.png\n:link: javascript:alert(1)\n:::",
        ":::{video} javascript:alert(1)\n:::",
    ],
)
def test_script_in_directive_is_refused(html, text):
    """Directives take URLs with the same care."""
    assert '="#harmful-link"' in html(text)
    assert 'src="javascript' not in html(text)
    assert 'href="javascript' not in html(text)


@pytest.mark.parametrize(
    "text",
    [
        '[x](<a"onclick="b>)',
        '![x"onerror="y](a.png)',
        '[x](a.md "t\\"onclick=\\"b")',
        ':::{figure} a.png\n:alt: x"onerror="y\n:::',
        ':::{youtube} dQw4w9WgXcQ\n:title: x" onclick="y\n:::',
        ':::{note}\n:class: x"onclick="y\n:::',
        ':::{note}\n:name: x"onclick="y\n:::',
        ':::{video} a.mp4\n:title: x" onplay="y\n:::',
        '```py"onclick="x\ny\n```',
        '# H {#a"onclick="b}',
        ':::{target} x"onclick="y\n:::',
    ],
)
def test_text_cannot_leave_its_attribute(html, text):
    """A quote in a value does not end the attribute."""
    tags = [part.split(">")[0] for part in html(text).split("<")]

    assert [] == [tag for tag in tags if '"on' in tag or '" on' in tag]


def test_fragment_of_heading_is_known(parse):
    """A link to a heading of the page stays as it is, before or after the heading."""
    body = parse("[x](#über-uns)\n\n## Über uns\n\n[y](#%C3%BCber-uns)")

    assert () == body.notices
    assert '<p><a href="#%C3%BCber-uns">x</a></p>\n' == body.pieces[0].splitlines(keepends=True)[0]


@pytest.mark.parametrize(
    "text",
    [
        '<a id="here"></a>\n\n[x](#here)',
        "[x](#here)\n\n<div\n class=\"a\" id='here'>\n</div>",
        "text <span id=here>a</span> [x](#here)",
        '<a name="here"></a>[x](#here)',
        ":::{target} here\n:::\n[x](#here)",
        ":::{note}\n:name: here\n:::\n[x](#here)",
        "## H {#here}\n\n[x](#here)",
        "a[^1] [x](#fn-1) [y](#fnref-1)\n\n[^1]: n",
        "[x](#) [y](#top)",
    ],
)
def test_fragment_of_any_id_is_known(parse, text):
    """Ids in raw HTML, targets, notes and the top of the page count."""
    assert () == parse(text).notices


def test_id_in_text_does_not_count(parse):
    """What only looks like an id is none."""
    body = parse('`<a id="here">` id="here" [x](#here)')

    assert ["link"] == [notice.kind for notice in body.notices]
    assert () == body.anchors
