"""Slugs: any text as one part of a URL."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bengal_tasks.model.slugs import slugify


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Hello, World!", "hello-world"),
        ("C++", "c-plus-plus"),
        ("C#", "c-sharp"),
        ("a/b", "a-b"),
        ("v1.2", "v1.2"),
        ("Über uns", "über-uns"),
        ("U\u0308ber", "über"),
        ("日本 語", "日本-語"),
        (" a  b ", "a-b"),
        ("..", "untitled"),
        ("", "untitled"),
        ("---", "untitled"),
        (".hidden.", "hidden"),
    ],
)
def test_slug(text, slug):
    """Letters of every script stay, other signs become hyphens."""
    assert slug == slugify(text)


@given(st.text())
def test_every_slug_is_one_safe_part(text):
    """A slug is never empty, leads nowhere else, and is its own slug."""
    slug = slugify(text)

    assert slug
    assert not set("/\\?#% \n\0") & set(slug)
    assert slug not in {".", ".."}
