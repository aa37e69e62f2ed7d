"""Scan: every kind of reference is found, located, and told apart from what is not fetched."""

from __future__ import annotations

import pytest

from bengal_tasks.assets.html import scan


def found(html):
    """Return the URLs in *html* with kind and whether they are loaded; spans must spell them."""
    references = scan(html)
    assert all(html[each.start : each.end] == each.url for each in references)
    return [(each.url, each.kind, each.loaded) for each in references]


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        ("<img src=/a>", "image"),
        ("<img src=' /a\n'>", "image"),
        ("<IMG SRC = /a>", "image"),
        ("<img src=/a src=/b>", "image"),
        ("<img data-src=/a>", "image"),
        ("<img data-srcset='/a 2x'>", "image"),
        ("<div data-src=/a>", "other"),
        ("<img srcset='/a 1x'>", "image"),
        ("<picture><source srcset=/a></picture>", "image"),
        ("<video><source src=/a></video>", "media"),
        ("<video src=/a>", "media"),
        ("<video poster=/a>", "image"),
        ("<video data-poster=/a>", "image"),
        ("<audio src=/a>", "media"),
        ("<video><track src=/a></video>", "other"),
        ("<embed src=/a>", "other"),
        ("<object data=/a></object>", "other"),
        ("<input type=image src=/a>", "image"),
        ("<iframe src=/a></iframe>", "document"),
        ("<frameset><frame src=/a></frameset>", "document"),
        ("<script src=/a></script>", "script"),
        ("<link rel=stylesheet href=/a>", "stylesheet"),
        ("<link rel='alternate StyleSheet' href=/a>", "stylesheet"),
        ("<link rel=preload as=font href=/a>", "font"),
        ("<link rel=preload as=style href=/a>", "stylesheet"),
        ("<link rel=preload as=image imagesrcset='/a 1x'>", "image"),
        ("<link rel=prefetch href=/a>", "other"),
        ("<link rel=modulepreload href=/a>", "script"),
        ("<link rel='shortcut icon' href=/a>", "image"),
        ("<link rel=apple-touch-icon href=/a>", "image"),
        ("<link rel=mask-icon href=/a>", "image"),
        ("<link rel=manifest href=/a>", "other"),
        ("<body background=/a>", "image"),
        ("<p style='background:url(/a)'>", "other"),
        ("<style>b { background: url(/a) }</style>", "other"),
        ("<style>@import '/a';</style>", "stylesheet"),
        ("<svg><style>b { background: url(/a) }</style></svg>", "other"),
        ("<svg><image href=/a /></svg>", "image"),
        ("<svg><use xlink:href=/a /></svg>", "image"),
        ("<svg><filter><feImage href=/a /></filter></svg>", "image"),
        ("<svg><script href=/a></script></svg>", "script"),
        ("<svg><path filter='url(/a)'/></svg>", "other"),
        ('<script type=importmap>{"imports": {"a": "/a"}}</script>', "script"),
        ("<iframe srcdoc='<img src=/a>'></iframe>", "image"),
        ("<iframe srcdoc='<iframe srcdoc=\"<img src=/a>\"></iframe>'></iframe>", "image"),
        ("<template><img src=/a></template>", "image"),
        ("<div><template shadowrootmode=open><img src=/a></template></div>", "image"),
        ("<noscript><img src=/a></noscript>", "image"),
        ("<head><noscript><link rel=stylesheet href=/a></noscript>", "stylesheet"),
        ("<table><tr><img src=/a><td>", "image"),
        ("<pre><img src=/a></pre>", "image"),
    ],
)
def test_what_is_loaded(html, kind):
    """Whatever the browser fetches with the page is found once, and marked so."""
    assert [("/a", kind, True)] == found(html)


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        ("<a href=/a>", "document"),
        ("<svg><a xlink:href=/a></a></svg>", "document"),
        ("<map><area href=/a></map>", "document"),
        ("<base href=/a>", "document"),
        ("<link rel=canonical href=/a>", "document"),
        ("<link href=/a>", "document"),
        ("<meta property=og:image content=/a>", "image"),
        ("<meta name=OG:image:secure_url content=/a>", "image"),
        ("<meta property=og:video content=/a>", "media"),
        ("<meta property=og:audio:url content=/a>", "media"),
        ("<meta name=twitter:image content=/a>", "image"),
        ("<meta name=msapplication-TileImage content=/a>", "image"),
        ("<meta itemprop=image content=/a>", "image"),
        ("<meta http-equiv=Refresh content='0; url=/a'>", "document"),
    ],
)
def test_what_is_only_named(html, kind):
    """Links, and what only other programs read, are found and are not loaded."""
    assert [("/a", kind, False)] == found(html)


@pytest.mark.parametrize(
    "html",
    [
        "<!-- <img src=/a> -->",
        "<script>'<img src=/a>'</script>",
        '<script type=application/ld+json>{"image": "/a"}</script>',
        '<script type=importmap>{"imports": </script>',
        "<textarea><img src=/a></textarea>",
        "<title><img src=/a></title>",
        "<pre>&lt;img src=/a></pre>",
        "<p title='<img src=/a>'>",
        "<meta property=og:title content=/a>",
        "<meta content=/a>",
        "<form action=/a>",
        "<img alt=/a src>",
        "<img src=''><img src=' '><img srcset=','>",
        "<style>/* url(/a) */ b { content: 'url(/a)' }</style>",
        "<iframe><img src=/a></iframe>",
        "<img src=/a",
    ],
)
def test_what_is_no_reference(html):
    """Text that looks like a reference, and attributes without a URL, are left alone."""
    assert [] == found(html)


def test_fonts_and_images_in_styles_are_told_by_suffix():
    """What `url()` leads to is known by its suffix."""
    html = "<style>@font-face { src: url(a.woff2) } b { background: url(b.png?x#y.css) }</style>"

    assert [("a.woff2", "font", True), ("b.png?x#y.css", "image", True)] == found(html)


def test_place():
    """Lines and columns count from 1, also where lines end as on Windows, and offsets fit."""
    html = "\ufeff<p>\r\n\r\n<b>é😀</b> <img alt=x\r\n  src='/a.png'\r\n>\r<img src=/b>"

    first, second = scan(html)

    assert (first.line, first.column) == (4, 8)
    assert html[first.start : first.end] == "/a.png"
    assert (first.element, first.attribute) == ("img", "src")
    assert html[second.start : second.end] == "/b"


def test_order():
    """References come in the order of the text, whatever the tree makes of it."""
    html = "\n<table><tr><td><img src=1></td><img src=2></table>\n<img src=3>"

    places = [(each.url, each.line, each.column) for each in scan(html)]

    assert [("1", 2, 25), ("2", 2, 41), ("3", 3, 10)] == places


def test_an_element_that_is_repaired_counts_once():
    """What the parser copies to mend the nesting is no second reference."""
    assert ["/a"] == [each.url for each in scan("<p><b><a href=/a>1<p>2</b>3</a>4")]


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("a&amp;b", "a&b"),
        ("a&#38;b", "a&b"),
        ("a&#x26;b", "a&b"),
        ("a&ampb", "a&ampb"),
        ("a&amp=b", "a&amp=b"),
        ("a&amp/b", "a&/b"),
        ("?a=1&b=2&copy=3", "?a=1&b=2&copy=3"),
        ("&nothing;a", "&nothing;a"),
        ("&fjlig;a", "fja"),
    ],
)
def test_character_references(written, url):
    """References to characters are decoded as in attributes, and the span has their spelling."""
    html = f'<img alt="&lt;" src="{written}">'

    (reference,) = scan(html)

    assert (reference.url, html[reference.start : reference.end]) == (url, written)


def test_inner_html_is_decoded_twice():
    """The HTML of a frame has its own references to characters, and its place is that outside."""
    html = '\n<iframe srcdoc="<p>\n<img src=&quot;/a?b&amp;amp;c&quot;>"></iframe>'

    (reference,) = scan(html)

    assert (reference.url, reference.line, reference.element) == ("/a?b&c", 3, "img")
    assert html[reference.start : reference.end] == "/a?b&amp;amp;c"


@pytest.mark.parametrize(
    ("html", "url"),
    [
        ("<img src='a&#1;b'>", "a\x01b"),
        ("<svg><style><![CDATA[b { background: url(/a) }]]></style></svg>", "/a"),
        ("<body><body background=/a>", "/a"),
    ],
)
def test_what_cannot_be_located_has_an_empty_span(html, url):
    """A reference whose spelling is not understood is reported at its element."""
    (reference,) = scan(html)

    assert reference.url == url
    assert reference.start == reference.end


def test_links_are_filtered():
    """With a filter, only the links that it wants are reported; what is loaded always is."""
    html = "<a href=/x><img src=/y><a href=/assets/z.pdf><link rel=next href=/w>"

    urls = [each.url for each in scan(html, links=lambda url: "assets" in url)]

    assert ["/y", "/assets/z.pdf", "/w"] == urls


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 10_000 + "<img src=/a>",
        "<b>" * 10_000 + "<img src=/a>",
        "<svg>" * 10_000 + "<image href=/a>",
        "<template>" * 10_000 + "<img src=/a>",
        "<p>text</p>\n" * 400_000 + "<img src=/a>",
        "<img src=/a>" * 50_000,
        "<img alt=" + "&" * 1_000_000 + " src=/a>",
        "<p style='" + "url(" * 100_000 + "'><img src=/a>",
        "<p style='background: url(" + "\\abcdef" * 100_000 + "\"'><img src=/a>",
        "<img srcset='" + "(" * 1_000_000 + "'><img src=/a>",
        "<script type=importmap>" + '{"imports":' * 100_000 + "</script><img src=/a>",
        "<iframe srcdoc=" * 10_000 + "></iframe><img src=/a>",
        "\0<img \0 src=/a>\ud800",
        "<img \ud800=x src=/a>",
    ],
    ids=lambda html: html[:16].encode("ascii", "replace").decode(),
)
def test_hostile_html(html):
    """Deep, long and broken HTML is read in linear time, up to its last reference."""
    assert scan(html)[-1].url == "/a"
