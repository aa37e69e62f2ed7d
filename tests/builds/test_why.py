"""The answers of `doit why` and `doit impact`, held against what builds do."""

from __future__ import annotations

import pytest

from bengal_tasks.graph.build import DependencyGraph
from bengal_tasks.model.query_indexes import BUILT_IN


def test_why_not(built):
    """A task that is up to date says so, and why it ran the last time."""
    ran = built.build("why", "page:about")

    assert 0 == ran.status
    assert ran.text.startswith("page:about is up to date\n")


def test_why(built):
    """A task that would run tells its reasons down to the source."""
    built.edit("content/about.md", "Who", "What")
    ran = built.build("why", "public/about/index.html")

    assert 1 == ran.status
    assert ran.text.startswith("page:about would run:\n")
    assert "content/about.md changed" in ran.text
    assert frozenset() == ran.changed


def test_why_it_ran(built):
    """After the build the reasons are those of the last run."""
    built.edit("content/about.md", "Who", "What")
    built.build()
    ran = built.build("why", "page:about")

    assert "page:about is up to date\n" in ran.text
    assert "the body of about (pieces) changed" in ran.text
    assert "content/about.md changed" in ran.text


def test_why_of_nothing(built):
    """A name that is no task and no file of one is an error."""
    ran = built.build("why", "public/nope.html")

    assert 3 == ran.status
    assert "'public/nope.html' is neither a task nor a file that a task writes" in ran.text


def test_impact(built):
    """A partial leads to its own task and the page that includes it."""
    ran = built.build("impact", "templates/partials/widget.html")

    assert 0 == ran.status
    assert "template:partials/widget.html" in ran.text
    assert "page:about" in ran.text
    assert "page:blog/a" not in ran.text


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("content/blog/b.md", "body of B", "BODY of B"),
        ("content/blog/b.md", "title: Post B", "title: Post Bee"),
        ("content/blog/b.md", "2026-01-02", "2025-12-31"),
        ("content/guide/two.md", "## Setup", "## Other"),
        ("templates/base.html", "<main>", "<main id=main>"),
        ("templates/macros/post.html", "<time>", "<time class=x>"),
        ("data/team.yaml", "lead: Ann", "lead: Bob"),
        ("assets/css/site.css", "navy", "teal"),
        ("snip/s.md", "shared", "common"),
        ("static/hello.txt", "hello", "bye"),
    ],
)
def test_impact_holds(built, path, old, new):
    """What runs after an edit is part of what the recorded graph says may run."""
    graph = DependencyGraph.load(built.root / ".bengal/graph.json.zst")
    told = set(graph.impact([path, f"{path}#front_matter"]))
    built.edit(path, old, new)
    ran = built.build()

    derived = {f"index:{name}" for name in BUILT_IN}
    derived |= {"taxonomy", "sections", "menus", "urls", "asset_deps", "edges", "prune"}
    assert ran.ran - derived <= told
