"""Digests of bytes and of values."""

from __future__ import annotations

from bengal_tasks.model.digest import ABSENT, digest_of, digest_of_value


def test_bytes():
    """Equal bytes have one digest of 32 hex digits."""
    assert "cae66941d9efbd404e4d88758ea67670" == digest_of(b"")
    assert digest_of(b"a") != digest_of(b"b")


def test_order_of_keys():
    """The order of a table does not count, that of a list does."""
    assert digest_of_value({"a": 1, "b": 2}) == digest_of_value({"b": 2, "a": 1})
    assert digest_of_value([1, 2]) != digest_of_value([2, 1])


def test_values_that_look_alike():
    """Values of different kinds have different digests."""
    values = [0, "0", False, None, [], {}, "", [0], {"0": 0}, 0.5, "absent"]

    digests = {digest_of_value(value) for value in values}
    assert len(values) == len(digests - {ABSENT})
