"""Slots: what is left to the finished site."""

from __future__ import annotations

import pytest

from bengal_tasks.model.body import Slot


def test_link_to_another_page_is_cut_out(parse):
    """A link target becomes a slot that stands between the quotes of its attribute."""
    pieces = parse("Intro\n\nSee [other](other.md#x).").pieces

    assert (
        '<p>Intro</p>\n<p>See <a href="',
        Slot("href", "other.md#x", 12),
        '">other</a>.</p>\n',
    ) == pieces


@pytest.mark.parametrize(
    "url",
    [
        "other.md",
        "../up.md?q=1&r=2#frag",
        "/blog/",
        "sub/",
        "%C3%BC%20b.md",
        "a(b).md",
        "100%25.md",
    ],
)
def test_paths_of_the_site_are_slots(parse, url):
    """A relative or absolute path is a slot, and what is encoded in it stays encoded."""
    assert Slot("href", url, 10) in parse(f"[x]({url})").pieces


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/a.md",
        "//example.org/a.md",
        "mailto:a@example.org",
        "tel:+123",
        "ftp://example.org/",
        "xmpp:a@example.org",
        "?page=2",
    ],
)
def test_other_hosts_and_schemes_are_not_slots(html, url):
    """A link out of the site is in the HTML as it is."""
    assert f'<p><a href="{url}">x</a></p>\n' == html(f"[x]({url})")


def test_ampersand_in_url_is_escaped_once(html):
    """An entity in a URL is a character, and the attribute is escaped."""
    expected = '<p><a href="https://e.x/?a=1&amp;b=2&amp;c=3">x</a></p>\n'

    assert expected == html("[x](https://e.x/?a=1&b=2&amp;c=3)")


def test_image_is_a_slot_with_plain_alt(html):
    """An image's source is a slot; its text loses formatting, and keeps quotes escaped."""
    expected = '<p><img src="[src p.png]" alt="a &quot;b&quot; c" title="T&lt;"></p>\n'

    assert expected == html('![a *"b"* [c](d.md)](p.png "T<")')


def test_data_image_is_kept(html):
    """A picture in the URL itself needs no slot."""
    url = "data:image/png;base64,AAAA"

    assert f'<p><img src="{url}" alt="x"></p>\n' == html(f"![x]({url})")


def test_link_without_text_shows_title_of_page(html):
    """An empty link asks for the title of its target; an outside one shows its URL."""
    text = "[](other.md#x) [](https://e.x/?a&b)"

    expected = (
        '<p><a href="[href other.md#x]">[title other.md#x]</a> '
        '<a href="https://e.x/?a&amp;b">https://e.x/?a&amp;b</a></p>\n'
    )
    assert expected == html(text)


def test_image_in_link_has_two_slots(html):
    """A linked image leads to one file and shows another."""
    expected = '<p><a href="[href a.md]"><img src="[src p.png]" alt="x"></a></p>\n'

    assert expected == html("[![x](p.png)](a.md)")


def test_link_by_reference_is_a_slot(html):
    """A reference is a link like others, with the title it defines."""
    expected = '<p><a href="[href a.md]" title="T">x</a></p>\n'

    assert expected == html('[x][r]\n\n[r]: a.md "T"\n')


def test_summary_shares_slots(parse, shown):
    """A slot of the first paragraph is in the summary too."""
    assert '<p><a href="[href a.md]">x</a></p>' == shown(parse("[x](a.md)\n\n# H").summary)


def test_unknown_directive_is_a_shortcode(parse):
    """A directive of another name is a slot with its options, its argument and its body."""
    text = ':::{gallery} Some "words"\n:columns: 3\n:wide:\n\nHello [x](a.md)\n:::\n'

    slot = Slot(
        "shortcode",
        "gallery",
        10,
        (("columns", "3"), ("wide", ""), ("argument", 'Some "words"')),
        ('<p>Hello <a href="', Slot("href", "a.md", 14), '">x</a></p>\n'),
    )
    assert (slot, "\n") == parse(text).pieces


def test_shortcode_without_body(parse):
    """A shortcode may be a name alone."""
    assert (Slot("shortcode", "siblings", 10), "\n") == parse(":::{siblings}\n:::").pieces


def test_raw_html_is_left_alone(html):
    """A link in raw HTML is not ours."""
    assert '<p><a href="other.md">x</a></p>\n' == html('<a href="other.md">x</a>')
