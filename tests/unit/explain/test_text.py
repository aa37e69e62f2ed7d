"""Reasons as a person reads them."""

from __future__ import annotations

import pytest

from bengal_tasks.explain.text import named, told
from bengal_tasks.model.reason import Cause, Reason


@pytest.mark.parametrize(
    ("dependency", "words"),
    [
        ("content/a.md", "content/a.md"),
        ("content/a.md#front_matter", "the front matter of content/a.md"),
        (".bengal/config.json.zst#site.title", "setting site.title"),
        (".bengal/data.json.zst#team.lead", "data team.lead"),
        (".bengal/parsed/blog/a.json.zst#pieces", "the body of blog/a (pieces)"),
        (".bengal/templates/base.html.json.zst#code", "template base.html"),
        (".bengal/assets/css/a.css.json.zst#output_path", "asset css/a.css"),
        (".bengal/taxonomy_index.json.zst#tags/x!name", "term tags/x!name"),
        ('.bengal/page_metadata.json.zst#?[["pages"]]!', "pages: which pages"),
        ('.bengal/page_metadata.json.zst#?[["pages"]]!#', "pages: how many"),
        (
            '.bengal/page_metadata.json.zst#?[["section","blog"],["limit",5]]!title,url',
            'section("blog").limit(5): title, url',
        ),
        (".bengal/page_metadata.json.zst#?broken", "?broken"),
    ],
)
def test_named(dependency, words):
    """Each kind of dependency has its words."""
    assert words == named(dependency)


@pytest.mark.parametrize("cause", list(Cause))
def test_told(cause):
    """Each cause is a sentence, with and without a subject."""
    assert cause.value == told(Reason(cause))
    assert f"content/a.md {cause.value}" == told(Reason(cause, "content/a.md"))
