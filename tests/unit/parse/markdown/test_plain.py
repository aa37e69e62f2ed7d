"""The text of a body, its words, and the time to read it."""

from __future__ import annotations

import pytest

from bengal_tasks.parse.markdown.plain import count_words, strip_tags, text_of


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        ("<p>a</p><p>b</p>", "a b"),
        ("a<b>b</b>c<br>d", "abc d"),
        ("&lt;b&gt; &amp;amp;", "<b> &amp;"),
        ("a <!-- b > c --> d", "a d"),
        ("a <!-- b", "a"),
        ("a<script>x < y</script>b<STYLE>c</style >d", "abd"),
        ('<a title="x > y">a</a>', "a"),
        ("1 < 2", "1 < 2"),
        ("<t-x>a</t-x>b", "a b"),
        ("a\x007\x00b", "ab"),
    ],
)
def test_text_is_what_a_reader_sees(html, text):
    """Tags of blocks part words, tags in text do not; what is hidden is left out."""
    assert text == text_of(html)


def test_shortcodes_are_not_in_the_text(parse):
    """What the site will put there is not known yet."""
    assert "a b" == parse("a\n\n:::{gallery} x\ny\n:::\n\nb [](c.md)").text


def test_text_has_no_furniture(parse):
    """Links to headings, numbers of notes and links back are not read."""
    assert "A b c" == parse("# A\n\nb[^1]\n\n[^1]: c").text


@pytest.mark.parametrize(
    ("text", "words"),
    [("", 0), ("a - b", 2), ("it's re-used", 2), ("... !!!", 0), ("日本語", 1)],
)
def test_words_are_counted(text, words):
    """A dash by itself is no word."""
    assert words == count_words(text)


@pytest.mark.parametrize(
    ("words", "speed", "minutes"),
    [(0, 200, 0), (1, 200, 1), (200, 200, 1), (201, 200, 2), (10, 0, 10)],
)
def test_reading_takes_whole_minutes(parse, words, speed, minutes):
    """A page with words takes a minute at least, an empty one none."""
    body = parse("w " * words, reading_speed=speed)

    assert (words, minutes) == (body.word_count, body.reading_time)


def test_stripping_leaves_no_tag():
    """A tag that would appear by taking another one away is for the caller to escape."""
    assert "a<x>" == strip_tags("<p>a</p><!-- b --><script>c</script><<b>x>")
