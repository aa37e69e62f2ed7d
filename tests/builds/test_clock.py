"""Drafts, and pages whose time has not come or is over."""

from __future__ import annotations

from datetime import UTC, datetime


def _at(space, text):
    moment = int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())
    space.environ["SOURCE_DATE_EPOCH"] = str(moment)


def test_draft(built):
    """A page that becomes a draft leaves every list, and comes back when it is one no more."""
    before = built.published()
    built.edit("content/blog/b.md", "title: Post B", "title: Post B\ndraft: true")
    built.build()

    texts = "".join(built.read(f"public/{path}") for path in built.published())
    assert "Post B" not in texts
    assert "blog/b/index.html" not in built.published()
    assert built.is_clean()

    built.edit("content/blog/b.md", "\ndraft: true", "")
    built.build()
    assert before == built.published()


def test_drafts_on_request(built):
    """With [build] drafts a draft is a page like others."""
    built.edit("content/blog/b.md", "title: Post B", "title: Post B\ndraft: true")
    built.environ["BENGAL_BUILD_DRAFTS"] = "true"
    built.build()

    assert "blog/b/index.html" in built.published()
    assert built.is_clean()


def test_future_page_becomes_due(built):
    """A page of the future appears when the clock passes its date, without an edit."""
    built.edit("content/blog/d.md", "2026-01-04", "2028-01-04")
    built.build()
    assert "blog/d/index.html" not in built.published()
    assert built.is_clean()

    _at(built, "2028-01-03T23:59:59")
    assert frozenset() == built.build().ran

    _at(built, "2028-01-04T00:00:01")
    ran = built.build()
    assert {"blog/c", "blog/d"} == ran.of("page")
    assert "blog/d/index.html" in built.published()
    assert built.is_clean()


def test_page_expires(built):
    """A page whose time is over goes when the clock passes it, and stays with [build] expired."""
    built.edit("content/blog/d.md", "title: Post D", "title: Post D\nexpiry_date: 2028-01-01")
    built.build()
    assert "blog/d/index.html" in built.published()

    _at(built, "2028-01-02T00:00:00")
    built.build()
    assert "blog/d/index.html" not in built.published()
    assert built.is_clean()

    built.environ["BENGAL_BUILD_EXPIRED"] = "true"
    built.build()
    assert "blog/d/index.html" in built.published()
    assert built.is_clean()


def test_clock_that_goes_back(built):
    """A clock that goes back takes with it what was due."""
    built.edit("content/blog/d.md", "title: Post D", "title: Post D\npublish_date: 2028-01-01")
    _at(built, "2028-02-01T00:00:00")
    built.build()
    assert "blog/d/index.html" in built.published()

    _at(built, "2027-12-01T00:00:00")
    built.build()
    assert "blog/d/index.html" not in built.published()
    assert built.is_clean()


def test_hidden_page(built):
    """A hidden page is at its URL and in no list."""
    built.edit("content/blog/b.md", "title: Post B", "title: Post B\nhidden: true")
    built.build()

    shown = {p for p in built.published() if "Post B" in built.read(f"public/{p}")}
    assert {"blog/b/index.html"} == shown
    assert built.is_clean()
