"""Runs name a set of numbers by its stretches."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bengal_tasks.model.runs import by_use, numbered, picked, runs_of


@given(numbers=st.sets(st.integers(0, 40)))
def test_round_trip(numbers):
    """Runs select the numbers they were made of, in order."""
    rows = list(range(41))

    assert sorted(numbers) == picked(rows, runs_of(numbers))


@pytest.mark.parametrize(
    "runs",
    [[0, 4, 0, 4], [0], [0, 0], [-1, 1], [3, 2], [0, "1"], [True, 1], "01", None, {}, [0, 1.0]],
)
def test_what_is_no_runs(runs):
    """Runs that lead out of the table, or are of another kind, are refused."""
    with pytest.raises(ValueError, match="run"):
        picked(list(range(4)), runs)


def test_numbers_by_use():
    """What is used most has the first number, and equals are in order."""
    assert {"c": 0, "a": 1, "b": 2} == by_use([("b", 1), ("a", 1), ("c", 2)])
    assert {"x": 0, "a": 1, "b": 2} == numbered([["x", "b"], {"a": "of a table", "x": "keys"}])
