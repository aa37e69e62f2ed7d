"""The graph for other programs: names of any kind stay what they are."""

from __future__ import annotations

import json

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from bengal_tasks.graph.build import DependencyGraph, TaskEdges
from bengal_tasks.graph.export import around, to_dot, to_graphml, to_json, to_mermaid


_WORDS = st.text(st.characters(min_codepoint=32, exclude_categories=["Cs", "Cn"]), min_size=1)


@given(st.dictionaries(_WORDS, st.tuples(_WORDS, _WORDS), max_size=5))
def test_names(tasks):
    """JSON and GraphML have every node and every edge, whatever the names."""
    graph = DependencyGraph({name: TaskEdges((a,), (b,)) for name, (a, b) in tasks.items()}).digraph
    found = json.loads(to_json(graph, "public"))
    read = nx.parse_graphml(to_graphml(graph, "public").encode())

    assert set(graph) == {node["id"] for node in found["nodes"]} == set(read)
    pairs = {(edge["from"], edge["to"]) for edge in found["edges"]}
    assert set(graph.edges()) == pairs == set(read.edges())


def test_signs():
    """What ends a label in DOT or Mermaid is written so that it does not."""
    graph = DependencyGraph({'a"b\\': TaskEdges((), ())}).digraph

    assert '"task:a\\"b\\\\" [label="a\\"b\\\\" shape=box];' in to_dot(graph, "public")
    assert 'n0["a#34;b\\"]' in to_mermaid(graph, "public")


def test_around():
    """Steps go both ways, and siblings are not reached."""
    tasks = {
        "one": TaskEdges(("s",), ("x",)),
        "two": TaskEdges(("x",), ("y",)),
        "by": TaskEdges(("s",), ()),
    }
    graph = DependencyGraph(tasks).digraph

    assert {"x", "task:one", "task:two"} == set(around(graph, ["x"], 1))
    assert {"x", "task:one", "task:two", "s", "y"} == set(around(graph, ["x"], 2))
