"""Figures, films and sounds."""

from __future__ import annotations

import pytest


def test_figure_has_caption(html):
    """The body is the caption, in Markdown."""
    expected = (
        '<figure class="figure">\n<img src="[src pic.png]" alt="A &quot;q&quot;" loading="lazy">\n'
        "<figcaption>\n<p>See <em>this</em></p>\n</figcaption>\n</figure>\n"
    )

    assert expected == html(':::{figure} pic.png\n:alt: A "q"\n\nSee *this*\n:::')


def test_figure_has_options(html):
    """Sizes are plain numbers; a link leads from the image; a side is a class."""
    text = (
        ":::{figure} /a b.png\n:width: 100px\n:height: 5em\n:align: left\n:class: x\n"
        ":link: big.png\n:caption: C\n:::"
    )

    expected = (
        '<figure class="figure align-left x">\n<a href="[href big.png]">'
        '<img src="[src /a%20b.png]" alt="" width="100" loading="lazy"></a>\n'
        "<figcaption>\n<p>C</p>\n</figcaption>\n</figure>\n"
    )
    assert expected == html(text)


def test_video_loads_when_it_is_played(html):
    """Nothing is asked of any host before the reader clicks; a poster is of the site."""
    expected = (
        '<figure class="figure figure-video">\n<video controls preload="none" '
        'src="[src f.mp4]" poster="[src p.png]" width="640" aria-label="A film"></video>\n'
        "<figcaption>\n<p>C</p>\n</figcaption>\n</figure>\n"
    )

    assert expected == html(
        ":::{video} f.mp4\n:poster: p.png\n:title: A film\n:width: 640\n\nC\n:::"
    )
    assert "poster" not in html(":::{video} f.mp4\n:poster: https://e.x/p.png\n:::")


def test_audio_has_a_name(html):
    """A player without a title is named by its file."""
    expected = (
        '<figure class="figure figure-audio">\n<audio controls preload="none" '
        'src="https://e.x/a.mp3" aria-label="https://e.x/a.mp3"></audio>\n</figure>\n'
    )

    assert expected == html(":::{audio} https://e.x/a.mp3\n:::")


def _card(name, host, url, title):
    return (
        f'<p class="embed embed-{name}"><a class="embed-link" href="{url}" '
        f'rel="noopener noreferrer"><span class="embed-title">{title}</span> '
        f'<span class="embed-host">{host}</span></a></p>\n'
    )


@pytest.mark.parametrize(
    "argument",
    [
        "dQw4w9WgXcQ",
        "https://youtu.be/dQw4w9WgXcQ?t=1",
        "https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=1",
        "https://www.youtube.com/embed/dQw4w9WgXcQ",
    ],
)
def test_youtube_is_a_link(html, argument):
    """A film of another host is a card that leads there."""
    expected = _card(
        "youtube", "YouTube", "https://www.youtube.com/watch?v=dQw4w9WgXcQ", "Watch on YouTube"
    )

    assert expected == html(f":::{{youtube}} {argument}\n:::")


@pytest.mark.parametrize("argument", ["12345", "https://vimeo.com/12345?x=1"])
def test_vimeo_is_a_link(html, argument):
    """A film on Vimeo is the same, with the title that is given."""
    expected = _card("vimeo", "Vimeo", "https://vimeo.com/12345", "A <em>film</em>")

    assert expected == html(f":::{{vimeo}} {argument}\n:title: A *film*\n:::")


@pytest.mark.parametrize("directive", ["youtube", "vimeo"])
def test_film_that_cannot_be_is_noted(parse, directive):
    """An argument that names no film leaves nothing but a notice."""
    body = parse(f"a\n\n:::{{{directive}}} <b>\n:::")

    assert ("<p>a</p>\n",) == body.pieces
    assert [(12, "directive")] == [(notice.line, notice.kind) for notice in body.notices]
