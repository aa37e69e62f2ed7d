"""Fill: URLs in holes, relative to where the text is published."""

from __future__ import annotations

import pytest

from bengal_tasks.assets.fill import fill, url_from
from bengal_tasks.model.code import Code, Mapping, Reference


@pytest.mark.parametrize(
    ("folder", "written", "published", "url"),
    [
        ("assets/js", "./b.js", "assets/js/b.1.js", "./b.1.js"),
        ("assets/js", "../js/b.js", "assets/js/b.1.js", "./b.1.js"),
        ("assets/js", "b.js", "assets/js/b.1.js", "b.1.js"),
        ("assets/js", "./x/b.js", "assets/js/x/b.1.js", "./x/b.1.js"),
        ("assets/js", "../img/b.png", "assets/img/b.1.png", "../img/b.1.png"),
        ("assets/js/js", "../b.js", "assets/js/b.1.js", "../b.1.js"),
        ("", "./b.js", "assets/b.1.js", "./assets/b.1.js"),
        ("assets/a", "../b.js", "sw.js", "../../sw.js"),
        ("assets", "./ü 'b'.js", "assets/ü 'b'.1.js", "./%C3%BC%20%27b%27.1.js"),
        ("assets", "b:c.js", "assets/b:c.1.js", "b%3Ac.1.js"),
    ],
)
def test_relative_urls(folder, written, published, url):
    """A URL leads from the folder of the text to the other asset, and can be put in quotes."""
    assert url == url_from(folder, Reference("x", written), published)


def test_rooted_urls():
    """What was written from the root on is published so, below the base path."""
    reference = Reference("b.js", "/assets/b.js", rooted=True)

    assert "/docs/assets/b%20c.js" == url_from("assets/js", reference, "assets/b c.js", "/docs")


def test_holes_move_mappings():
    """What stands behind a hole moves by the length of its URL, what stands before stays."""
    code = Code(
        ("ab", Reference("x", "./x", "?q"), "cd", Reference("y", "./y#h", "#h"), "e"),
        ("s",),
        tuple(Mapping(offset, 0, 0, offset) for offset in range(5)),
    )

    text, mappings = fill(code, lambda reference: {"x": "URL"}.get(reference.name))

    assert "abURL?qcd./y#he" == text
    assert "abcde" == "".join(text[m.offset] for m in mappings)


def test_the_tail_of_an_absent_asset():
    """What is absent keeps what was written, with its tail, once."""
    holes = (Reference("x", "./x", "?q"), Reference("x", "./x?q", "?q"))

    assert "./x?q./x?q" == fill(Code(holes), lambda _: None)[0]
