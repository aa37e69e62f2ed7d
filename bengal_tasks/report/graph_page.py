"""The graph page: one HTML file that shows the dependency graph, and loads nothing."""

from __future__ import annotations

import html
import json
import re
from importlib.resources import files

from bengal_tasks.graph.export import Digraph, shown_node


_PARTS = files("bengal_tasks.report") / "graph"
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"


def graph_page(graph: Digraph, output_dir: str, title: str) -> str:
    """Return the page: styles, script and graph are inside; equal graphs give equal pages."""
    page = _part("graph.html")
    data = json.dumps(_data(graph, output_dir), separators=(",", ":"), ensure_ascii=False)
    parts = {
        "policy": _POLICY,
        "title": html.escape(title),
        "style": _part("graph.css"),
        "script": _part("graph.js"),
        "data": data.replace("<", "\\u003c"),
    }
    return re.sub("@(policy|title|style|script|data)@", lambda mark: parts[mark[1]], page)


def _part(name: str) -> str:
    return (_PARTS / name).read_text("utf-8")


def _data(graph: Digraph, output_dir: str) -> dict[str, object]:
    """
    Return the graph as numbers and texts.

    *nodes* are [name, number of family, whether it is a task], *edges* are [from, to, numbers of
    entries...]; entries, being long and often equal, stand in a table.
    """
    shown = {node: shown_node(node, output_dir) for node in sorted(graph)}
    families = sorted({node.family for node in shown.values()})
    numbers = {node: n for n, node in enumerate(shown)}
    found: list[tuple[str, str, tuple[str, ...]]] = sorted(graph.edges(data="entries", default=()))
    entries = list(dict.fromkeys(entry for _, _, read in found for entry in read))
    places = {entry: n for n, entry in enumerate(entries)}
    return {
        "families": families,
        "nodes": [
            [one.name, families.index(one.family), int(node.startswith("task:"))]
            for node, one in shown.items()
        ],
        "edges": [[numbers[a], numbers[b], *(places[e] for e in read)] for a, b, read in found],
        "entries": entries,
    }
