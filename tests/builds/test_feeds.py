"""Feeds: well-formed, and readable away from the site."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest


TEMPLATES = Path(__file__).parents[2] / "themes/default/templates"
ATOM = "{http://www.w3.org/2005/Atom}"
BODIES = {
    ("rss", "summary"): "channel/item/description",
    ("rss", "full"): "channel/item/description",
    ("atom", "summary"): f"{ATOM}entry/{ATOM}summary",
    ("atom", "full"): f"{ATOM}entry/{ATOM}content",
}
BODY = "One & two<br>[A](a.md) ![](pic.png) [E](https://example.com/)"


def feed_of(site, form, content):
    """Build the feed of the default theme, and return its root."""
    site.write(f"templates/{form}.xml", (TEMPLATES / f"{form}.xml").read_text("utf-8"))
    features = f'[features]\nfeed_format = "{form}"\nfeed_content = "{content}"\n\n[params]'
    site.edit("bengal.toml", "[params]", features)
    site.write("content/blog/e.md", f"---\ndate: 2026-03-01\n---\n{BODY}\n")
    site.build()
    return ET.fromstring(site.read(f"public/{form}.xml"))  # noqa: S314 (we wrote it)


@pytest.mark.parametrize(("form", "content"), BODIES)
def test_html_is_text(site, form, content):
    """The HTML of a body stands in the feed as text, so the feed is XML whatever the HTML is."""
    root = feed_of(site, form, content)
    found = root.findtext(BODIES[form, content], "")

    assert found.startswith("<p>One &amp; two<br>")


@pytest.mark.parametrize("form", ["rss", "atom"])
def test_description_is_text(site, form):
    """A description that looks like HTML is shown as it was written."""
    site.edit(
        "content/about.md", "title: About", "title: About\ndate: 2026-04-01\ndescription: a<b"
    )
    root = feed_of(site, form, "summary")

    assert root.findtext(BODIES[form, "summary"], "") == "a&lt;b"


def test_atom_has_what_it_must(site):
    """An entry names its authors, else the site; a feed without entries has a moment, too."""
    site.edit("content/about.md", "title: About", "title: About\ndate: 2026-04-01\nauthor: [A, B]")
    first, second = feed_of(site, "atom", "summary").findall(f"{ATOM}entry")[:2]

    assert [found.text for found in first.findall(f"{ATOM}author/{ATOM}name")] == ["A", "B"]
    assert [found.text for found in second.findall(f"{ATOM}author/{ATOM}name")] == ["Sample"]

    site.remove("content/blog")
    site.remove("content/about.md")
    site.build()
    root = ET.fromstring(site.read("public/atom.xml"))  # noqa: S314 (we wrote it)
    assert root.findtext(f"{ATOM}updated") == "1970-01-01T00:00:00Z"


def test_links_have_a_host(site):
    """A link of a body leads to the site from wherever the feed is read."""
    site.write("content/blog/pic.png", "png")
    root = feed_of(site, "rss", "full")
    found = root.findtext("channel/item/description", "")

    assert 'href="https://example.org/blog/a/"' in found
    assert 'src="https://example.org/blog/pic.png"' in found
    assert 'href="https://example.com/"' in found


def test_base_with_the_name_of_a_section(site):
    """A section may be called like the last part of the base URL, and is not taken for it."""
    site.edit("bengal.toml", "https://example.org", "https://example.org/blog")
    root = feed_of(site, "rss", "full")

    assert root.findtext("channel/item/link") == "https://example.org/blog/blog/e/"
    assert "<loc>https://example.org/blog/blog/a/</loc>" in site.read("public/sitemap.xml")


def test_references_by_hand(site):
    """What was written as HTML gets the published name of its asset, and a host."""
    site.write(
        "content/blog/e.md", '---\ndate: 2026-03-01\n---\n<img src="/assets/img/hero.png">\n'
    )
    site.edit("bengal.toml", "[params]", '[features]\nfeed_content = "full"\n\n[params]')
    site.write("templates/rss.xml", (TEMPLATES / "rss.xml").read_text("utf-8"))
    site.build()
    published = next(path for path in site.published() if path.startswith("assets/img/hero."))

    assert f"https://example.org/{published}" in site.read("public/rss.xml")
    (site.root / "assets/img/hero.png").write_bytes(b"another")
    ran = site.build()
    assert {"/rss.xml", "/blog/rss.xml"} <= ran.of("feed")
    assert site.is_clean()
