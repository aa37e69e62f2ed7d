"""The graph: dependents, impact and paths."""

from __future__ import annotations

import pytest

from bengal_tasks.graph.build import TaskEdges, build_graph, is_task, task_node, task_of
from bengal_tasks.graph.query import dependencies, dependents, impact, path_between


PARSED = ".bengal/parsed/a.json.zst"


@pytest.fixture
def graph():
    """Return a chain: a.md, its body, its page, a task of the user's."""
    return build_graph(
        {
            "parse:a": TaskEdges(("a.md",), (PARSED,)),
            "page:a": TaskEdges((f"{PARSED}#pieces", f"{PARSED}#text"), ("public/a",)),
            "metadata": TaskEdges(("a.md#front_matter",), ("rows",)),
            "size": TaskEdges(("public/a",), ()),
        }
    )


def test_neighbours(graph):
    """Edges lead from a dependency to its dependents; entries stand on the edge."""
    assert ["task:page:a"] == dependents(graph, PARSED)
    assert ["task:parse:a"] == dependencies(graph, PARSED)
    assert ("pieces", "text") == graph.digraph.edges[PARSED, "task:page:a"]["entries"]
    assert ([], []) == (dependents(graph, "gone"), dependencies(graph, "gone"))


def test_impact(graph):
    """Impact is every task behind a node; front matter is a node of its own."""
    assert ["page:a", "parse:a", "size"] == impact(graph, ["a.md"])
    assert ["metadata"] == impact(graph, ["a.md#front_matter"])
    assert ["metadata", "page:a", "size"] == impact(graph, ["a.md#front_matter", PARSED])
    assert [] == impact(graph, ["gone"])


def test_path(graph):
    """A path goes from file to task to file."""
    assert ["a.md", "task:parse:a", PARSED, "task:page:a"] == (
        path_between(graph, "a.md", "task:page:a")
    )
    assert [] == path_between(graph, "task:size", "a.md")
    assert [] == path_between(graph, "gone", "a.md")


def test_nodes(graph):
    """A task's node is its name with a mark."""
    assert ["metadata", "page:a", "parse:a", "size"] == graph.tasks()
    assert is_task(task_node("x"))
    assert "x" == task_of(task_node("x"))
    assert not is_task("content/a.md")
