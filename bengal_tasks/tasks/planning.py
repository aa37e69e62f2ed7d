"""Planning: from config and inventory to a plan with all its specs."""

from __future__ import annotations

from collections.abc import Iterator

from bengal_tasks.model.rows import text_of
from bengal_tasks.tasks.claims import conflict
from bengal_tasks.tasks.plan import Plan
from bengal_tasks.tasks.plan_assets import asset_specs
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
    _check_keys(plan)
    for spec in _all_specs(plan):
        plan.specs[spec.name] = spec
    plan.claims.check()
    return plan


def _check_keys(plan: Plan) -> None:
    """Raise SiteError when two sources have one key, as ``x.md`` and ``x/index.md`` do."""
    owners: dict[str, str] = {}
    for page in plan.inventory.pages:
        if page.path not in plan.pages and not page.error:
            continue
        other = owners.setdefault(page.key, page.path)
        if other != page.path:
            raise conflict(other, page.path, text_of(page.row or {}, "url") or f"/{page.key}/")


def _all_specs(plan: Plan) -> Iterator[TaskSpec]:
    yield from page_specs(plan)
    yield from text_specs(plan)
    yield from source_specs(plan)
    yield from asset_specs(plan)
    yield from index_specs(plan)
