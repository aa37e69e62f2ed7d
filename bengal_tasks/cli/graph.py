"""``doit graph``: the dependency graph for other programs, or as one HTML page."""

from __future__ import annotations

from pathlib import Path

from doit.exceptions import InvalidCommand

from bengal_tasks.cli.command import LookingCommand
from bengal_tasks.cli.edges import site_edges
from bengal_tasks.cli.options import option
from bengal_tasks.graph.build import DependencyGraph, task_node
from bengal_tasks.graph.export import FORMATS, Digraph, around, tasks_only
from bengal_tasks.report.graph_page import graph_page
from bengal_tasks.tasks.session import Session, session


class Graph(LookingCommand):
    """The command."""

    name = "graph"
    doc_purpose = "write the dependency graph: as DOT, Mermaid, JSON, GraphML, or an HTML page"
    doc_usage = "[TASK|FILE...]"
    doc_description = (
        "The graph is what tasks recorded when they last ran. With names only their neighbourhood "
        "is written."
    )
    cmd_options = (
        option("format", str, f"one of {', '.join(FORMATS)}", default="dot"),
        option("html", str, "write a page that shows the graph to this file", default=""),
        option("output", str, "write to this file instead of to the terminal", default=""),
        option("depth", int, "with names: how many steps before and after them", default=1),
        option("tasks_only", bool, "leave files out: makers lead to readers", default=False),
    )

    def _execute(self, pos_args: list[str]) -> int:
        options, found = self.params, session()
        if options["format"] not in FORMATS:
            forms = ", ".join(FORMATS)
            raise InvalidCommand(f"graph: --format is one of {forms}; --html=FILE writes a page")
        if options["depth"] < 0:
            raise InvalidCommand("graph: --depth is a number of steps, 0 or more")
        graph = DependencyGraph(site_edges(found)).digraph
        nodes = [_node(found, graph, name) for name in pos_args]
        graph = tasks_only(graph) if options["tasks_only"] else graph
        graph = around(graph, nodes, options["depth"]) if nodes else graph
        if options["html"]:
            title = found.config.site.title
            _write(options["html"], graph_page(graph, found.config.build.output_dir, title))
            return 0
        text = FORMATS[options["format"]](graph, found.config.build.output_dir)
        if options["output"]:
            _write(options["output"], text)
        else:
            self.outstream.write(text)
        return 0


def _node(found: Session, graph: Digraph, name: str) -> str:
    """Return the node that *name* means; raises InvalidCommand when there is none."""
    path = Path(name)
    if path.is_absolute() and path.is_relative_to(found.root):
        name = path.relative_to(found.root).as_posix()
    for node in (task_node(name), name, Path(name).as_posix()):
        if node in graph:
            return node
    raise InvalidCommand(
        f"graph: {name!r} is neither a task nor a file that a task reads or writes"
    )


def _write(place: str, text: str) -> None:
    try:
        Path(place).write_text(text, "utf-8")
    except OSError as error:
        raise InvalidCommand(f"graph: {place}: {error.strerror}") from None
