"""
The plan: the task specs of a site, worked out from its config and inventory before anything runs.

See «Scan, plan, run» in docs/architecture.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, cast

from bengal_tasks.model.config import Config
from bengal_tasks.model.index import Index
from bengal_tasks.model.inventory import Inventory
from bengal_tasks.model.keys import STATE_DIR
from bengal_tasks.model.rows import Row, text_of
from bengal_tasks.model.values import JSON
from bengal_tasks.scan.rows import virtual_row
from bengal_tasks.tasks.claims import Claims
from bengal_tasks.tasks.plan_indexes import index_specs
from bengal_tasks.tasks.plan_pages import page_specs
from bengal_tasks.tasks.plan_sources import source_specs
from bengal_tasks.tasks.plan_texts import text_specs
from bengal_tasks.tasks.spec import TaskSpec


if TYPE_CHECKING:
    from bengal_tasks.tasks.session import Session


class Plan:
    """Specs by name, in the order in which they should run."""

    def __init__(self, session: Session) -> None:
        self.session: Session = session
        self.config: Config = session.config
        self.inventory: Inventory = session.inventory
        self.claims = Claims(session.config.build.output_dir)
        self.feeds: list[dict[str, JSON]] = []
        self.listings: list[str] = []
        self.files: dict[str, str] = {}
        self.aliases: dict[str, str] = {}
        self.specs: dict[str, TaskSpec] = {}

    @cached_property
    def rows(self) -> dict[str, Row]:
        """The rows of all published pages, and of sections without a page of their own."""
        rows = {page.key: cast("Row", page.row) for page in self.session.pages.values()}
        folders = {""} | {folder for row in rows.values() for folder in _folders(row)}
        for folder in sorted(folders):
            key = f"{folder}/_index" if folder else "_index"
            if key not in rows:
                rows[key] = virtual_row(folder, self.config)
        return dict(sorted(rows.items()))

    @cached_property
    def metadata(self) -> dict[str, JSON]:
        """The value of ``page_metadata.json.zst``."""
        content = self.config.content
        return {
            "version": 1,
            "pages": cast("JSON", self.rows),
            "sort": {"by": content.sort_pages_by, "order": content.sort_order},
            "taxonomies": {t.name: f"/{t.name}/" for t in self.config.taxonomies},
        }

    @cached_property
    def index(self) -> Index:
        """The index over the rows."""
        return Index(self.metadata)

    @cached_property
    def producers(self) -> dict[str, str]:
        """The task of each target."""
        return {target: spec.name for spec in self.specs.values() for target in spec.targets}

    @cached_property
    def promised(self) -> frozenset[str]:
        """All published paths that are known before anything runs."""
        return frozenset(t for t in self.producers if not t.startswith(f"{STATE_DIR}/"))

    def family(self, name: str) -> list[TaskSpec]:
        """Return the specs of one family."""
        return self._families.get(name, [])

    @cached_property
    def _families(self) -> dict[str, list[TaskSpec]]:
        families: dict[str, list[TaskSpec]] = {}
        for spec in self.specs.values():
            families.setdefault(spec.family, []).append(spec)
        return families


def plan_site(session: Session) -> Plan:
    """
    Return the plan of the site.

    Raises SiteError when two sources claim one URL or a path leaves the output folder.
    """
    plan = Plan(session)
    for spec in _all_specs(plan):
        plan.specs[spec.name] = spec
    plan.claims.check()
    return plan


def _all_specs(plan: Plan) -> Iterator[TaskSpec]:
    yield from page_specs(plan)
    yield from text_specs(plan)
    yield from source_specs(plan)
    yield from index_specs(plan)


def _folders(row: Row) -> list[str]:
    """Return the section of a row and all sections above it."""
    name = text_of(row, "section")
    folders = [name]
    while name:
        name = name.rpartition("/")[0]
        folders.append(name)
    return folders
