"""The contract: JSON passes, all else is refused by the name of its field."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from pathlib import Path

import pytest
from hypothesis import given

from bengal_tasks.cache.contract import plain
from bengal_tasks.errors import ContractError
from bengal_tasks.store.codec import decode, encode
from tests.unit.cache.conftest import JSON_VALUES


class Colour(StrEnum):
    """Text that is more than text."""

    RED = "red"


CIRCLE: list[object] = []
CIRCLE.append(CIRCLE)


@given(JSON_VALUES)
def test_json_passes_and_comes_back(value):
    """Whatever is JSON is let through, and comes back from a file as it was."""
    assert value == decode(encode(plain(value, "x")))


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (object(), "x.a[1]: a object cannot be kept"),
        (Path("a.md"), "x.a[1]: a PosixPath cannot be kept"),
        ({"b"}, "x.a[1]: a set cannot be kept"),
        (("b",), "x.a[1]: a tuple cannot be kept"),
        (b"b", "x.a[1]: a bytes cannot be kept"),
        (Colour.RED, "x.a[1]: a Colour cannot be kept"),
        (dt.date(2026, 3, 1), "x.a[1]: a date cannot be kept"),
        (float("nan"), "x.a[1]: nan is no number in JSON"),
        (float("-inf"), "x.a[1]: -inf is no number in JSON"),
        (2**64, "x.a[1]: 18446744073709551616 is beyond 64 bits"),
        ("\ud800", "x.a[1]: half a surrogate pair is not a character"),
        ({1: 2}, "x.a[1]: the key 1 is not text"),
        ({"b": {"c": {1}}}, "x.a[1].b.c: a set cannot be kept"),
        (CIRCLE, "nested more than 100 deep, or in a circle"),
    ],
)
def test_what_is_not_json_is_refused_by_name(value, message):
    """The message names the field; the error is a TypeError as well."""
    with pytest.raises(ContractError) as caught:
        plain({"a": ["fine", value]}, "x")

    assert message in str(caught.value)
    assert isinstance(caught.value, TypeError)
