"""The codec: equal values give equal bytes, and damage is always noticed."""

from __future__ import annotations

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from bengal_tasks.errors import StateError
from bengal_tasks.store.codec import decode, encode


_UNUSED_BIT = 4 * 8 + 4
"""In the descriptor of the frame header, after the four bytes of the magic number."""

values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=12,
)


@given(values)
def test_round_trip(value):
    """What is encoded comes back."""
    assert value == decode(encode(value))


def test_order_of_keys():
    """The order in which a table was filled does not show."""
    assert encode({"a": 1, "b": 2}) == encode({"b": 2, "a": 1})


@settings(max_examples=60)
@given(values, st.data())
def test_every_flipped_bit(value, pick):
    """One flipped bit is an error, but for the one bit of a frame that zstd does not use."""
    data = bytearray(encode(value))
    place = pick.draw(st.integers(0, len(data) * 8 - 1).filter(lambda bit: bit != _UNUSED_BIT))
    data[place // 8] ^= 1 << place % 8

    with pytest.raises(StateError):
        decode(bytes(data))


def test_unused_bit():
    """The bit that zstd does not use changes no value."""
    data = bytearray(encode({"a": 1}))
    data[_UNUSED_BIT // 8] ^= 1 << _UNUSED_BIT % 8

    assert {"a": 1} == decode(bytes(data))


def test_every_truncation():
    """A file that is cut off is an error, wherever it is cut."""
    data = encode({"pages": ["a", "b", "c"], "number": 12})

    for length in range(len(data)):
        with pytest.raises(StateError):
            decode(data[:length])


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        encode({}) + b"x",
        encode({}) + encode({}),
        zstandard.ZstdCompressor().compress(b"no JSON"),
    ],
)
def test_other_bytes(data):
    """Bytes that are no single frame of JSON are an error."""
    with pytest.raises(StateError):
        decode(data)


def test_limit():
    """A small file that would unpack to more than the limit is refused before it is unpacked."""
    data = encode("x" * 1000)

    with pytest.raises(StateError, match="more than the limit of 999"):
        decode(data, limit=999)
