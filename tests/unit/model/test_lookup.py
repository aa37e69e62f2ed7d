"""Template look-up: the names that are tried, in order."""

from __future__ import annotations

import pytest

from bengal_tasks.model.lookup import candidates, taxonomy_candidates, term_candidates


@pytest.mark.parametrize(
    ("fields", "names"),
    [
        ({"template": "x.html"}, ["x.html"]),
        ({"template": "dir/x"}, ["dir/x.html", "dir/x"]),
        (
            {"section": "docs", "type": "doc"},
            [
                "doc/single.html", "doc/page.html", "docs/single.html", "docs/page.html",
                "single.html", "page.html",
            ],
        ),
        (
            {"section": "a/b", "type": "a", "layout": "wide"},
            [
                "a/wide.html", "wide.html", "a/single.html", "a/page.html", "a/b/single.html",
                "a/b/page.html", "single.html", "page.html",
            ],
        ),
        (
            {"section": "", "type": "blog"},
            [
                "blog/single.html", "blog/page.html", "blog/post.html", "post.html",
                "single.html", "page.html",
            ],
        ),
        (
            {"kind": "section", "section": "docs", "type": "doc"},
            [
                "doc/list.html", "doc/index.html", "docs/list.html", "docs/index.html",
                "docs-list.html", "docs.html", "list.html", "section.html", "index.html",
                "page.html",
            ],
        ),
        ({"kind": "home", "type": "doc"}, ["home.html", "index.html", "list.html", "page.html"]),
    ],
)  # fmt: skip
def test_candidates(fields, names):
    """Explicit names come first, then type, section, and what every site has; none comes twice."""
    assert names == candidates({"kind": "page", "section": "", **fields})


def test_generated_pages():
    """Taxonomies and terms have names of their own."""
    assert "tags.html" == taxonomy_candidates("tags")[0]
    assert ["tag.html", "tags/term.html", "term.html", "list.html", "page.html"] == (
        term_candidates("tags", "tag")
    )
