"""Literals: what a string stands for."""

from __future__ import annotations

import pytest

from bengal_tasks.assets.js.literal import literal_value


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("a", "a"),
        ("", ""),
        (r"\x61\u0062\u{63}\u{000063}", "abcc"),
        (r"\n\t\b\v\f\r\0", "\n\t\b\v\f\r\0"),
        (r"\'\"\\\/\a", "'\"\\/a"),
        ("a\\\nb\\\r\nc\\\u2028d", "abcd"),
        (r"\ud83d\ude00", "😀"),
        (r"\ud83d", "\ud83d"),
        (r"\1", None),
        (r"\08", None),
        (r"\9", None),
        (r"\x6", None),
        (r"\u{}", None),
        (r"\u{110000}", None),
        ("\\", None),
    ],
)
def test_value(raw, value):
    """Escapes are read; what is not valid or octal has no value."""
    assert value == literal_value(raw)
