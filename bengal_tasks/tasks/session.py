"""
The session: one run of doit over one site - config, inventory, plan and state, loaded once.

It is made anew for every doit command and worked out part by part when it is first asked for, so
``doit help`` scans nothing.
"""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import cast

from bengal_tasks.actions.bench import Shop, Workshop
from bengal_tasks.model.clock import now_of
from bengal_tasks.model.config import Config
from bengal_tasks.model.digest import ABSENT, Digest, environment_state
from bengal_tasks.model.inventory import FoundPage, Inventory, ThemeRoots
from bengal_tasks.model.keys import (
    ENVIRONMENT,
    FRONT_MATTER,
    NAMES,
    STATE_DIR,
    is_file,
    is_generated,
    split_dependency,
)
from bengal_tasks.model.trace import Trace, writes_of
from bengal_tasks.model.values import JSON
from bengal_tasks.model.visible import is_visible
from bengal_tasks.render.names import names_state
from bengal_tasks.scan.packaged import packaged_themes
from bengal_tasks.scan.settings import load_settings
from bengal_tasks.scan.site import scan_site
from bengal_tasks.scan.themes import theme_roots
from bengal_tasks.store.artefacts import ArtefactReader
from bengal_tasks.store.journal import ANY, Journal
from bengal_tasks.store.locks import STATE_LOCK, replacing
from bengal_tasks.store.snapshot import Stamps, remove_snapshot, stamps_of
from bengal_tasks.store.state import State, load_state, save_state
from bengal_tasks.store.table import FINE_TICK, FileTable, is_settled
from bengal_tasks.tasks.facts import code_digest
from bengal_tasks.tasks.generators import run_generators, source_folders
from bengal_tasks.tasks.orphans import orphans_of
from bengal_tasks.tasks.plan import Plan
from bengal_tasks.tasks.plan_indexes import present_facts
from bengal_tasks.tasks.planning import complete
from bengal_tasks.tasks.records import record_of, values_of
from bengal_tasks.tasks.site_files import SiteFiles
from bengal_tasks.tasks.watched import programs, watched_folders


_serial = count()
_NOT_PLAIN = Digest("not a plain file")


class Session:
    """One site in one run."""

    def __init__(self, root: Path, profile: str = "") -> None:
        self.root = root
        self.profile = profile or os.environ.get("BENGAL_PROFILE", "")
        self.now = now_of(os.environ)
        self.state: State = load_state(root)
        if self.state.code != code_digest():
            self.state.scan.clear()
            self.state.entries.clear()
            self.state.code = code_digest()
        self.table = FileTable(root, packaged_themes(), self.state.files)
        self.reader = ArtefactReader(root)
        self.journal = Journal(root)
        self.folders: Stamps = {}
        self.programs = stamps_of(str(root), programs(root))
        self.scanned = 0
        self.sure = True
        self.audit = False
        self.wanted: set[str] = set()
        self.inputs: set[str] = set()
        self._states: dict[str, Digest] = {}
        self.before = {name: _writes(record) for name, record in self.state.tasks.items()}

    @cached_property
    def config(self) -> Config:
        """The settings; raises ConfigError when they are not valid."""
        return load_settings(self.root, self.profile)

    def has_same_settings(self) -> bool:
        """Tell whether settings and themes still are what this session has loaded."""
        same = load_settings(self.root, self.profile) == self.config
        return same and self.roots == theme_roots(self.config, self.table)

    @cached_property
    def roots(self) -> ThemeRoots:
        """The folders that templates and assets are looked up in."""
        return theme_roots(self.config, self.table)

    @cached_property
    def inventory(self) -> Inventory:
        """All sources of the site; the stamps of their folders are taken before."""
        self._stamp_folders()
        if any(stamp and not is_settled(stamp, self.scanned) for stamp in self.folders.values()):
            time.sleep(FINE_TICK / 1e9)  # so that the snapshot of this build can be trusted
            self._stamp_folders()
        memo = self.state.scan
        made = run_generators(self.root, self.table, memo, programs(self.root))
        self.inputs = made.inputs
        return scan_site(self.config, self.roots, self.table, memo, made.pages)

    def _stamp_folders(self) -> None:
        sources = stamps_of(str(self.root), source_folders(self.root))
        self.folders = {**watched_folders(self.root, self.config, self.roots), **sources}
        self.scanned = time.time_ns()

    @cached_property
    def pages(self) -> dict[str, FoundPage]:
        """The pages that are published now, by source path."""
        build = self.config.build
        return {p.path: p for p in self.inventory.pages if is_visible(p, build, self.now)}

    @cached_property
    def plan(self) -> Plan:
        """The tasks of the site."""
        try:
            return self._make_plan()
        except (AttributeError, IndexError, KeyError, TypeError, ValueError):
            if not self.state.scan:
                raise
            # The memo has a sound checksum, and rows that no build of ours has written.
            self.state.scan.clear()
            for name in ("inventory", "pages"):
                self.__dict__.pop(name, None)
            return self._make_plan()

    def _make_plan(self) -> Plan:
        records = self.state.tasks
        files = SiteFiles(self.reader, self.table)
        return complete(Plan(self.config, self.inventory, self.pages, lambda: records, files))

    @cached_property
    def shop(self) -> Shop:
        """What actions in this process work with."""
        return Shop(
            Workshop(
                root=self.root,
                themes=packaged_themes(),
                templates=tuple((n, t.path) for n, t in self.inventory.templates.items()),
                extensions=self.config.build.extensions,
                serial=next(_serial),
                seconds=self.config.build.task_seconds,
            )
        )

    def state_of(self, dependency: str) -> Digest:
        """Return the present state of a dependency; kept until a task has written something."""
        known = self._states.get(dependency)
        if known is None:
            known = self._states[dependency] = self._look_at(dependency)
        return known

    def _look_at(self, dependency: str) -> Digest:
        path, entry = split_dependency(dependency)
        if path.startswith(ENVIRONMENT):
            return environment_state(path.removeprefix(ENVIRONMENT), os.environ)
        if entry == FRONT_MATTER[1:]:
            page = self.pages.get(path)
            return Digest(page.row_digest) if page else ABSENT
        if self._is_dropped(path, entry):
            return ABSENT
        digest = self.table.digest(path)
        return self._entry_state(dependency, (path, entry), digest) if entry else digest

    def _is_dropped(self, path: str, entry: str) -> bool:
        """Tell whether nothing makes a path any more, wherever it may still lie."""
        if entry == NAMES[1:]:
            return path not in self.config.build.extensions
        own = path.startswith(f"{STATE_DIR}/") and not is_generated(path)
        return own and path not in self.plan.producers

    def _entry_state(self, dependency: str, names: tuple[str, str], digest: Digest) -> Digest:
        known = self.state.entries.get(dependency)
        if known and known[0] == digest:
            return Digest(known[1])
        if names[1] == NAMES[1:]:
            state = names_state(names[0], self.table.locate(names[0]))
            self.state.entries[dependency] = [digest, state]
            return state
        found = self.reader.get(names[0])
        if found is None:
            return ABSENT
        state = found.entry_digest(names[1])
        self.state.entries[dependency] = [found.digest, state]
        return state

    def record(self, name: str) -> dict[str, JSON]:
        """Return what is saved for a task; empty when it has never run."""
        return self.state.tasks.get(name, {})

    def values(self, name: str) -> dict[str, JSON]:
        """Return the values that are saved for a task."""
        return values_of(self.record(name))

    def written_state(self, path: str) -> Digest:
        """Return the digest of a file that a task wrote; a link or another mode does not count."""
        digest = self.table.digest(path)
        return digest if digest == ABSENT or self.table.is_plain(path) else _NOT_PLAIN

    def keep(self, name: str, trace: Trace, values: dict[str, JSON]) -> None:
        """Save the trace of a task that ran, with the facts it ran with."""
        self._let_go(name, trace.writes)
        self._states.clear()
        self.sure = self.sure and all(
            self.table.digest(d) == state for d, state in trace.reads.items() if is_file(d)
        )
        for path, digest in trace.writes.items():
            self.table.wrote(path, digest)
            self.state.orphans.pop(path, None)
        for dependency in trace.reads:
            path, entry = split_dependency(dependency)
            if entry and path in trace.sources:
                self.state.entries[dependency] = [trace.sources[path], trace.reads[dependency]]
        recipe = present_facts(self.plan, self.plan.specs[name])
        self.state.tasks[name] = record_of(trace, {**values, "recipe": cast("JSON", recipe)})
        self.journal.did_run(name, self.state.tasks[name])

    def fail(self, name: str) -> None:
        """Mark a task as failed: it is stale, and what it has published stays its own."""
        writes = _writes(self.record(name))
        values: dict[str, JSON] = {"failed": True, "writes": cast("JSON", writes), "recipe": {}}
        self.state.tasks[name] = {"_values_:": values}

    def forget(self, name: str) -> None:
        """Forget a task; what it has published becomes an orphan unless a task promises it."""
        self._let_go(name, {})
        self.state.tasks.pop(name, None)

    def _let_go(self, name: str, kept: Mapping[str, Digest]) -> None:
        for path, digest in _writes(self.record(name)).items():
            if path not in kept and not path.startswith(f"{STATE_DIR}/"):
                self.state.orphans[path] = digest

    def orphans(self) -> dict[str, Digest]:
        """Return the published files that no task promises, with the digests they had."""
        return orphans_of(self.state, self.plan, self.table.written_at)

    def disown(self, path: str) -> None:
        """Drop a path from the orphans: it is gone, or not ours."""
        self.state.orphans.pop(path, None)
        self.table.forget(path)
        self._states.clear()

    def save(self) -> None:
        """Write the state, with stamps and entries of what tasks depend on only."""
        self.table.settle()
        records = self.state.tasks.values()
        dependencies = {d for r in records for d in cast("list[str]", r.get("deps:") or [])}
        paths = {split_dependency(d)[0] for d in dependencies if not d.startswith(ENVIRONMENT)}
        paths |= (
            {path for record in records for path in _writes(record)}
            | set(self.state.scan)
            | self.inputs
        )
        self.state.files = self.table.rows(paths)
        self.state.entries = {
            d: pair for d, pair in sorted(self.state.entries.items()) if d in dependencies
        }
        self._adopt()
        with replacing(self.root / STATE_LOCK):
            save_state(self.root, self.state)
            self.journal.remove()
        remove_snapshot(self.root)
        self.wanted = paths

    def _adopt(self) -> None:
        """Remember what tasks have published that then failed, or whose worker was killed."""
        known = {path for record in self.state.tasks.values() for path in _writes(record)}
        left = [path for path in self.journal.written() if path not in known]
        self.state.orphans.update({p: ANY for p in left if (self.root / p).is_file()})


def _writes(record: dict[str, JSON]) -> dict[str, Digest]:
    return writes_of(values_of(record))


_current: list[Session] = []


def begin_session(profile: str = "") -> Session:
    """Begin a session for the site in the working folder; the one before it is dropped."""
    _current[:] = [Session(Path.cwd(), profile)]
    return _current[0]


def session() -> Session:
    """Return the session that the present command began."""
    return _current[0] if _current else begin_session()
