"""
Variants on request: an image in another size is made when a page asks for it, and only then.

A page that asks reads the entry file of the variant. What the plan does not know yet is planned
when the trace shows that read; what no record reads any more is let go before the build ends. Until
then a variant that is not planned keeps its record and its file: it may be asked for again.
"""

from __future__ import annotations

from bengal_tasks.model.keys import VARIANTS, family_of, split_dependency
from bengal_tasks.model.trace import Trace, writes_of
from bengal_tasks.store.files import remove_file
from bengal_tasks.tasks.plan_assets import variant_spec
from bengal_tasks.tasks.records import dependencies_of, values_of
from bengal_tasks.tasks.session import Session
from bengal_tasks.tasks.spec import TaskSpec
from bengal_tasks.tasks.usage import RENDERING


def plan_asked(session: Session, trace: Trace) -> list[TaskSpec]:
    """Plan the variants that *trace* asks for in vain, and return their specs."""
    plan = session.plan
    paths = {split_dependency(d)[0] for d in trace.reads if d.startswith(VARIANTS)}
    specs = [variant_spec(plan, path) for path in sorted(paths - plan.producers.keys())]
    found = [spec for spec in specs if spec is not None]
    for spec in found:
        plan.add(spec)
    return found


def drop_unasked(session: Session) -> None:
    """
    Let go of the variants that no task has read in its last run, planned or not.

    A page that failed keeps what it has published, so while one has, all variants stay.
    """
    records = session.state.tasks
    asking = [record for name, record in records.items() if family_of(name) in RENDERING]
    if any(values_of(record).get("failed") for record in asking):
        return
    read = {split_dependency(d)[0] for r in asking for d in dependencies_of(r)}
    planned = {spec.name: spec for spec in session.plan.family("variant")}
    known = planned.keys() | {name for name in records if family_of(name) == "variant"}
    for name in sorted(known):
        spec = planned.get(name)
        paths = spec.targets if spec else _entries(session, name)
        if read & {*paths}:
            continue
        session.forget(name)
        if spec:
            session.plan.drop(spec)
        for path in paths:
            remove_file(session.root, path)


def _entries(session: Session, name: str) -> tuple[str, ...]:
    return tuple(path for path in writes_of(session.values(name)) if path.startswith(VARIANTS))
