"""The record: what doit's database keeps of one task, as our traces fill it."""

from __future__ import annotations

from typing import TypeAlias, cast

from bengal_tasks.model.values import JSON


Record: TypeAlias = dict[str, JSON]
Records: TypeAlias = dict[str, Record]
"""Records by the name of the task."""


def values_of(record: Record) -> dict[str, JSON]:
    """Return the values that were saved with a task."""
    return cast("dict[str, JSON]", record.get("_values_:") or {})


def dependencies_of(record: Record) -> list[str]:
    """Return what a task read when it last ran."""
    return cast("list[str]", record.get("deps:") or [])
