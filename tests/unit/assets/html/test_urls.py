"""URLs: which asset they point at, and how they are written for the published file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bengal_tasks.assets.html import asset_at, is_local


BASE = "https://example.org/docs"
PAGE = "/blog/first/"
PUBLISHED = "assets/css/x.1a2b3c4d.css"


def led(url, page=PAGE, base=BASE):
    """Return the logical name and the published URL, None for what is no asset."""
    asset = asset_at(url, page, base)
    return asset and (asset.name, asset.leading_to(PUBLISHED))


@pytest.mark.parametrize(
    ("url", "published"),
    [
        ("/docs/assets/css/x.css", "/docs/assets/css/x.1a2b3c4d.css"),
        ("/assets/css/x.css", "/docs/assets/css/x.1a2b3c4d.css"),
        ("/assets/css/x.css?v=1#a?b", "/docs/assets/css/x.1a2b3c4d.css?v=1#a?b"),
        ("/assets/css/x.css#?a", "/docs/assets/css/x.1a2b3c4d.css#?a"),
        ("../../assets/css/x.css", "../../assets/css/x.1a2b3c4d.css"),
        ("./.././../assets/css/x.css#a", "../../assets/css/x.1a2b3c4d.css#a"),
        ("../../../docs/assets/css/x.css", "../../assets/css/x.1a2b3c4d.css"),
        (f"{BASE}/assets/css/x.css", f"{BASE}/assets/css/x.1a2b3c4d.css"),
        ("HTTPS://Example.org:443/docs/assets/css/x.css",
         "HTTPS://Example.org:443/docs/assets/css/x.1a2b3c4d.css"),
        ("//example.org/docs/assets/css/x.css", "//example.org/docs/assets/css/x.1a2b3c4d.css"),
        ("/assets/%63ss/x%2ecss", "/docs/assets/css/x.1a2b3c4d.css"),
        ("/assets/css/../css/./x.css", "/docs/assets/css/x.1a2b3c4d.css"),
        ("/assets/css/%2E%2e/css/x.css", "/docs/assets/css/x.1a2b3c4d.css"),
        ("\\assets\\css\\x.css", "/docs/assets/css/x.1a2b3c4d.css"),
        (" /assets/c\nss/x.css\t", "/docs/assets/css/x.1a2b3c4d.css"),
    ],
)  # fmt: skip
def test_an_asset(url, published):
    """Each way to write the URL of an asset gives its name, and keeps its form."""
    assert led(url) == ("css/x.css", published)


@pytest.mark.parametrize(
    "url",
    [
        "assets/css/x.css",
        "../assets/css/x.css",
        "../../../assets/css/x.css",
        "../../../../docs/assets/css/x.css",
        "/../docs/assets/css/x.css",
        "/assets/../../docs/assets/css/x.css",
        "/blog/assets/css/x.css",
        "/assets/",
        "/assets",
        "/assets/css/",
        "/assets//x.css",
        "/assets/a%2Fx.css",
        "/assets/a%5cx.css",
        "/assets/x%00.css",
        "/assets/%ff.css",
        "?assets/x.css",
        "#assets/x.css",
        "",
        "data:text/css,assets/x.css",
        "https:/docs/assets/css/x.css",
        "http://example.org/docs/assets/css/x.css",
        "https://example.org/assets/css/x.css",
        "https://example.org:8443/docs/assets/css/x.css",
        "https://me@example.org/docs/assets/css/x.css",
        "https://other.example/docs/assets/css/x.css",
        "//other.example/docs/assets/css/x.css",
        "https://example.orgassets/css/x.css",
    ],
)
def test_no_asset(url):
    """What leads elsewhere, out of the site, or to a folder, is no asset."""
    assert led(url) is None


@pytest.mark.parametrize(
    ("url", "page", "base", "published"),
    [
        ("/assets/css/x.css", PAGE, "", "/assets/css/x.1a2b3c4d.css"),
        ("/assets/css/x.css", PAGE, "/docs", "/docs/assets/css/x.1a2b3c4d.css"),
        ("/assets/assets/css/x.css", PAGE, "/assets", "/assets/assets/css/x.1a2b3c4d.css"),
        ("/assets/css/x.css", PAGE, "/assets", "/assets/assets/css/x.1a2b3c4d.css"),
        ("assets/css/x.css", "/", "", "assets/css/x.1a2b3c4d.css"),
        ("assets/css/x.css", "/404.html", "/my%20docs", "assets/css/x.1a2b3c4d.css"),
        ("x.css", "/assets/css/", "", "x.1a2b3c4d.css"),
        ("../css/x.css", "/assets/js/", "", "../css/x.1a2b3c4d.css"),
        ("https://example.org/assets/css/x.css", PAGE, "https://example.org",
         "https://example.org/assets/css/x.1a2b3c4d.css"),
        ("http://localhost:80/assets/css/x.css", PAGE, "http://localhost",
         "http://localhost:80/assets/css/x.1a2b3c4d.css"),
    ],
)  # fmt: skip
def test_bases_and_pages(url, page, base, published):
    """Sites at the root, below a path, and pages anywhere are reckoned with."""
    assert led(url, page, base) == ("css/x.css", published)


def test_it_is_decoded_once():
    """A percent sign that was encoded is part of the name."""
    assert led("/assets/%252e.css")[0] == "%2e.css"


def test_published_names_are_encoded():
    """What would mean something else in a URL is percent-encoded."""
    asset = asset_at("/assets/a.png", "/", "")
    beside = asset_at("a.png", "/assets/", "")

    assert asset.leading_to("assets/a é#?%.png") == "/assets/a%20%C3%A9%23%3F%25.png"
    assert beside.leading_to("assets/a:b.png") == "./a:b.png"


FOLDERS = st.lists(st.sampled_from(["a", "b", "assets", "docs"]), max_size=3).map(tuple)


@given(FOLDERS, FOLDERS, st.sampled_from(["", "/docs", "/a/b"]))
def test_what_is_published_is_found_again(page, folder, base):
    """A relative URL that was written for a published file leads to that file."""
    url = "/".join(["", *page, ""])
    path = "/".join(["assets", *folder, "x.css"])
    up = "../" * len(page)

    written = asset_at(f"{up}{path}", url, base).leading_to(path)

    assert asset_at(written, url, base).name == path.removeprefix("assets/")


@pytest.mark.parametrize("url", ["a", "/a", "../a", "?a", "a/b:c", "./a:b"])
def test_local(url):
    """What has no scheme and no host leads into the site."""
    assert is_local(url)


@pytest.mark.parametrize("url", ["", "#a", "//a/b", "http://a", "data:,a", "a:b"])
def test_not_local(url):
    """A scheme, a host, or a fragment alone does not lead into the site."""
    assert not is_local(url)
