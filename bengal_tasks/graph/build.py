"""
The dependency graph of files and tasks; edges point from dependency to dependent.

Nodes are paths, and tasks with ``task:`` in front. The front matter of a page is a node of its own
beside its file. A dependency on one entry of an artefact is an edge from the artefact; the entries
stand on the edge.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, cast

from bengal_tasks.errors import StateError
from bengal_tasks.model.keys import FRONT_MATTER, GRAPH, family_of, split_dependency
from bengal_tasks.model.runs import picked
from bengal_tasks.model.values import JSON
from bengal_tasks.store.codec import decode


if TYPE_CHECKING:
    import networkx as nx


_TASK = "task:"
VERSION = 2
"""The version of ``graph.json.zst`` that is understood."""


@dataclass(frozen=True, slots=True)
class TaskEdges:
    """What one task reads (dependencies, with entries) and writes (paths)."""

    reads: tuple[str, ...]
    writes: tuple[str, ...]


def task_node(name: str) -> str:
    """Return the node of a task."""
    return _TASK + name


def is_task(node: str) -> bool:
    """Tell whether a node is a task."""
    return node.startswith(_TASK)


def task_of(node: str) -> str:
    """Return the name of the task that a node is."""
    return node.removeprefix(_TASK)


class DependencyGraph:
    """
    What depends on what, from the edges of tasks by name.

    Questions take a path, the name of a task, or a node; for one that is not there the answer is
    empty. What is worked out - which tasks read a path, above all - is worked out when it is first
    asked for.

    >>> page = TaskEdges((".bengal/templates/base.html.json.zst#code",), ("public/index.html",))
    >>> template = TaskEdges(("base.html",), (".bengal/templates/base.html.json.zst",))
    >>> graph = DependencyGraph({"page:_index": page, "template:base.html": template})
    >>> graph.impact(["base.html"])
    ['page:_index', 'template:base.html']
    >>> graph.dependents("base.html"), graph.dependencies("page:_index")
    (['task:template:base.html'], ['.bengal/templates/base.html.json.zst'])
    """

    def __init__(self, edges: Mapping[str, TaskEdges]) -> None:
        self._edges = dict(sorted(edges.items()))
        self._read: dict[str, dict[str, tuple[str, ...]]] = {}

    @classmethod
    def load(cls, path: Path | str = GRAPH) -> DependencyGraph:
        """
        Return the graph that the last build recorded in ``graph.json.zst``; nothing is run.

        Raises FileNotFoundError when there is none, StateError when it is damaged or of another
        version.
        """
        value = decode(Path(path).read_bytes())
        try:
            table = cast("dict[str, JSON]", value)
            if table["version"] != VERSION:
                raise StateError(f"{path} is of another version", hint="run doit")
            names = cast("list[str]", table["names"])
            if set(map(type, names)) - {str}:
                raise StateError(f"{path} has names that are no text", hint="run doit")
            tasks = cast("dict[str, list[JSON]]", table["tasks"])
            return cls({n: _edges(reads, writes, names) for n, (reads, writes) in tasks.items()})
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise StateError(f"{path} is no graph: {error!r}", hint="run doit") from None

    # -- what is there ----------------------------------------------------------------------------

    def tasks(self) -> list[str]:
        """Return the names of all tasks, sorted."""
        return list(self._edges)

    def nodes(self) -> list[str]:
        """Return all nodes, sorted."""
        tasks = {task_node(name) for name in self._edges}
        return sorted(tasks | self._readers.keys() | self._writers.keys())

    def entries(self, dependency: str, dependent: str) -> tuple[str, ...]:
        """Return the entries that stand on the edge between two nodes; none for a whole file."""
        return self._reads(self._node(dependent)).get(self._node(dependency), ())

    # -- neighbours -------------------------------------------------------------------------------

    def dependents(self, node: str) -> list[str]:
        """Return what depends on *node* right away, sorted."""
        return sorted(self._after(self._node(node)))

    def dependencies(self, node: str) -> list[str]:
        """Return what *node* depends on right away, sorted."""
        return sorted(self._before(self._node(node)))

    def roots(self) -> list[str]:
        """Return the nodes that depend on nothing, sorted: sources above all."""
        return [node for node in self.nodes() if not self._before(node)]

    def leaves(self) -> list[str]:
        """Return the nodes that nothing depends on, sorted: published files above all."""
        return [node for node in self.nodes() if not self._after(node)]

    # -- over any number of steps -----------------------------------------------------------------

    def impact(self, nodes: Iterable[str]) -> list[str]:
        """Return the tasks that a change of *nodes* may lead to, sorted."""
        starts = [self._node(node) for node in nodes]
        found = self._steps(starts).keys() - set(starts)
        return sorted(task_of(node) for node in found if is_task(node))

    def path_between(self, start: str, end: str) -> list[str]:
        """Return the nodes of a shortest path from *start* to *end*; empty when there is none."""
        first, last = self._node(start), self._node(end)
        came_from = self._steps([first], until=last)
        if last not in came_from or not self._knows(first):
            return []
        path = [last]
        while path[-1] != first:
            path.append(came_from[path[-1]])
        return path[::-1]

    def _steps(self, starts: list[str], until: str = "") -> dict[str, str]:
        """Walk from *starts* to all that depends on them; return whence each was reached."""
        came_from = dict.fromkeys(starts, "")
        waiting = deque(starts)
        while waiting and until not in came_from:
            node = waiting.popleft()
            for other in self._after(node):
                if other not in came_from:
                    came_from[other] = node
                    waiting.append(other)
        return came_from

    # -- as a whole -------------------------------------------------------------------------------

    def stats(self) -> dict[str, JSON]:
        """Return the numbers of nodes, tasks, edges, roots and leaves, and of tasks by family."""
        families: dict[str, JSON] = {}
        for name in self._edges:
            families[family_of(name)] = cast("int", families.get(family_of(name), 0)) + 1
        return {
            "nodes": len(self.nodes()),
            "tasks": len(self._edges),
            "edges": sum(len(list(self._before(node))) for node in self.nodes()),
            "roots": len(self.roots()),
            "leaves": len(self.leaves()),
            "families": families,
        }

    def export(self) -> dict[str, JSON]:
        """Return nodes with kind and family, and edges with entries, as JSON."""
        nodes: list[JSON] = []
        edges: list[JSON] = []
        for node in self.nodes():
            kind = "task" if is_task(node) else "file"
            family = family_of(task_of(node)) if is_task(node) else ""
            nodes.append({"id": node, "kind": kind, "family": family})
            for other in sorted(self._before(node)):
                entries: list[JSON] = [*self.entries(other, node)]
                edges.append({"from": other, "to": node, "entries": entries})
        return {"nodes": nodes, "edges": edges}

    @cached_property
    def digraph(self) -> nx.DiGraph[str]:
        """The same as a graph of networkx."""
        import networkx as nx  # noqa: PLC0415 (120 ms; only who asks for it pays)

        made: nx.DiGraph[str] = nx.DiGraph()
        made.add_nodes_from(self.nodes())
        for node in self.nodes():
            for other in self._before(node):
                made.add_edge(other, node, entries=self.entries(other, node))
        return made

    # -- look-ups ---------------------------------------------------------------------------------

    def _node(self, name: str) -> str:
        return task_node(name) if name in self._edges else name

    def _knows(self, node: str) -> bool:
        return task_of(node) in self._edges or node in self._readers or node in self._writers

    def _before(self, node: str) -> Iterable[str]:
        return self._reads(node) if is_task(node) else self._writers.get(node, ())

    def _after(self, node: str) -> Iterable[str]:
        if not is_task(node):
            return self._readers.get(node, ())
        edges = self._edges.get(task_of(node))
        return edges.writes if edges else ()

    def _reads(self, node: str) -> dict[str, tuple[str, ...]]:
        """Return the nodes that a task reads, with the entries; worked out task by task."""
        if node not in self._read:
            edges = self._edges.get(task_of(node))
            self._read[node] = _by_path(edges.reads) if edges else {}
        return self._read[node]

    @cached_property
    def _readers(self) -> dict[str, list[str]]:
        """The tasks that read each path: the reverse index."""
        found: dict[str, list[str]] = {}
        nodes: dict[str, str] = {}
        for name, edges in self._edges.items():
            task = task_node(name)
            for dependency in edges.reads:
                node = nodes.get(dependency)
                if node is None:
                    node = nodes[dependency] = _split(dependency)[0]
                tasks = found.setdefault(node, [])
                if not tasks or tasks[-1] != task:
                    tasks.append(task)
        return found

    @cached_property
    def _writers(self) -> dict[str, list[str]]:
        """The tasks that write each path."""
        found: dict[str, list[str]] = {}
        for name, edges in self._edges.items():
            for path in edges.writes:
                found.setdefault(path, []).append(task_node(name))
        return found


def _edges(reads: JSON, writes: JSON, names: list[str]) -> TaskEdges:
    return TaskEdges(tuple(picked(names, reads)), tuple(picked(names, writes)))


def _by_path(reads: Iterable[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for dependency in reads:
        node, entry = _split(dependency)
        names = found.setdefault(node, set())
        if entry:
            names.add(entry)
    return {node: tuple(sorted(names)) for node, names in found.items()}


def _split(dependency: str) -> tuple[str, str]:
    """Return the node of a dependency, and its entry; front matter is a node itself."""
    if dependency.endswith(FRONT_MATTER):
        return dependency, ""
    return split_dependency(dependency)
