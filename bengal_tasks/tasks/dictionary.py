"""From a task spec to doit's dictionary; with spec, the one place that says ``file_dep``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from doit.exceptions import TaskFailed
from doit.task import Task, dict_to_task

from bengal_tasks.model.keys import FRONT_MATTER, split_dependency
from bengal_tasks.store.files import remove_file
from bengal_tasks.tasks.checker import is_ours
from bengal_tasks.tasks.intact import Intact
from bengal_tasks.tasks.records import dependencies_of
from bengal_tasks.tasks.run import run_spec
from bengal_tasks.tasks.session import Session
from bengal_tasks.tasks.spec import TaskSpec


def dictionary(session: Session, spec: TaskSpec) -> dict[str, Any]:
    """Return doit's dictionary of a task."""
    reads = file_dependencies(session, spec)
    names = {"name": spec.key and spec.name.partition(":")[2], "basename": spec.family}
    return {
        **(names if spec.key else {"basename": spec.family}),
        "doc": spec.doc,
        "actions": [(_run, [session, spec])],
        "file_dep": sorted(reads),
        "task_dep": before(session, spec, reads),
        "targets": list(spec.targets),
        "uptodate": [Intact(session, spec)],
        "clean": [(clean, [session, spec.name])],
    }


def doit_task(session: Session, spec: TaskSpec) -> Task:
    """Return doit's task of a spec that was planned while others ran."""
    found = dictionary(session, spec)
    del found["basename"]
    return dict_to_task({**found, "name": spec.name})


def file_dependencies(session: Session, spec: TaskSpec) -> set[str]:
    """
    Return what the task reads: what its last run read, or else what the scan says.

    A file that is not there any more is left out; that is a difference by itself.
    """
    recorded = dependencies_of(session.record(spec.name))
    wanted = {d for d in recorded or spec.reads if is_ours(d) or _is_file(session, d)}
    if spec.family == "metadata":
        return {d for d in wanted if not d.endswith(FRONT_MATTER)} | {
            d for d in spec.reads if d.endswith(FRONT_MATTER)
        }
    return wanted


def _is_file(session: Session, path: str) -> bool:
    return Path(session.table.locate(path)).is_file()


def before(session: Session, spec: TaskSpec, reads: set[str]) -> list[str]:
    """Return the tasks that go before this one: the makers of what it reads."""
    plan = session.plan
    makers = {plan.producers.get(split_dependency(d)[0]) for d in reads}
    wanted = makers | {name for name in (*spec.after, *spec.hard) if name in plan.specs}
    return sorted(name for name in wanted if name and name != spec.name)


def _run(session: Session, spec: TaskSpec) -> TaskFailed | dict[str, Any]:
    """Run the task as a stock runner of doit does: its dependencies stay those of the scan."""
    outcome = run_spec(session, spec)
    if outcome.error:
        return TaskFailed(outcome.error)
    session.keep(spec.name, outcome.trace, values={})
    return session.values(spec.name)


def clean(session: Session, name: str, dryrun: bool) -> None:  # noqa: FBT001 (doit's signature)
    """Remove what the task has written."""
    for path in session.before.get(name, {}):
        print(f"{name} - removing file '{path}'")  # noqa: T201 (as doit does)
        if not dryrun:
            remove_file(session.root, path)
