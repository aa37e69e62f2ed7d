"""Cards and their grid."""

from __future__ import annotations

import pytest


_CARD = '<div class="card">\n<div class="card-body">\n<p>a</p>\n</div>\n</div>\n'


@pytest.mark.parametrize("name", ["cards", "grid"])
def test_cards_stand_in_a_grid(html, name):
    """The number of columns is left to the theme, as an attribute."""
    text = f"::::{{{name}}}\n:columns: 3\n:::{{card}}\na\n:::\n::::"

    assert f'<div class="cards" data-columns="3">\n{_CARD}</div>\n' == html(text)


@pytest.mark.parametrize("columns", ["", ":columns: 1 2\n", ":columns: x\n", ":columns: 99999\n"])
def test_columns_that_are_no_number_are_left_out(html, columns):
    """What is no small number says nothing."""
    text = f"::::{{cards}}\n{columns}:::{{card}}\na\n:::\n::::"

    assert f'<div class="cards">\n{_CARD}</div>\n' == html(text)


def test_title_of_a_card_is_its_link(html):
    """A card has an image, a title that is a link, a body and a footer."""
    text = ":::{card} T *x*\n:link: a.md\n:image: my pic.png\n:footer: [f](f.md)\n"
    text += ":class: big\n\na\n:::"

    expected = (
        '<div class="card big">\n'
        '<img class="card-image" src="[src my%20pic.png]" alt="" loading="lazy">\n'
        '<p class="card-title"><a class="card-link" href="[href a.md]">T <em>x</em></a></p>\n'
        '<div class="card-body">\n<p>a</p>\n</div>\n'
        '<p class="card-footer"><a href="[href f.md]">f</a></p>\n</div>\n'
    )
    assert expected == html(text)


def test_image_of_another_host_is_no_slot(html):
    """A URL outside is kept."""
    assert 'src="https://e.x/p.png"' in html(":::{card}\n:image: https://e.x/p.png\n:::")
