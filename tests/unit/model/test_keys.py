"""Keys: spellings that differ for different things."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bengal_tasks.model import keys


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("a.md", "a"),
        ("blog/a.md", "blog/a"),
        ("docs/x/index.md", "docs/x"),
        ("blog/_index.md", "blog/_index"),
        ("index.md", "index"),
        ("a.b.md", "a.b"),
    ],
)
def test_page_key(path, key):
    """A page is called by its path without suffix, a bundle by its folder."""
    assert key == keys.page_key(path)


@pytest.mark.parametrize(
    ("dependency", "parts"),
    [
        ("content/a.md", ("content/a.md", "")),
        ("content/a.md#front_matter", ("content/a.md", "front_matter")),
        ("content/a#b.md", ("content/a#b.md", "")),
        (".bengal/config.json.zst", (".bengal/config.json.zst", "")),
        (".bengal/config.json.zst#site.title", (".bengal/config.json.zst", "site.title")),
        (".bengal/x.json.zst#a#b", (".bengal/x.json.zst", "a#b")),
        ("@default/templates/a.html", ("@default/templates/a.html", "")),
    ],
)
def test_split_dependency(dependency, parts):
    """A dependency is a path, or a path and an entry."""
    assert parts == keys.split_dependency(dependency)


@given(st.text(min_size=1), st.text(max_size=8))
def test_entries_of_any_key(key, name):
    """The dependency on an entry comes apart whatever signs a key has."""
    path = keys.parsed_path(key)

    assert "#" not in path
    if name:
        assert (path, name) == keys.split_dependency(keys.entry(path, name))


@given(st.text(), st.text())
def test_different_keys_have_different_names(one, two):
    """Two keys never share a task name or an artefact."""
    same = one == two

    assert same == (keys.task_name("page", one) == keys.task_name("page", two))
    assert same == (keys.parsed_path(one) == keys.parsed_path(two))


def test_task_name():
    """What doit takes for signs of its own is encoded."""
    assert "page:a%3Db%2A%25" == keys.task_name("page", "a=b*%")
    assert "page" == keys.family_of("page:a:b")
