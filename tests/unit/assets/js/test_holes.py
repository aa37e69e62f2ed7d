"""Holes: references cut out of a text, and offsets that do not count them."""

from __future__ import annotations

from bengal_tasks.assets.js.holes import Hole, Point, Shift, cut, hole
from bengal_tasks.assets.js.resolve import Resolved
from bengal_tasks.model.code import Reference


def test_hole():
    """A hole keeps what was written, and where."""
    found = hole("a'./x?q'", (2, 7), Resolved("js/x", "?q", rooted=True), "p.js", Point(3, 4))

    assert Hole(2, 7, Reference("js/x", "./x?q", "?q", "p.js", 3, 4, rooted=True)) == found


def test_cut():
    """Text and references alternate, nothing is empty."""
    one, two = Reference("x", "x"), Reference("y", "y")

    assert (one, "-", two, "!") == cut("xx-yy!", [Hole(0, 2, one), Hole(3, 5, two)])
    assert () == cut("", [])


def test_shift():
    """Offsets behind a hole lose its length, those in it are where it begins."""
    shift = Shift([Hole(2, 4, Reference("x", "x")), Hole(5, 8, Reference("y", "y"))])

    assert [0, 1, 2, 2, 2, 3, 3, 3, 3, 4] == [shift.moved(offset) for offset in range(10)]
