"""The graph: neighbours, impact, paths, and the graph as a whole."""

from __future__ import annotations

import pytest

from bengal_tasks.errors import StateError
from bengal_tasks.graph.build import DependencyGraph, TaskEdges, is_task, task_node, task_of
from bengal_tasks.store.codec import encode


PARSED = ".bengal/parsed/a.json.zst"


@pytest.fixture
def graph():
    """Return a chain: a.md, its body, its page, a task of the user's."""
    return DependencyGraph(
        {
            "parse:a": TaskEdges(("a.md",), (PARSED,)),
            "page:a": TaskEdges((f"{PARSED}#pieces", f"{PARSED}#text"), ("public/a",)),
            "metadata": TaskEdges(("a.md#front_matter",), ("rows",)),
            "size": TaskEdges(("public/a",), ()),
        }
    )


def test_neighbours(graph):
    """Edges lead from a dependency to its dependents; entries stand on the edge."""
    assert ["task:page:a"] == graph.dependents(PARSED)
    assert ["task:parse:a"] == graph.dependencies(PARSED)
    assert ["public/a"] == graph.dependents("page:a") == graph.dependents("task:page:a")
    assert ("pieces", "text") == graph.entries(PARSED, "page:a")
    assert () == graph.entries("a.md", "parse:a")
    assert ([], []) == (graph.dependents("gone"), graph.dependencies("gone"))


def test_impact(graph):
    """Impact is every task behind a node; front matter is a node of its own."""
    assert ["page:a", "parse:a", "size"] == graph.impact(["a.md"])
    assert ["metadata"] == graph.impact(["a.md#front_matter"])
    assert ["metadata", "page:a", "size"] == graph.impact(["a.md#front_matter", PARSED])
    assert ["size"] == graph.impact(["page:a"])
    assert [] == graph.impact(["gone"])


def test_path(graph):
    """A path goes from file to task to file."""
    chain = ["a.md", "task:parse:a", PARSED, "task:page:a"]
    assert chain == graph.path_between("a.md", "page:a")
    assert ["a.md"] == graph.path_between("a.md", "a.md")
    assert [] == graph.path_between("size", "a.md")
    assert [] == graph.path_between("gone", "a.md")
    assert [] == graph.path_between("gone", "gone")


def test_a_shortest_path():
    """Of two ways the shorter is told."""
    graph = DependencyGraph(
        {
            "long": TaskEdges(("a",), ("b",)),
            "longer": TaskEdges(("b",), ("c",)),
            "short": TaskEdges(("a",), ("c",)),
        }
    )

    assert ["a", "task:short", "c"] == graph.path_between("a", "c")


def test_a_circle_ends():
    """Two tasks that read each other's targets are walked once."""
    graph = DependencyGraph({"x": TaskEdges(("a",), ("b",)), "y": TaskEdges(("b",), ("a",))})

    assert ["x", "y"] == graph.impact(["a"])


def test_ends(graph):
    """Roots depend on nothing, and nothing depends on leaves."""
    assert ["a.md", "a.md#front_matter"] == graph.roots()
    assert ["rows", "task:size"] == graph.leaves()


def test_as_a_whole(graph):
    """Numbers, the exported JSON and networkx's graph are of the same nodes and edges."""
    stats, exported = graph.stats(), graph.export()

    assert {"metadata": 1, "page": 1, "parse": 1, "size": 1} == stats["families"]
    assert (9, 4, 7) == (stats["nodes"], stats["tasks"], stats["edges"])
    assert (2, 2) == (stats["roots"], stats["leaves"])
    assert graph.nodes() == [node["id"] for node in exported["nodes"]]
    assert {"from": PARSED, "to": "task:page:a", "entries": ["pieces", "text"]} in exported["edges"]
    edges = {(edge["from"], edge["to"]) for edge in exported["edges"]}
    assert edges == set(graph.digraph.edges)
    assert graph.nodes() == sorted(graph.digraph)
    assert ("pieces", "text") == graph.digraph.edges[PARSED, "task:page:a"]["entries"]


def test_nodes(graph):
    """A task's node is its name with a mark."""
    assert ["metadata", "page:a", "parse:a", "size"] == graph.tasks()
    assert is_task(task_node("x"))
    assert "x" == task_of(task_node("x"))
    assert not is_task("content/a.md")


@pytest.mark.parametrize(
    "value",
    [
        *([], None, {}, {"version": 1, "tasks": {}}, {"version": 9, "names": [], "tasks": {}}),
        {"version": 2, "names": ["x"], "tasks": {"a": [[0, 1]]}},
        {"version": 2, "names": ["x"], "tasks": {"a": [[0, 1], [0, 2]]}},
        {"version": 2, "names": ["x"], "tasks": {"a": [[0, 1], [-1, 1]]}},
        {"version": 2, "names": ["x"], "tasks": {"a": [[0, 1], 7]}},
    ],
)
def test_what_is_no_graph(tmp_path, value):
    """A file with something else in it is refused in one line."""
    (tmp_path / "graph.json.zst").write_bytes(encode(value))

    with pytest.raises(StateError, match=r"graph\.json\.zst is"):
        DependencyGraph.load(tmp_path / "graph.json.zst")


def test_from_a_build(built):
    """What a build recorded leads from each kind of source to the pages, settings too."""
    graph = DependencyGraph.load(built.root / ".bengal/graph.json.zst")

    assert "page:blog/a" in graph.impact(["content/blog/a.md"])
    assert "page:blog/a" in graph.impact(["templates/base.html"])
    assert "page:blog/a" in graph.impact(["bengal.toml"])
    assert "listing:/tags/x/" in graph.impact(["content/blog/b.md#front_matter"])
    assert "page:about" not in graph.impact(["content/blog/a.md"])
    assert (
        "public/blog/a/index.html"
        == graph.path_between("content/blog/a.md", "public/blog/a/index.html")[-1]
    )
