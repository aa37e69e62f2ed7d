"""Planning: from config and inventory to a plan with all its specs."""

from __future__ import annotations

from collections.abc import Iterator

from bengal_tasks.tasks.plan import Plan
from bengal_tasks.tasks.plan_indexes import index_specs
from bengal_tasks.tasks.plan_pages import page_specs
from bengal_tasks.tasks.plan_sources import source_specs
from bengal_tasks.tasks.plan_texts import text_specs
from bengal_tasks.tasks.spec import TaskSpec


def complete(plan: Plan) -> Plan:
    """
    Work out the specs of *plan* and return it.

    Raises SiteError when two sources claim one URL or a path leaves the output folder.
    """
    for spec in _all_specs(plan):
        plan.specs[spec.name] = spec
    plan.claims.check()
    return plan


def _all_specs(plan: Plan) -> Iterator[TaskSpec]:
    yield from page_specs(plan)
    yield from text_specs(plan)
    yield from source_specs(plan)
    yield from index_specs(plan)
