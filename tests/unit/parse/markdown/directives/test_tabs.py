"""Tabs without a script."""

from __future__ import annotations


def _tab(number, n, label, panel, checked=""):
    return (
        f'<input class="tab-input" type="radio" name="tab-set-{number}" id="tab-{number}-{n}"'
        f'{checked}>\n<label class="tab-label" for="tab-{number}-{n}">{label}</label>\n'
        f'<div class="tab-panel">\n{panel}</div>\n'
    )


_ON = " checked"
_PAIR = "{0}{{tab-item}} A *b*\n[x](a.md)\n{0}\n{0}{{tab-item}} B\ntwo\n{0}\n"


def test_items_are_radio_buttons(html):
    """Each item is a button, a label and a panel; the first is shown."""
    expected = (
        '<div class="tab-set">\n'
        + _tab(1, 1, "A <em>b</em>", '<p><a href="[href a.md]">x</a></p>\n', _ON)
        + _tab(1, 2, "B", "<p>two</p>\n")
        + "</div>\n"
    )

    assert expected == html("::::{tab-set}\n" + _PAIR.format(":::") + "::::\n")
    assert expected == html(":::{tab-set}\n" + _PAIR.format(":::") + ":::\n")


def test_sets_are_counted_by_page(html):
    """Two sets do not share their buttons, and two calls give the same ids."""
    text = ":::{tab-set}\n:::{tab-item} A\n:::\n:::\n" * 2

    expected = "".join(
        f'<div class="tab-set">\n{_tab(number, 1, "A", "", _ON)}</div>\n' for number in (1, 2)
    )
    assert [expected, expected] == [html(text), html(text)]


def test_an_item_may_be_selected(html):
    """The option says which one is shown at first, and only one is."""
    text = ":::{tab-set}\n:::{tab-item} A\n:::\n:::{tab-item} B\n:selected:\n:::\n:::"

    expected = f'<div class="tab-set">\n{_tab(1, 1, "A", "")}{_tab(1, 2, "B", "", _ON)}</div>\n'
    assert expected == html(text)


def test_what_is_no_item_stands_first(html):
    """Nothing that is written in a set is lost."""
    text = ":::{tab-set}\nIntro\n\n:::{tab-item} A\n:::\n:::"

    assert f'<div class="tab-set">\n<p>Intro</p>\n{_tab(1, 1, "A", "", _ON)}</div>\n' == html(text)


def test_item_alone_is_a_panel(html):
    """An item outside of a set is shown with its title."""
    expected = '<div class="tab-panel">\n<p class="tab-title">A</p>\n<p>x</p>\n</div>\n'

    assert expected == html(":::{tab-item} A\nx\n:::")


def test_code_tabs_are_named_by_language(html):
    """Code blocks become tabs with the name of their language, or their title."""
    text = (
        ":::{code-tabs}\n```python\nx\n```\n```nope\ny\n```\n"
        '```text {title="a [b](c)"}\nz\n```\n```\nw\n```\n:::'
    )

    shown = html(text, highlight=False)
    labels = [part.split("</label>")[0].split(">")[1] for part in shown.split("<label ")[1:]]
    assert ["Python", "nope", "a [b](c)", "Text"] == labels
    assert shown.startswith('<div class="tab-set code-tabs">\n<input class="tab-input"')
