"""Build the dependency graph of files and tasks; edges point from dependency to dependent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import networkx as nx

from bengal_tasks.model.keys import FRONT_MATTER, split_dependency


@dataclass(frozen=True, slots=True)
class TaskEdges:
    """What one task reads (dependencies, with entries) and writes (paths)."""

    reads: tuple[str, ...]
    writes: tuple[str, ...]


@dataclass(slots=True)
class DependencyGraph:
    """
    The graph, by node names: paths, and tasks with a ``task:`` in front.

    A dependency on one entry is an edge from its artefact; the entries stand on the edge.
    """

    digraph: nx.DiGraph[str] = field(default_factory=nx.DiGraph)

    def tasks(self) -> list[str]:
        """Return the names of all tasks, sorted."""
        return sorted(task_of(node) for node in self.digraph if is_task(node))


_TASK = "task:"


def task_node(name: str) -> str:
    """Return the node of a task."""
    return _TASK + name


def is_task(node: str) -> bool:
    """Tell whether a node is a task."""
    return node.startswith(_TASK)


def task_of(node: str) -> str:
    """Return the name of the task that a node is."""
    return node.removeprefix(_TASK)


def build_graph(tasks: Mapping[str, TaskEdges]) -> DependencyGraph:
    """Return the graph of *tasks* by name; front matter is a node of its own beside its file."""
    graph = DependencyGraph()
    for name, edges in sorted(tasks.items()):
        node = task_node(name)
        graph.digraph.add_node(node)
        for path, entries in _by_path(edges.reads).items():
            graph.digraph.add_edge(path, node, entries=tuple(sorted(entries)))
        for path in edges.writes:
            graph.digraph.add_edge(node, path, entries=())
    return graph


def _by_path(reads: Iterable[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for dependency in reads:
        path, entry = split_dependency(dependency)
        if dependency.endswith(FRONT_MATTER):
            path, entry = dependency, ""
        found.setdefault(path, set())
        if entry:
            found[path].add(entry)
    return found
