"""The dependency graph as text for other programs: DOT, Mermaid, JSON, GraphML."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

import networkx as nx

from bengal_tasks.graph.build import is_task, task_of
from bengal_tasks.model.keys import FRONT_MATTER, STATE_DIR, family_of


Digraph: TypeAlias = "nx.DiGraph[str]"
"""The graph as `DependencyGraph.digraph` gives it; on its edges stand *entries*."""

VERSION = 1
"""Raise it when a field of the JSON form changes its meaning."""


@dataclass(frozen=True, slots=True)
class Node:
    """
    A node as it is shown: *name* without ``task:``, and its *family*.

    A file's family is ``source``, ``artefact`` or ``published``.
    """

    name: str
    family: str


def shown_node(node: str, output_dir: str) -> Node:
    """Return how a node is shown."""
    if is_task(node):
        return Node(task_of(node), family_of(task_of(node)))
    if node.startswith(f"{STATE_DIR}/") and node.removesuffix(FRONT_MATTER).endswith(".zst"):
        return Node(node, "artefact")
    return Node(node, "published" if node.startswith(f"{output_dir}/") else "source")


def tasks_only(graph: Digraph) -> Digraph:
    """Return the graph of tasks alone: the maker of a file leads to those that read it."""
    found: Digraph = nx.DiGraph()
    found.add_nodes_from(sorted(node for node in graph if is_task(node)))
    for node in sorted(graph):
        if is_task(node):
            continue
        for maker in graph.predecessors(node):
            for reader in graph.successors(node):
                if maker != reader:
                    before = found.get_edge_data(maker, reader, {}).get("entries", ())
                    entries = {*before, *_spelled(node, graph.edges[node, reader]["entries"])}
                    found.add_edge(maker, reader, entries=tuple(sorted(entries)))
    return found


def _spelled(path: str, entries: Iterable[str]) -> list[str]:
    return [f"{path}#{entry}" for entry in entries] or [path]


def around(graph: Digraph, nodes: Iterable[str], depth: int) -> Digraph:
    """Return the part of the graph at most *depth* steps before and after *nodes*."""
    wanted: set[str] = set()
    for step in (graph.predecessors, graph.successors):
        level = {node for node in nodes if node in graph}
        for _ in range(depth + 1):
            wanted |= level
            level = {other for node in level for other in step(node)} - wanted
    return graph.subgraph(wanted).copy()


def to_json(graph: Digraph, output_dir: str) -> str:
    """Return nodes with families, and edges with the entries that are read."""
    nodes = {node: shown_node(node, output_dir) for node in sorted(graph)}
    value = {
        "version": VERSION,
        "nodes": [
            {"id": node, "name": shown.name, "family": shown.family}
            for node, shown in nodes.items()
        ],
        "edges": [
            {"from": start, "to": end, "entries": list(entries)}
            for start, end, entries in sorted(graph.edges(data="entries", default=()))
        ],
    }
    return json.dumps(value, indent=1, ensure_ascii=False) + "\n"


def to_dot(graph: Digraph, output_dir: str) -> str:
    """Return the graph for Graphviz; tasks are boxes, files are not."""
    lines = ["digraph bengal {", "  rankdir=LR;", "  node [shape=plaintext];"]
    for node in sorted(graph):
        shape = " shape=box" if is_task(node) else ""
        label = _quoted(shown_node(node, output_dir).name)
        lines.append(f"  {_quoted(node)} [label={label}{shape}];")
    lines += [f"  {_quoted(a)} -> {_quoted(b)};" for a, b in sorted(graph.edges())]
    return "\n".join([*lines, "}", ""])


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def to_mermaid(graph: Digraph, output_dir: str) -> str:
    """Return the graph for Mermaid, with numbers as names."""
    numbers = {node: f"n{n}" for n, node in enumerate(sorted(graph))}
    lines = ["flowchart LR"]
    for node, number in numbers.items():
        text = _entities(shown_node(node, output_dir).name)
        lines.append(f'  {number}["{text}"]' if is_task(node) else f'  {number}(["{text}"])')
    lines += [f"  {numbers[a]} --> {numbers[b]}" for a, b in sorted(graph.edges())]
    return "\n".join([*lines, ""])


def _entities(text: str) -> str:
    """Return text with Mermaid's entities for what would end or change a label."""
    return "".join(f"#{ord(c)};" if c in '"#<>&`;' else c for c in text)


def to_graphml(graph: Digraph, output_dir: str) -> str:
    """Return the graph as GraphML, entries of an edge in one text, a line each."""
    plain: Digraph = nx.DiGraph()
    for node in sorted(graph):
        shown = shown_node(node, output_dir)
        plain.add_node(node, name=shown.name, family=shown.family)
    for start, end, entries in sorted(graph.edges(data="entries", default=())):
        plain.add_edge(start, end, entries="\n".join(entries))
    return "\n".join([*nx.generate_graphml(plain), ""])


FORMATS: dict[str, Callable[[Digraph, str], str]] = {
    "dot": to_dot,
    "graphml": to_graphml,
    "json": to_json,
    "mermaid": to_mermaid,
}
"""The forms by name; each is a function of the graph and of the output folder."""
