"""Rewrite: other URLs, escaped for their place; every other character as it was."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bengal_tasks.assets.html import rewrite, scan


NASTY = "/x?a=1&b=\"2\"&amp;c='<3>',(4)\\"

PLACES = [
    '<img src="{}">',
    "<img src='{}'>",
    "<img src={}>",
    "<img src={} >",
    "<img SRC =\n'\t{} '>",
    "<a href='{}'>",
    "<img srcset='{} 1x, {} 2x,{}'>",
    "<style>b {{ background: url({}) url('{}') url( \"{}\" ) }}</style>",
    "<p style='background: url(\"{}\")'>",
    "<p style=\"background: url({}), url('{}')\">",
    "<p style=background:url({})>",
    "<style>@import '{}'; @import url({});</style>",
    "<svg><style>b {{ background: url({}) }}</style></svg>",
    '<script type=importmap>{{"imports": {{"a": "{}"}}}}</script>',
    "<meta http-equiv=refresh content='0; url={}'>",
    "<meta property=og:image content='{}'>",
    '<iframe srcdoc=\'<img src="{}"><p style="background: url({})">\'></iframe>',
    "<iframe srcdoc=\"<iframe srcdoc='<img src={}>'></iframe>\"></iframe>",
    "<svg><use href='{}'/></svg>",
]


@pytest.mark.parametrize("html", PLACES)
def test_a_new_url_reads_as_it_was_given(html):
    """Whatever is in a URL, scanning what was written gives it back, and nothing else changed."""
    count = html.count("{}")
    before = html.format(*["/a"] * count) + "<img src=last>"

    after, found = rewrite(before, lambda each: NASTY if each.url == "/a" else None)

    expected = NASTY.replace('"', "%22").replace("'", "%27") if "refresh" in html else NASTY
    assert [*["/a"] * count, "last"] == [each.url for each in found]
    assert [*[expected] * count, "last"] == [each.url for each in scan(after)]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<img src=/a&amp;b alt='&amp'>", "<img src=/n alt='&amp'>"),
        ("<IMG  Src = '/a' >\r\n", "<IMG  Src = '/n' >\r\n"),
        (
            "<p>&amp;&lt\r\n<img\r\nsrcset=' /a\r\n 1x '>",
            "<p>&amp;&lt\r\n<img\r\nsrcset=' /n\r\n 1x '>",
        ),
        ("<b><img src=/a></i>\0\ud800", "<b><img src=/n></i>\0\ud800"),
        ("<img src='/a\0b\ud800'>", "<img src='/n'>"),
    ],
)
def test_the_rest_stays_as_it_is_written(html, expected):
    """Case, space, ends of lines, errors and references to characters are left."""
    assert expected == rewrite(html, lambda _: "/n")[0]


@pytest.mark.parametrize(
    "html",
    [
        '<script type=importmap>{"imports": {"a": "/a"}}</script>',
        "<style>b { background: url(/a) }</style>",
        "<style>@import '/a'</style>",
    ],
)
def test_a_url_cannot_end_its_element(html):
    """A URL in a script or a sheet is spelled without the sign that could end the element."""
    after, _ = rewrite(html, lambda _: "/</script></style><!--")

    assert ["/</script></style><!--"] == [each.url for each in scan(after)]


def test_what_is_not_given_stays():
    """None, nothing and the same URL leave the spelling that was there."""
    html = "<img src='a&amp;b'><img src=c><img src=&#100;>"

    answers = {"a&b": None, "c": "", "d": "d"}

    assert html == rewrite(html, lambda each: answers[each.url])[0]


def test_what_could_not_be_located_stays():
    """A reference with an empty span is reported, and left."""
    html = "<img src='a&#1;b'>"

    after, found = rewrite(html, lambda _: "/n")

    assert (after, len(found)) == (html, 1)


def test_space_is_percent_encoded():
    """A space would end a URL in many places, so it is never written."""
    assert "<img srcset='/b%20c%0A 1x'>" == rewrite("<img srcset='/a 1x'>", lambda _: "/b c\n")[0]


def test_commas_do_not_part_candidates():
    """A URL that begins or ends in a comma is still one candidate."""
    after, _ = rewrite("<img srcset='a 1x'>", lambda _: ",b,c,")

    assert "<img srcset='%2Cb,c%2C 1x'>" == after


MARKUP = [
    "<", ">", '"', "'", "&", "&amp;", "&#1;", "=", "/", " ", "\r\n", "\r", "\0", "\ud800", "\ufeff",
    "<img src=", "<a href='", '<p style="', "srcset='", "<iframe srcdoc='", "<base href=x>", "url(",
    "<!--", "-->", "<![CDATA[", "<script>", "</script>", "<style>", "</style>", "<svg>", "</svg>",
    "<table>", "<b>", "</b>", "<template>", "</template>", "<select>", "<textarea>", "</textarea>",
    "{", "}", ")", "\\", ",", "a", "😀",
]  # fmt: skip
WHOLE = [place.replace("{}", "/a").replace("{{", "{").replace("}}", "}") for place in PLACES]
TEXTS = st.lists(st.sampled_from(MARKUP + WHOLE), max_size=12).map("".join)
URLS = st.text("ab/.?=&;#'\"<>\\(),é😀", min_size=1, max_size=8).map("/{}x".format)


@given(TEXTS)
def test_nothing_new_changes_nothing(html):
    """Without new URLs, any text comes out as it went in; each span has its URL."""
    after, found = rewrite(html, lambda _: None)

    assert html == after
    assert found == scan(html)
    assert [each.start for each in found] == sorted(each.start for each in found)


def gaps(html, found):
    """Return what *html* has before, between and after the located references."""
    spans = [(each.start, each.end) for each in found if each.start < each.end]
    ends, starts = [0, *(end for _, end in spans)], [*(start for start, _ in spans), len(html)]
    return [html[end:start] for end, start in zip(ends, starts, strict=True)]


@given(TEXTS, URLS)
def test_only_spans_change(html, url):
    """Every located reference has the new URL afterwards; what is around them is the same."""
    after, found = rewrite(html, lambda _: url)

    again = scan(after)
    assert gaps(html, found) == gaps(after, again)
    assert {unquote(each.url) for each in again if each.start < each.end} <= {url}
