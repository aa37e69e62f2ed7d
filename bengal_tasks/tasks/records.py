"""What doit's records say of the whole site: edges of the graph, assets by page."""

from __future__ import annotations

from typing import cast

from bengal_tasks.model.keys import asset_path, entry
from bengal_tasks.model.trace import writes_of
from bengal_tasks.model.values import JSON


Records = dict[str, dict[str, JSON]]

_ASSET_START = asset_path("").removesuffix(".json.zst")


def values_of(record: dict[str, JSON]) -> dict[str, JSON]:
    """Return the values that were saved with a task."""
    return cast("dict[str, JSON]", record.get("_values_:") or {})


def dependencies_of(record: dict[str, JSON]) -> list[str]:
    """Return what a task read when it last ran."""
    return cast("list[str]", record.get("deps:") or [])


def edges(records: Records) -> JSON:
    """Return each task with what it reads and writes, sorted; ``graph`` itself is left out."""
    tasks: dict[str, JSON] = {}
    for name, record in sorted(records.items()):
        if name in {"graph", "prune"} or "recipe" not in values_of(record):
            continue
        tasks[name] = {
            "reads": cast("JSON", sorted(dependencies_of(record))),
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
