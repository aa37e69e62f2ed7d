"""What doit's records say of the whole site: edges of the graph, assets by page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from bengal_tasks.model.keys import asset_path, entry
from bengal_tasks.model.record import Records, dependencies_of, values_of
from bengal_tasks.model.trace import writes_of
from bengal_tasks.model.values import JSON


__all__ = ("Records", "asset_references", "dependencies_of", "edges", "values_of")

_ASSET_START = asset_path("").removesuffix(".json.zst")


def edges(records: Records, origins: Mapping[str, tuple[str, ...]]) -> JSON:
    """
    Return each task with what it reads and writes, sorted; ``edges`` itself is left out.

    *origins* are what values that are compared themselves are worked out from, by task: such a task
    reads nothing, and yet an edit of its origins leads to it.
    """
    tasks: dict[str, JSON] = {}
    for name, record in sorted(records.items()):
        if name in {"edges", "prune"} or "recipe" not in values_of(record):
            continue
        tasks[name] = {
            "reads": cast("JSON", sorted({*dependencies_of(record), *origins.get(name, ())})),
            "writes": cast("JSON", sorted(writes_of(values_of(record)))),
        }
    return {"version": 1, "tasks": tasks}


def asset_references(records: Records) -> JSON:
    """Return the assets by page: those it asked for by name, and the URLs found in its HTML."""
    pages: dict[str, JSON] = {}
    end = entry(asset_path(""), "output_path").removeprefix(_ASSET_START)
    for name, record in sorted(records.items()):
        found = values_of(record).get("references")
        named = [
            dependency[len(_ASSET_START) : -len(end)]
            for dependency in dependencies_of(record)
            if dependency.startswith(_ASSET_START) and dependency.endswith(end)
        ]
        urls = sorted({*cast("list[str]", found or []), *named})
        if urls and name.partition(":")[0] in {"page", "listing"}:
            pages[name] = {"assets": cast("JSON", urls), "is_valid": True}
    return {"version": 1, "pages": pages}
