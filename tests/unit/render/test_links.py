"""Links: sources, URLs, files and assets; every look-up is recorded, also one in vain."""

from __future__ import annotations

import pytest

from bengal_tasks.errors import ContentError
from bengal_tasks.model.digest import ABSENT
from bengal_tasks.render.links import resolve, title_of


@pytest.mark.parametrize(
    ("key", "target", "url"),
    [
        ("docs/a", "b.md", "/base/docs/b/"),
        ("docs/a", "b.md#setup", "/base/docs/b/#setup"),
        ("docs/a", "./b.md?x=1", "/base/docs/b/?x=1"),
        ("docs/a", "../top.md", "/base/top/"),
        ("docs/a", "/top.md", "/base/top/"),
        ("top", "docs/b.md", "/base/docs/b/"),
        ("_index", "top.md", "/base/top/"),
        ("docs/a", "/docs/b/", "/base/docs/b/"),
        ("docs/a", "/docs/b", "/base/docs/b/"),
        ("docs/a", "/Docs/B/", "/base/docs/b/"),
        ("docs/a", "/base/docs/b/", "/base/docs/b/"),
        ("docs/a", "../b/", "/base/docs/b/"),
        ("docs/a", "pic.png", "/base/docs/pic.png"),
        ("docs/a", "/static.txt", "/base/static.txt"),
        ("docs/a", "/img/p.png", "/base/assets/img/p.12ab.png"),
        ("docs/a", "/assets/img/p.png", "/base/assets/img/p.12ab.png"),
        ("docs/a", "b%2Emd", "/base/docs/b/"),
    ],
)
def test_resolve(scope, key, target, url):
    """A target leads to the URL of a page, of a file of the site, or of an asset."""
    assert url == resolve(scope, key, target, 7)
    assert [] == scope.reads.notices


@pytest.mark.parametrize(
    ("target", "url"),
    [
        ("gone.md", "gone.md"),
        ("/gone/", "/base/gone/"),
        ("x.png#a", "x.png#a"),
        ("../../../top.md", "../../../top.md"),
    ],
)
def test_nowhere(scope, target, url):
    """What leads nowhere is left as it is, with a warning that has file and line."""
    assert url == resolve(scope, "docs/a", target, 7)
    assert [f"content/docs/a.md:7: the link leads nowhere: {target}"] == [
        str(notice) for notice in scope.reads.notices
    ]


def test_nowhere_is_recorded(scope, read):
    """Everything that was looked up in vain is a dependency with the state absent."""
    resolve(scope, "docs/a", "gone.md", 7)

    assert {
        'page_metadata#?[["source","docs/gone.md"]]!',
        "urls#files/docs/gone.md",
        "urls#urls/docs/gone.md",
        "assets/gone.md#output_path",
    } <= read()
    assert ABSENT == scope.reads.states[".bengal/urls.json.zst#files/docs/gone.md"]


def test_anchor(scope):
    """An anchor that is not there is a warning with the nearest one that is."""
    resolve(scope, "docs/a", "b.md#set-up", 7)

    told = "content/docs/a.md:7: there is no heading #set-up in docs/b; did you mean #setup?"
    assert [told] == [str(notice) for notice in scope.reads.notices]


def test_strict(scope):
    """Under strict a warning is an error."""
    scope.reads._values[".bengal/config.json.zst", "build.strict"] = True  # noqa: SLF001

    with pytest.raises(ContentError, match="the link leads nowhere"):
        resolve(scope, "docs/a", "gone.md", 7)


def test_title(scope, read):
    """A title that is shown is a dependency on that field alone."""
    assert "B" == title_of(scope, "docs/a", "b.md#setup")
    assert "gone.md" == title_of(scope, "docs/a", "gone.md")
    assert 'page_metadata#?[["page","docs/b"]]!title' in read()
