"""Earlier fingerprints that stay for a while, and output that is made anew."""

from __future__ import annotations

import os


def _sheets(space):
    return {path for path in space.published() if path.startswith("assets/css/print.")}


def _edit(space, text):
    """Write another stylesheet, build, and return its published path."""
    before = _sheets(space)
    space.write("assets/css/print.css", text)
    space.build()
    (new,) = _sheets(space) - before
    os.utime(space.root / "public" / new, ns=(len(text) * 10**9,) * 2)
    return new


def test_generations(shown):
    """So many earlier files of each name stay as the settings say, and nothing runs for them."""
    shown.edit("bengal.toml", "[site]", "[assets]\nkeep_generations = 2\n\n[site]")
    shown.build()
    (first,) = _sheets(shown)
    os.utime(shown.root / "public" / first, ns=(1, 1))
    found = [_edit(shown, f"p {{ width: {10**n}px }}\n") for n in range(1, 5)]

    assert set(found[1:]) == _sheets(shown)
    again = shown.build()
    assert frozenset() == again.ran

    shown.edit("bengal.toml", "keep_generations = 2", "keep_generations = 0")
    ran = shown.build()
    assert {"config", "prune"} == ran.ran
    assert {found[3]} == _sheets(shown)
    assert shown.is_clean()


def test_name_without_a_fingerprint(shown):
    """A page that is gone is no earlier generation of anything: it goes."""
    shown.edit("bengal.toml", "[site]", "[assets]\nkeep_generations = 2\n\n[site]")
    shown.remove("content/about.md")
    shown.build()

    assert "about/index.html" not in shown.published()


def test_clean_output(shown):
    """With --clean-output all that was published goes first; files of others stay and are named."""
    wanted = shown.published()
    (shown.root / "public/mine.txt").write_text("mine")
    (shown.root / "public/index.html").write_text("edited")
    ran = shown.build("run", "--clean-output")

    assert 0 == ran.status
    assert "kept: public/mine.txt" in ran.text
    assert "mine.txt" in shown.published()
    (shown.root / "public/mine.txt").unlink()
    assert wanted == shown.published()
    assert {f"page:{key}" for key in ("about", "blog/b", "blog/c", "pic", "show")} <= ran.ran
    assert set() == ran.of("parse")
    assert frozenset() == shown.build().ran
