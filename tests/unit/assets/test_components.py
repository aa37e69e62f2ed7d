"""Components: who reaches each other both ways."""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bengal_tasks.assets.components import component


@pytest.mark.parametrize(
    ("graph", "expected"),
    [
        ({"a": ""}, ("a",)),
        ({"a": "a"}, ("a",)),
        ({"a": "b", "b": "a"}, ("a", "b")),
        ({"a": "b", "b": "c", "c": "b"}, ("a",)),
        ({"a": "bd", "b": "c", "c": "a", "d": "b"}, ("a", "b", "c", "d")),
    ],
)
def test_component(graph, expected):
    """What only one way leads to is no member."""
    assert expected == component("a", lambda name: graph[name])


def test_a_long_chain():
    """A chain of any length costs no stack."""
    size = 20_000

    assert size == len(component("0", lambda name: [str((int(name) + 1) % size)]))


def test_each_is_asked_once():
    """What a name refers to is asked once, and only of what is reached."""
    graph = {"a": "bcb", "b": "ca", "c": "", "d": "a"}
    asked = []

    component("a", lambda name: asked.append(name) or graph[name])

    assert ["a", "b", "c"] == sorted(asked)


@given(st.dictionaries(st.integers(0, 9), st.sets(st.integers(0, 9))))
def test_as_networkx_says(edges):
    """Components are those of networkx, whichever member asks."""
    graph = nx.DiGraph((str(a), str(b)) for a, targets in edges.items() for b in targets)

    for members in nx.strongly_connected_components(graph):
        for member in members:
            assert tuple(sorted(members)) == component(member, graph.successors)
