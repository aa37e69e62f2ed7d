"""Footnotes."""

from __future__ import annotations


def _ref(index, use=""):
    return (
        f'<sup class="footnote-ref" id="fnref-{index}{use}">'
        f'<a href="#fn-{index}" role="doc-noteref">{index}</a></sup>'
    )


def _back(index):
    return (
        f'<a class="footnote-back" href="#fnref-{index}" role="doc-backlink" '
        'aria-label="Back to the text">↩</a>'
    )


def _notes(*items):
    inner = "".join(f'<li id="fn-{n}">{item}</li>\n' for n, item in enumerate(items, 1))
    return f'<section class="footnotes" role="doc-endnotes">\n<ol>\n{inner}</ol>\n</section>\n'


def test_notes_stand_at_the_end(html):
    """Notes come in the order of their use."""
    text = "a[^x] b[^1]\n\n[^1]: one\n[^x]: *two* [l](l.md)\n"

    expected = f"<p>a{_ref(1)} b{_ref(2)}</p>\n" + _notes(
        f'<p><em>two</em> <a href="[href l.md]">l</a> {_back(1)}</p>', f"<p>one {_back(2)}</p>"
    )
    assert expected == html(text)


def test_each_use_has_an_id(parse):
    """Two uses of a note are two places."""
    body = parse("a[^1] b[^1]\n\n[^1]: n")

    expected = f"<p>a{_ref(1)} b{_ref(1, '-2')}</p>\n" + _notes(f"<p>n {_back(1)}</p>")
    assert (expected,) == body.pieces
    assert ("fnref-1", "fnref-1-2", "fn-1") == body.anchors


def test_note_may_use_a_note(html):
    """A note that only a note uses is there as well; a circle ends."""
    text = "a[^1]\n\n[^1]: b[^2]\n[^2]: c[^1]\n"

    expected = f"<p>a{_ref(1)}</p>\n" + _notes(
        f"<p>b{_ref(2)} {_back(1)}</p>", f"<p>c{_ref(1, '-2')} {_back(2)}</p>"
    )
    assert expected == html(text)


def test_note_may_hold_blocks(html):
    """What is indented belongs to the note."""
    expected = f"<p>a{_ref(1)}</p>\n" + _notes(f"<p>b</p>\n<ul>\n<li>c</li>\n</ul>\n{_back(1)}")

    assert expected == html("a[^1]\n\n[^1]: b\n\n    - c\n")


def test_unknown_note_is_text(html):
    """A use without a note stays as it is."""
    assert "<p>a[^1]</p>\n" == html("a[^1]")
