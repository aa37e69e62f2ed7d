"""VLQ: numbers there and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bengal_tasks.assets.vlq import decode_numbers, encode_numbers


@pytest.mark.parametrize(
    ("numbers", "text"),
    [([0], "A"), ([1], "C"), ([-1], "D"), ([15, 16], "egB"), ([0, 0, 16, -1], "AAgBD"), ([], "")],
)
def test_numbers(numbers, text):
    """The lowest bit is the sign, five bits are a letter."""
    assert text == encode_numbers(numbers)
    assert numbers == decode_numbers(text)


@pytest.mark.parametrize("text", ["g", "!", "A ", "gggggggE", "é", "A" + "g" * 5000])
def test_not_valid(text):
    """A letter that is none, a number without end or beyond 32 bits is a ValueError."""
    with pytest.raises(ValueError, match=r"digit|end|large"):
        decode_numbers(text)


@given(st.lists(st.integers(-(2**31) + 1, 2**31 - 1)))
def test_there_and_back(numbers):
    """All numbers of 32 bits come back."""
    assert numbers == decode_numbers(encode_numbers(numbers))
