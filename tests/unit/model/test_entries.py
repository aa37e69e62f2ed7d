"""Entries: names that lead to values inside artefacts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bengal_tasks.model.entries import MISSING, join_name, split_name, value_at
from bengal_tasks.model.keys import CONFIG, DATA, MENUS, METADATA, TAXONOMY


CASES = [
    (CONFIG, {"site": {"title": "A"}}, "site.title", "A"),
    (CONFIG, {"site": {"title": "A"}}, "site", {"title": "A"}),
    (CONFIG, {"site": {"title": "A"}}, "*", {"site": {"title": "A"}}),
    (CONFIG, {"site": {"title": "A"}}, "site.gone", MISSING),
    (CONFIG, {"site": {"title": "A"}}, "site.title.gone", MISSING),
    (DATA, {"team": {"members": ["Ann", "Bob"]}}, "team.members.1", "Bob"),
    (DATA, {"team": {"members": ["Ann", "Bob"]}}, "team.members.2", MISSING),
    (DATA, {"a.b": {"c": 1}}, "a\\.b.c", 1),
    (DATA, {"x": {"y!z": 1}}, "x.y!z", 1),
    (TAXONOMY, {"tags": {"x": {"name": "X", "count": 2}}}, "tags/x!name", {"name": "X"}),
    (TAXONOMY, {"tags": {"x": {"name": "X"}}}, "tags/x!name,gone", {"name": "X", "gone": None}),
    (TAXONOMY, {"tags": {}}, "tags/x!name", MISSING),
    (TAXONOMY, {"keys": {"a/b!": {"x": 1, "y": 2}}}, "keys/a/b!!x", {"x": 1}),
    (TAXONOMY, {"keys": {"a": {}}}, "keys/a/b", MISSING),
    (MENUS, {"menus": {"main": [1]}}, "menus/main", [1]),
    (MENUS, {"urls/a/b/": "flat"}, "urls/a/b/", "flat"),
]


@pytest.mark.parametrize(("path", "value", "name", "expected"), CASES)
def test_value(path, value, name, expected):
    """A name leads to its value, or to MISSING."""
    assert expected == value_at(path, value, name, lambda: None)


def test_query(row, index):
    """A name of the metadata that starts with a question mark is a query."""
    found = index(row("a"))

    assert 1 == value_at(METADATA, {}, '?[["page","a"]]!#', lambda: found)


names = st.lists(
    st.text(st.characters(exclude_characters="\\\0"), min_size=1, max_size=5), min_size=1
)


@given(names)
def test_names_with_dots(parts):
    """Any parts joined to a name come apart again."""
    assert parts == split_name(join_name(tuple(parts)))
