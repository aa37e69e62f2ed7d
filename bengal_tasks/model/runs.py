"""
Runs: a set of numbers as first number and length of each gap-free stretch.

What many tasks read has neighbouring numbers in a table that is sorted by use, so a list of fifty
numbers becomes ten, and is looked up by slices.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from typing import TypeVar


Item = TypeVar("Item", bound=Hashable)
Row = TypeVar("Row")


def by_use(used: Iterable[tuple[Item, int]]) -> dict[Item, int]:
    """
    Return a number for each item, the most used first and equals in their own order.

    >>> by_use([("b", 1), ("a", 1), ("c", 2)])
    {'c': 0, 'a': 1, 'b': 2}
    """
    rows = sorted(used)
    rows.sort(key=lambda row: -row[1])
    return {item: number for number, (item, _) in enumerate(rows)}


def numbered(sets: Iterable[Iterable[Item]]) -> dict[Item, int]:
    """Return a number for each item of the *sets*, see `by_use`."""
    counts: Counter[Item] = Counter()
    for found in sets:
        counts.update(iter(found))  # a table would be taken for counts
    return by_use(counts.items())


def runs_of(numbers: Iterable[int]) -> list[int]:
    """
    Return numbers as runs: first, length, first, length.

    >>> runs_of([7, 1, 2, 3])
    [1, 3, 7, 1]
    """
    found: list[int] = []
    expected = -1
    for number in sorted(numbers):
        if number == expected:
            found[-1] += 1
        else:
            found += (number, 1)
        expected = number + 1
    return found


def picked(table: list[Row], runs: object) -> list[Row]:
    """
    Return the rows of *table* that *runs* name, in their order.

    Raises ValueError for what is not runs, or leads out of the table.

    >>> picked(list("abcdefgh"), [1, 3, 7, 1])
    ['b', 'c', 'd', 'h']
    """
    if type(runs) is not list or len(runs) % 2 or not set(map(type, runs)) <= {int}:
        raise ValueError("no runs")
    firsts, lengths = runs[::2], runs[1::2]
    rows = sum(lengths)
    if runs and (min(firsts) < 0 or min(lengths) < 1 or rows > len(table)):
        raise ValueError("a run leads out of its table")
    found: list[Row] = []
    for first, length in zip(firsts, lengths, strict=True):
        found += table[first : first + length]
    if len(found) != rows:
        raise ValueError("a run leads out of its table")
    return found
