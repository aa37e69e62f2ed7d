"""The page core: its fields, and how it is made of a row."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields

import pytest

from bengal_tasks.cache.page_core import PageCore


def test_fields():
    """The fields are those of the documents, in their order."""
    assert [
        "source_path", "title", "date", "tags", "slug", "weight", "lang", "nav_title", "type",
        "variant", "description", "props", "section", "file_hash", "aliases", "version",
    ] == [part.name for part in fields(PageCore)]  # fmt: skip


def test_missing_fields_have_defaults():
    """Only source and title must be there; what is unknown is left out."""
    assert PageCore("a.md", "A") == PageCore.from_cache_dict(
        {"source_path": "a.md", "title": "A", "of_the_future": 1}
    )
    with pytest.raises(KeyError):
        PageCore.from_cache_dict({"title": "A"})


def test_from_a_row():
    """A row of the metadata has all that is asked for."""
    row = {
        "key": "blog/a", "kind": "page", "title": "A", "date": "2026-03-01T10:00:00Z",
        "taxonomies": {"tags": ["x"]}, "url": "/blog/a/", "weight": 3, "nav_title": "a",
        "type": "blog", "description": "d", "params": {"mood": "good"}, "section": "blog",
        "aliases": ["/old/"],
    }  # fmt: skip

    core = PageCore.from_row(row, "content/blog/a.md", "0f")
    assert (["x"], "a", 3, "blog", {"mood": "good"}) == (
        core.tags, core.slug, core.weight, core.section, core.props
    )  # fmt: skip
    assert dt.datetime(2026, 3, 1, 10, tzinfo=dt.UTC) == core.date
    assert PageCore.from_cache_dict(core.to_cache_dict()) == core


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("source_path", None),
        ("title", 5),
        ("date", 5),
        ("tags", "x"),
        ("tags", [1]),
        ("aliases", None),
        ("weight", "1"),
        ("props", []),
    ],
)
def test_a_value_of_another_kind(name, value):
    """A field of another kind is refused by its name, so a store leaves the entry out."""
    data = PageCore("content/a.md", "A").to_cache_dict() | {name: value}

    with pytest.raises(TypeError, match=name):
        PageCore.from_cache_dict(data)
