"""Rows: fields of a page by name, and orders."""

from __future__ import annotations

import pytest

from bengal_tasks.model.rows import field_of, newest_first


ROW = {
    "title": "A",
    "weight": None,
    "taxonomies": {"tags": ["x"]},
    "params": {"mood": "good", "deep": {"x": 1}, "title": "P", "a.b": 2},
}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("title", "A"),
        ("weight", None),
        ("tags", ["x"]),
        ("mood", "good"),
        ("params.mood", "good"),
        ("params.title", "P"),
        ("deep.x", 1),
        ("params.deep", {"x": 1}),
        ("deep.x.y", None),
        ("gone", None),
        ("params", ROW["params"]),
    ],
)
def test_field(name, value):
    """A field is the row's own, a taxonomy, or free front matter."""
    assert value == field_of(ROW, name)


def test_newest_first():
    """Dates go down, equal ones by key; undated rows follow by weight, title and key."""
    rows = [
        {"key": "a", "date": "2026-01-01"},
        {"key": "c", "date": "2026-01-02"},
        {"key": "b", "date": "2026-01-02"},
        {"key": "z", "title": "M"},
        {"key": "y", "title": "n"},
        {"key": "x", "title": "Z", "weight": 1},
    ]

    assert ["b", "c", "a", "x", "z", "y"] == [row["key"] for row in newest_first(rows)]
