"""Lines: offsets, lines and columns are three ways to say one place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bengal_tasks.assets.lines import Lines


@pytest.mark.parametrize(
    ("text", "offset", "place"),
    [
        ("ab\ncd", 1, (0, 1)),
        ("ab\ncd", 3, (1, 0)),
        ("a\r\nb", 3, (1, 0)),
        ("a\rb", 2, (1, 0)),
        ("a\u2028b", 2, (0, 2)),
        ("", 0, (0, 0)),
    ],
)
def test_at(text, offset, place):
    """Three line ends count; CR and LF together are one."""
    assert place == Lines(text).at(offset)


def test_script_lines():
    """In a script the separators of Unicode end a line too."""
    assert (1, 0) == Lines("a\u2028b", script=True).at(2)


def test_units():
    """A character beyond U+FFFF is two units, on its own line only."""
    lines = Lines("😀\na😀b")

    assert (1, 3) == lines.units_at(4)
    assert 4 == lines.offset(1, 3)
    assert 5 == lines.offset(9, 0)


@given(st.text(alphabet="a\n\ré😀"))
def test_there_and_back(text):
    """Each offset has one line and column, and they lead back to it."""
    lines = Lines(text)

    for offset in range(len(text) + 1):
        assert offset == lines.offset(*lines.units_at(offset))
