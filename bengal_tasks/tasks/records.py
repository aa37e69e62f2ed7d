"""What doit's records say of the whole site: values, dependencies, edges of the graph."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from bengal_tasks.graph.build import VERSION
from bengal_tasks.model.record import Record, Records, dependencies_of, values_of
from bengal_tasks.model.runs import numbered, runs_of
from bengal_tasks.model.trace import Trace, writes_of
from bengal_tasks.model.values import JSON


__all__ = ("Records", "dependencies_of", "edges", "record_of", "values_of")


def record_of(trace: Trace, values: dict[str, JSON]) -> Record:
    """Return what doit's database keeps of a task that ran: its trace, and *values* beside it."""
    return {
        "_values_:": {**values, **trace.to_json()},
        "deps:": cast("JSON", list(trace.reads)),
        "checker:": "DigestChecker",
        **trace.reads,
    }


def edges(records: Records, origins: Mapping[str, tuple[str, ...]]) -> JSON:
    """
    Return the names of what is read and written, and each task with the two as runs of them.

    See `model.runs`; ``edges`` itself is left out.

    *origins* are what values that are compared themselves are worked out from, by task: such a task
    reads nothing, and yet an edit of its origins leads to it.
    """
    found = {
        name: ({*dependencies_of(record), *origins.get(name, ())}, writes_of(values_of(record)))
        for name, record in sorted(records.items())
        if name not in {"edges", "prune"} and "recipe" in values_of(record)
    }
    numbers = numbered(names for pair in found.values() for names in pair)
    tasks: dict[str, JSON] = {
        name: [cast("JSON", runs_of(map(numbers.__getitem__, names))) for names in pair]
        for name, pair in found.items()
    }
    return {"version": VERSION, "names": list(numbers), "tasks": tasks}
