"""The preview: what a build would run and why, without running it."""

from __future__ import annotations

from typing import Any, TextIO

from bengal_tasks.errors import SiteError
from bengal_tasks.explain.reasons import reasons_of
from bengal_tasks.explain.text import told
from bengal_tasks.model.digest import ABSENT, Digest, digest_of_value
from bengal_tasks.model.entries import MISSING, value_at
from bengal_tasks.model.keys import family_of, split_dependency
from bengal_tasks.tasks.plan_indexes import INDEXES, value_of
from bengal_tasks.tasks.records import dependencies_of
from bengal_tasks.tasks.session import Session


def preview(found: Session, manager: Any, tasks: dict[str, Any], out: TextIO) -> int:  # noqa: ANN401 (doit's types)
    """
    Write a line for each task that would run, and for each that may: what it reads may change.

    Returns the number of tasks that would run.
    """
    sure: list[str] = []
    maybe: dict[str, str] = {}
    for name, spec in _in_order(found, tasks):
        status = manager.get_status(tasks[name], tasks, get_log=True)
        if status.status != "up-to-date":
            reasons = reasons_of(status.reasons, known=bool(found.record(name)))
            sure.append(name)
            out.write(f"{name}  would run: {told(reasons[0]) if reasons else 'it is stale'}\n")
        elif spec:
            maker = _changing(found, name, {*sure, *maybe})
            if maker:
                maybe[name] = maker
                out.write(f"{name}  may run: {maker} may change what it reads\n")
    out.write(f"{len(sure)} would run, {len(maybe)} may\n" if sure else "nothing to do\n")
    return len(sure)


def _in_order(found: Session, tasks: dict[str, Any]) -> list[tuple[str, Any]]:
    """Return the tasks in the order of their phases, the user's own last."""
    own = [(spec.phase, n, name) for n, (name, spec) in enumerate(_by_need(found).items())]
    ordered = [(name, found.plan.specs[name]) for _, _, name in sorted(own)]
    others = [t.name for t in tasks.values() if t.name not in found.plan.specs and t.actions]
    return ordered + [(name, None) for name in others]


def _by_need(found: Session) -> dict[str, Any]:
    """Return the specs, those that others read before those."""
    first = ("config", "data", "template", "asset", "static", "parse", "metadata")
    specs = found.plan.specs.values()
    ordered = sorted(
        specs, key=lambda s: first.index(s.family) if s.family in first else len(first)
    )
    return {spec.name: spec for spec in ordered}


def _changing(found: Session, name: str, stale: set[str]) -> str:
    """Return the stale task that may change what *name* reads; an index is looked into."""
    record = found.record(name)
    for dependency in dependencies_of(record):
        maker = found.plan.producers.get(split_dependency(dependency)[0], "")
        if maker in stale and _state_to_come(found, dependency, maker) != record.get(dependency):
            return maker
    return ""


def _state_to_come(found: Session, dependency: str, maker: str) -> Digest | None:
    """Return the state that an entry of an index will have; none when only the task can tell."""
    path, entry = split_dependency(dependency)
    if family_of(maker) not in INDEXES or not entry:
        return None
    try:
        whole = value_of(found.plan, maker)
    except SiteError:  # a function of the user's fails, and so will the task
        return None
    value = value_at(path, whole, entry, lambda: found.plan.index)
    return ABSENT if value is MISSING else digest_of_value(value)
