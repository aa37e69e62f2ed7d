"""VLQ: the numbers of a source map as text, five bits a letter, the sign in the lowest bit."""

from __future__ import annotations

from collections.abc import Iterable


_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_VALUES = {letter: value for value, letter in enumerate(_LETTERS)}
_BITS = 5
_MORE = 1 << _BITS
_MASK = _MORE - 1
_LIMIT = 1 << 31
"""Numbers have 32 bits with their sign (ECMA-426)."""


def encode_numbers(numbers: Iterable[int]) -> str:
    """Return the text of *numbers*."""
    letters: list[str] = []
    for number in numbers:
        rest = -number << 1 | 1 if number < 0 else number << 1
        while rest > _MASK:
            letters.append(_LETTERS[rest & _MASK | _MORE])
            rest >>= _BITS
        letters.append(_LETTERS[rest])
    return "".join(letters)


def decode_numbers(text: str) -> list[int]:
    """Return the numbers of *text*; a ValueError if it is none of `encode_numbers`."""
    numbers: list[int] = []
    value = shift = 0
    for letter in text:
        digit = _VALUES.get(letter, -1)
        if digit < 0:
            raise ValueError(f"no digit: {letter!r}")
        value |= (digit & _MASK) << shift
        shift += _BITS
        if value >> 1 >= _LIMIT:
            raise ValueError("a number is too large")
        if digit < _MORE:
            numbers.append(-(value >> 1) if value & 1 else value >> 1)
            value = shift = 0
    if shift:
        raise ValueError("the last number has no end")
    return numbers
