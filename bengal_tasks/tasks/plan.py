"""
The plan: the task specs of a site, worked out from its config and inventory before anything runs.

See «Scan, plan, run» in docs/architecture.md.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import cast
from urllib.parse import urlsplit

from bengal_tasks.model.config import Config
from bengal_tasks.model.index import Index
from bengal_tasks.model.inventory import FoundPage, Inventory
from bengal_tasks.model.keys import STATE_DIR
from bengal_tasks.model.rows import Row, text_of
from bengal_tasks.model.values import JSON
from bengal_tasks.scan.rows import virtual_row
from bengal_tasks.tasks.claims import Claims
from bengal_tasks.tasks.records import Records
from bengal_tasks.tasks.site_files import SiteFiles
from bengal_tasks.tasks.spec import TaskSpec


class Plan:
    """
    Specs by name, and what they are worked out from.

    *pages* are those that are published now, by source path; *records* gives what tasks recorded,
    *site* what the files of the site hold.
    """

    def __init__(
        self,
        config: Config,
        inventory: Inventory,
        pages: dict[str, FoundPage],
        records: Callable[[], Records],
        site: SiteFiles,
    ) -> None:
        self.config = config
        self.inventory = inventory
        self.pages = pages
        self.records = records
        self.claims = Claims(config.build.output_dir)
        self.feeds: list[dict[str, JSON]] = []
        self.listings: list[str] = []
        self.files: dict[str, str] = {}
        self.aliases: dict[str, str] = {}
        self.specs: dict[str, TaskSpec] = {}
        self.query_indexes: dict[str, JSON] = {}
        self.artefact = site.artefact
        self.text = site.text

    @cached_property
    def base_path(self) -> str:
        """The path part of the base URL: "" or ``/docs``."""
        return urlsplit(self.config.site.baseurl).path.rstrip("/")

    @cached_property
    def rows(self) -> dict[str, Row]:
        """The rows of all published pages, and of sections without a page of their own."""
        rows = {page.key: cast("Row", page.row) for page in self.pages.values()}
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

    def published_path(self, target: str) -> str:
        """Return where a target lies below the output folder, which may be several folders deep."""
        return target.removeprefix(f"{self.config.build.output_dir}/")

    def add(self, spec: TaskSpec) -> None:
        """Take in the spec of a task that was asked for while others ran."""
        self.specs[spec.name] = spec
        self.producers.update(dict.fromkeys(spec.targets, spec.name))
        self._families.setdefault(spec.family, []).append(spec)

    def drop(self, spec: TaskSpec) -> None:
        """Let go of a task that nobody asks for any more."""
        del self.specs[spec.name]
        for target in spec.targets:
            del self.producers[target]
        self._families[spec.family].remove(spec)

    def family(self, name: str) -> list[TaskSpec]:
        """Return the specs of one family."""
        return self._families.get(name, [])

    @cached_property
    def _families(self) -> dict[str, list[TaskSpec]]:
        families: dict[str, list[TaskSpec]] = {}
        for spec in self.specs.values():
            families.setdefault(spec.family, []).append(spec)
        return families


def _folders(row: Row) -> list[str]:
    """Return the section of a row and all sections above it."""
    name = text_of(row, "section")
    folders = [name]
    while name:
        name = name.rpartition("/")[0]
        folders.append(name)
    return folders
