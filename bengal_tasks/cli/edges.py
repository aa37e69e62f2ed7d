"""The edges of a site: what each planned task reads and writes, as recorded or as scanned."""

from __future__ import annotations

from bengal_tasks.graph.build import TaskEdges
from bengal_tasks.tasks.dictionary import file_dependencies
from bengal_tasks.tasks.session import Session


def site_edges(found: Session) -> dict[str, TaskEdges]:
    """Return the edges of every planned task by its name."""
    return {
        name: TaskEdges(
            reads=tuple(sorted(file_dependencies(found, spec) | set(spec.origins))),
            writes=tuple(sorted({*spec.targets, *found.before.get(name, {})})),
        )
        for name, spec in found.plan.specs.items()
        if name not in {"prune", "asset_deps", "edges"}
    }
