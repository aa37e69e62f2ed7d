"""Questions to the graph, in our words: dependents, impact, the path between two nodes."""

from __future__ import annotations

from collections.abc import Iterable

import networkx as nx

from bengal_tasks.graph.build import DependencyGraph, is_task, task_of


def dependents(graph: DependencyGraph, node: str) -> list[str]:
    """Return what depends on *node* right away, sorted; nothing for a node that is not there."""
    return sorted(graph.digraph.successors(node)) if node in graph.digraph else []


def dependencies(graph: DependencyGraph, node: str) -> list[str]:
    """Return what *node* depends on right away, sorted; nothing for a node that is not there."""
    return sorted(graph.digraph.predecessors(node)) if node in graph.digraph else []


def impact(graph: DependencyGraph, nodes: Iterable[str]) -> list[str]:
    """Return the tasks that a change of *nodes* may lead to, over any number of steps, sorted."""
    found: set[str] = set()
    for node in nodes:
        if node in graph.digraph:
            found |= nx.descendants(graph.digraph, node)
    return sorted(task_of(node) for node in found if is_task(node))


def path_between(graph: DependencyGraph, start: str, end: str) -> list[str]:
    """Return a shortest path from *start* to *end*, both included; empty when there is none."""
    try:
        return list(nx.shortest_path(graph.digraph, start, end))
    except (nx.NetworkXNoPath, nx.NodeNotFound):
        return []
