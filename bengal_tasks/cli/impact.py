"""``doit impact FILE...``: what an edit of a file may rebuild."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from doit.exceptions import InvalidCommand

from bengal_tasks.cli.edges import site_edges
from bengal_tasks.cli.piped import Piped
from bengal_tasks.graph.build import DependencyGraph, TaskEdges
from bengal_tasks.model.keys import FRONT_MATTER, METADATA, family_of, split_dependency
from bengal_tasks.model.query import COUNT, answer
from bengal_tasks.tasks.session import Session, session


_MOST = 20


class Impact(Piped):
    """The command."""

    name = "impact"
    doc_purpose = "show what an edit of a file may rebuild"
    doc_usage = "FILE..."
    doc_description = (
        "The answer comes from what tasks have read when they last ran. For a page, an edit of the "
        "body and one of the front matter are told apart."
    )
    cmd_options = ()

    def _execute(self, pos_args: list[str]) -> int:
        if not pos_args:
            raise InvalidCommand("impact: name at least one file")
        found = session()
        edges = site_edges(found)
        graph = DependencyGraph(edges)
        for file in pos_args:
            path = _site_path(found, file)
            self._tell(_impacts(found, graph, edges, path), file)
        return 0

    def _tell(self, impacts: list[tuple[str, list[str]]], file: str) -> None:
        self.outstream.write(f"{file}\n")
        for title, names in impacts:
            if names:
                self.outstream.write(f"  {title}: {_counted(names)}\n")
                for name in names[:_MOST]:
                    self.outstream.write(f"    {name}\n")
                if len(names) > _MOST:
                    self.outstream.write(f"    ... and {len(names) - _MOST} more\n")
        if not any(names for _, names in impacts):
            self.outstream.write("  nothing depends on it\n")


def _site_path(found: Session, file: str) -> str:
    """Return *file* as tasks spell it; raises InvalidCommand when it is no file of the site."""
    path = Path(file)
    if path.is_absolute() and path.is_relative_to(found.root):
        path = path.relative_to(found.root)
    spelled = path.as_posix()
    if file.startswith("@") or (found.root / spelled).exists():
        return spelled
    raise InvalidCommand(f"impact: there is no file {file!r} in this site")


def _impacts(
    found: Session, graph: DependencyGraph, edges: dict[str, TaskEdges], path: str
) -> list[tuple[str, list[str]]]:
    body = graph.impact([path])
    page = found.pages.get(path)
    if page is None:
        return [("may run", body)]
    shown = _showing(found, edges, page.key)
    fronts = [name for name in graph.impact([path + FRONT_MATTER]) if name not in body]
    return [
        ("an edit of the body may run", body),
        (
            "an edit of the front matter may also run, because they show the page",
            [n for n in fronts if n in shown],
        ),
        (
            "and, if another date, tag or weight moves it into their lists",
            [n for n in fronts if n not in shown],
        ),
    ]


def _showing(found: Session, edges: dict[str, TaskEdges], key: str) -> set[str]:
    """Return the tasks whose queries yield the page now, and the indexes."""
    known: dict[str, bool] = {}
    shown = {"metadata"}
    for name, edge in edges.items():
        for dependency in edge.reads:
            if dependency not in known:
                known[dependency] = _yields(found, dependency, key)
            if known[dependency]:
                shown.add(name)
    return shown


def _yields(found: Session, dependency: str, key: str) -> bool:
    path, entry = split_dependency(dependency)
    if path != METADATA:
        return False
    if not entry:
        return True
    rows: Any = answer(found.plan.index, f"{entry.rpartition('!')[0]}!")
    return entry.rpartition("!")[2] != COUNT and key in rows


def _counted(names: list[str]) -> str:
    families: dict[str, int] = {}
    for name in names:
        families[family_of(name)] = families.get(family_of(name), 0) + 1
    return ", ".join(f"{number} {family}" for family, number in sorted(families.items()))
