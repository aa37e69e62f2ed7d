"""The HTML of responsive images."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from turbohtml import parse

from bengal_tasks.assets.images.picture import Candidate, Look, picture
from bengal_tasks.errors import AssetError


FALLBACK = Candidate("/a.jpg", 900, 600, "jpeg")
SOURCES = [
    Candidate("/a-900.webp", 900, 600, "webp"),
    Candidate("/a-480.webp", 480, 320, "webp"),
    Candidate("/a-480.avif", 480, 320, "avif"),
    Candidate("/a-480.jpg", 480, 320, "jpeg"),
]
LOOK = Look(alt="A cat", sizes="50vw")


def test_a_picture_offers_modern_formats_first():
    """AVIF, then WebP, then the format for all in the image; each with its widths in order."""
    html = picture(SOURCES, FALLBACK, LOOK)

    assert html == (
        '<picture><source type="image/avif" srcset="/a-480.avif 480w" sizes="50vw">'
        '<source type="image/webp" srcset="/a-480.webp 480w, /a-900.webp 900w" sizes="50vw">'
        '<img src="/a.jpg" srcset="/a-480.jpg 480w, /a.jpg 900w" sizes="50vw" alt="A cat" '
        'width="900" height="600" loading="lazy" decoding="async"></picture>'
    )


def test_nothing_to_choose_is_an_image():
    """One file is a plain image, without srcset and sizes."""
    plain = '<img src="/a.jpg" alt="" width="900" height="600" loading="lazy" decoding="async">'

    assert picture([], FALLBACK, Look(alt="", sizes="50vw")) == plain
    assert picture([FALLBACK], FALLBACK, Look(alt="")) == plain


def test_widths_of_one_format_need_no_picture():
    """Widths of the fallback's own format stand in the srcset of the image, WebP too."""
    small, large = SOURCES[1], SOURCES[0]

    html = picture([small], large, Look(alt=""))

    assert html.startswith('<img src="/a-900.webp" srcset="/a-480.webp 480w, /a-900.webp 900w" ')
    assert "<picture" not in html


def test_what_is_not_known_is_left_out():
    """An SVG without a size has no width and height; loading can be left to browsers."""
    html = picture([], Candidate("/a.svg", 0, 0, "svg"), Look("", loading="", decoding=""))

    assert html == '<img src="/a.svg" alt="">'


def test_a_url_does_not_end_its_entry():
    """Spaces and commas in a URL are written in a way that a srcset can hold."""
    html = picture([Candidate("/a b,c\u2003.webp", 4, 4, "webp")], FALLBACK, LOOK)

    assert 'srcset="/a%20b%2Cc%E2%80%83.webp 4w"' in html


def test_other_attributes_are_passed_on():
    """True is an attribute without value, False and None are none, all else is text."""
    attrs = {"class": "wide", "hidden": True, "id": None, "draggable": False, "data-n": 3}

    html = picture([], FALLBACK, Look("", attrs=attrs))

    assert html.endswith(' class="wide" hidden data-n="3">')


@pytest.mark.parametrize("name", ["", "a b", "a>", "a/", "a=b", 'a"', "1a", "onload=x", "a\n"])
def test_a_name_that_is_none_is_an_error(name):
    """Names come from templates and front matter; what is no name would be markup."""
    with pytest.raises(AssetError, match="not a name"):
        picture([], FALLBACK, Look("", attrs={name: "x"}))


@pytest.mark.parametrize("name", ["src", "SRCSET", "alt", "loading"])
def test_our_attributes_cannot_be_passed_twice(name):
    """What is set here is passed by its own name."""
    with pytest.raises(AssetError, match="twice"):
        picture([], FALLBACK, Look("", attrs={name: "x"}))


@given(st.text(), st.text(), st.text(), st.text())
def test_any_text_stays_text(alt, sizes, url, value):
    """No text leaves its attribute, and an HTML parser reads it back."""
    candidate = Candidate(url, 10, 5, "webp")
    look = Look(alt, sizes, attrs={"title": value})

    tree = parse("<body>" + picture([candidate], FALLBACK, look))

    assert [node.tag for node in tree.select("body *")] == ["picture", "source", "img"]
    image = tree.select("img")[0].attrs
    assert set(image) <= {"src", "alt", "width", "height", "loading", "decoding", "title"}
    if "\0" not in alt + value and "\r" not in alt + value:
        assert (image["alt"] or "") == alt
        assert (image["title"] or "") == value
