"""Menus: from settings, from front matter, or from the sections."""

from __future__ import annotations

import pytest

from bengal_tasks.errors import ContentError
from bengal_tasks.model.config import MenuItem, MenuSettings
from bengal_tasks.model.menus import build_menus


def _names(items):
    return [(item["name"], _names(item["children"])) for item in items]


def test_automatic(row, index):
    """Without items of its own the main menu has the top sections that want to be in it."""
    found = index(
        row("b/_index", section="b", weight=1),
        row("a/_index", section="a", weight=2),
        row("c/_index", section="c", in_menu=False),
        row("d/_index", section="d", menu={}),
    )

    menus = build_menus(MenuSettings(), found)
    assert [("b/_index", []), ("a/_index", [])] == _names(menus["main"])
    assert {} == build_menus(MenuSettings(auto=False), found)


def test_settings_and_front_matter(row, index):
    """Items of both are one menu, by weight and then by name; settings win over front matter."""
    items = (MenuItem("Home", "/", weight=5), MenuItem("Docs", "/d/", weight=1))
    found = index(
        row("x", menu={"main": {"weight": 2}}, nav_title="X"),
        row("y", menu={"main": {"name": "docs"}}),
        row("z", menu={"foot": {"weight": None}}, weight=9),
    )

    menus = build_menus(MenuSettings(items={"main": items}), found)
    assert [("Docs", []), ("X", []), ("Home", [])] == _names(menus["main"])
    assert [("z", [])] == _names(menus["foot"])
    assert 9 == menus["foot"][0]["weight"]


def test_nested(index):
    """Items are below their parents; one whose parent is not there is at the top."""
    items = (
        MenuItem("B", weight=1, parent="a"),
        MenuItem("A", weight=2),
        MenuItem("C", parent="b"),
        MenuItem("D", weight=3, parent="gone"),
    )

    menus = build_menus(MenuSettings(items={"main": items}), index())
    assert [("A", [("B", [("C", [])])]), ("D", [])] == _names(menus["main"])


def test_circle(index):
    """Items that are each other's parents are an error that shows the circle."""
    items = (MenuItem("A", parent="b"), MenuItem("B", parent="a"))

    with pytest.raises(ContentError, match="menu 'main' has a circle of parents: a -> b -> a"):
        build_menus(MenuSettings(items={"main": items}), index())
