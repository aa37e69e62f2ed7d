"""Headings: ids, links to themselves, and the table of contents."""

from __future__ import annotations

import pytest

from bengal_tasks.model.body import Heading


def _ids(parse, text):
    return list(parse(text).anchors)


def test_heading_has_id_and_link_to_itself(html):
    """A heading can be linked to, and shows how."""
    expected = (
        '<h2 id="hello-world">Hello <em>World</em> <a class="anchor" href="#hello-world" '
        'aria-label="Link to this section">#</a></h2>\n'
    )

    assert expected == html("## Hello *World*")


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("What's new?", "whats-new"),
        ("`code` & more", "code--more"),
        ("Über uns", "über-uns"),
        ("日本語 テスト", "日本語-テスト"),
        ("हिन्दी", "हिन्दी"),
        ("snake_case and-dash", "snake_case-and-dash"),
        ("1. First", "1-first"),
        ("!!!", "section"),
        ("[link](a.md)", "link"),
    ],
)
def test_id_is_slug_of_text(parse, title, slug):
    """Letters of every script stay, case and punctuation go."""
    assert [slug] == _ids(parse, f"## {title}")


def test_second_heading_of_a_name_is_numbered(parse):
    """Ids are unique on a page, also when a number is already somebody's name."""
    assert ["a", "a-1", "a-2", "a-1-1"] == _ids(parse, "# A\n# A\n# A\n# A-1")


def test_own_id_is_taken(parse):
    """A heading may say what its id is, and the text does not show it."""
    body = parse("## Start here {#begin}\n\nSetext {#set.ext}\n---\n")

    assert ("begin", "set.ext") == body.anchors
    assert ["Start here", "Setext"] == [heading.title for heading in body.toc]


def test_own_id_goes_before_slug(parse):
    """The heading that names the id gets it, even when it comes later."""
    assert ["a-1", "a"] == _ids(parse, "# A\n# B {#a}")


def test_own_id_twice_is_numbered(parse):
    """Two headings of one id are still two places."""
    assert ["a", "a-1"] == _ids(parse, "# A {#a}\n# B {#a}")


def test_contents_are_nested(parse):
    """Deeper headings stand below the one before them; h1 is not an entry."""
    text = "# T\n## A\n### B\n#### C\n##### D\n### E\n## F\n#### G"

    expected = (
        Heading(
            2,
            "a",
            "A",
            (Heading(3, "b", "B", (Heading(4, "c", "C"),)), Heading(3, "e", "E")),
        ),
        Heading(2, "f", "F", (Heading(4, "g", "G"),)),
    )
    assert expected == parse(text).toc


def test_contents_may_start_deep(parse):
    """A page that starts with a lower level loses no entry."""
    assert (Heading(3, "a", "A"), Heading(2, "b", "B")) == parse("### A\n## B").toc


def test_depth_of_contents_is_a_setting(parse):
    """Headings below the depth are on the page, but no entries."""
    body = parse("## A\n### B", toc_depth=2)

    assert (Heading(2, "a", "A"),) == body.toc
    assert ("a", "b") == body.anchors


def test_title_of_entry_is_plain(parse):
    """An entry has no markup, no entities and no link sign."""
    (entry,) = parse("## A `b<c>` & [d](e.md) *f* <b>g</b>[^1]\n\n[^1]: n").toc

    assert "A b<c> & d f g" == entry.title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# The *title*\n\ntext", "The title"),
        ("\n\nThe title\n===\n", "The title"),
        ("<!-- note -->\n\n# T", ""),
        ("text\n\n# Late", ""),
        ("## Lower", ""),
        ("", ""),
    ],
)
def test_title_is_leading_h1(parse, text, title):
    """Only an h1 at the very start is the title of the page."""
    assert title == parse(text).title
