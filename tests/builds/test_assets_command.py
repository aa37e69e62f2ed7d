"""``doit assets``: what each asset became, who uses it, and what is wrong with it."""

from __future__ import annotations

import json

import pytest


STATUS = """\
Asset Manifest

css/print.css → /assets/css/print.{print}.css (fingerprint: {print}, css, 19 → 14 bytes, unused)
js/alone.js → /assets/js/alone.{alone}.js (fingerprint: {alone}, javascript, 18 → 8 bytes, unused)
"""
PAGES = ["page:about", "page:blog/b", "page:blog/c", "page:pic"]


def _rows(space):
    return {row["name"]: row for row in json.loads(space.build("assets", "status", "--json").text)}


def test_status(shown):
    """Each asset is told with its published file, its sizes and the number of its users."""
    rows = _rows(shown)
    ran = shown.build("assets", "status", "--unused")

    prints = {
        name: rows[path]["fingerprint"]
        for name, path in (("print", "css/print.css"), ("alone", "js/alone.js"))
    }
    assert STATUS.format(**prints) == ran.text
    assert (0, frozenset()) == (ran.status, ran.changed)
    assert {"css/s.css": 4, "img/hero.jpg": 1, "img/bg.png": 4, "js/alone.js": 0} == {
        name: rows[name]["used_by"]
        for name in ("css/s.css", "img/hero.jpg", "img/bg.png", "js/alone.js")
    }


def test_status_missing(shown):
    """With --missing what leads nowhere is told, and the status is 1; else it is 0."""
    assert 0 == shown.build("assets", "status", "--missing").status
    shown.edit("content/about.md", "See", "![x](gone.png) See")
    shown.build()
    ran = shown.build("assets", "status", "--missing")

    assert 1 == ran.status
    assert "content/about.md" in ran.text
    assert "gone.png" in ran.text


@pytest.mark.parametrize("word", ["img/bg.png", "assets/img/bg.png", "URL"])
def test_users(shown, word):
    """The pages are told that use an asset, here by a stylesheet; a source or URL will do."""
    url = f"/{_rows(shown)['img/bg.png']['output_path']}"
    ran = shown.build("assets", "users", url if word == "URL" else word, "js/alone.js")

    lines = ["img/bg.png", *(f"  {page}" for page in PAGES), "js/alone.js", "  (none)", ""]
    assert (0, "\n".join(lines)) == (ran.status, ran.text)
    told = shown.build("assets", "users", "img/bg.png", "--json").text
    assert {"img/bg.png": PAGES} == json.loads(told)


def test_users_of_nothing(shown):
    """An asset that is not there is told in one line."""
    ran = shown.build("assets", "users", "img/nope.png")

    assert 3 == ran.status
    assert "there is no asset 'img/nope.png'; 'doit assets status' lists" in ran.text
    assert "Traceback" not in ran.text


@pytest.mark.parametrize("words", [[], ["nope"], ["status", "x"], ["audit", "x"], ["users"]])
def test_words(shown, words):
    """Words that mean nothing are told in one line, which says what may be said."""
    ran = shown.build("assets", *words)

    assert 3 == ran.status
    assert "assets: say status|audit|users ASSET...; --unused, --missing, --json" in ran.text
