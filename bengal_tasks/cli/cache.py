"""``doit cache``: look into the state folder, check it, name it for CI, and clear it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from doit.exceptions import InvalidCommand

from bengal_tasks.cache import TaxonomyIndex
from bengal_tasks.cli.building import locked
from bengal_tasks.cli.cache_faults import faults_of, strangers
from bengal_tasks.cli.cache_stats import stats_text
from bengal_tasks.cli.command import LookingCommand
from bengal_tasks.cli.options import option
from bengal_tasks.errors import StateError
from bengal_tasks.model.entries import MISSING, value_at
from bengal_tasks.model.index import Index
from bengal_tasks.model.keys import STATE_DIR, TAXONOMY
from bengal_tasks.model.values import JSON
from bengal_tasks.store.codec import decode
from bengal_tasks.store.contents import clear_state, contents_of
from bengal_tasks.tasks.inputs import inputs_of, keys_of
from bengal_tasks.tasks.session import session


_END = ".json.zst"


class Cache(LookingCommand):
    """The command; ``verify`` ends with status 1 when a file is damaged."""

    name = "cache"
    doc_purpose = "look into .bengal: sizes, entries, faults, a key for CI; or clear it"
    doc_usage = "stats | show ARTEFACT[#ENTRY] | verify | export | inputs | key | lost | clear"
    doc_description = (
        "ARTEFACT is a path below .bengal, with or without .json.zst: "
        "'doit cache show config#site.title'."
    )
    cmd_options = (
        option(
            "json",
            bool,
            "stats, inputs, lost, export: write JSON (export always does)",
            default=False,
        ),
        option(
            "restore", bool, "key: write what to fall back to, the nearest first", default=False
        ),
        option(
            "all", bool, "clear: also forget what was published, and to prune it", default=False
        ),
        option("no_wait", bool, "clear: end with status 75 when a build is running", default=False),
    )

    def execute(self, params: Any, args: list[str]) -> int:  # noqa: ANN401 (doit's types)
        """Clear under the lock and without a look at the site; for the rest load the site."""
        self.params = params
        if args == ["clear"]:
            self.loader.setup(params)
            return locked(self, self._clear)
        return int(super().execute(params, args) or 0)

    def _execute(self, pos_args: list[str]) -> int:
        what: dict[str, Callable[[list[str]], int]] = {
            "stats": self._stats,
            "show": self._show,
            "verify": self._verify,
            "export": self._export,
            "inputs": self._inputs,
            "key": self._key,
            "lost": self._lost,
        }
        name, *others = pos_args or ["stats"]
        if name not in what or (others and name != "show"):
            raise InvalidCommand(f"cache: say {self.doc_usage}")
        return what[name](others)

    def _write(self, text: str) -> None:
        self.outstream.write(f"{text}\n")

    def _json(self, value: object) -> int:
        self._write(json.dumps(value, indent=2, sort_keys=True, ensure_ascii=False))
        return 0

    def _stats(self, _: list[str]) -> int:
        found = session()
        self._write(stats_text(contents_of(found.root), found, as_json=self.params["json"]))
        return 0

    def _show(self, names: list[str]) -> int:
        if len(names) != 1:
            raise InvalidCommand("cache show: name one artefact: config, parsed/about#summary")
        name, _, entry = names[0].partition("#")
        path = _artefact_path(session().root, name)
        value = _decoded(session().root, path)
        return self._json(_entry_of(path, value, entry) if entry else value)

    def _verify(self, _: list[str]) -> int:
        found = session()
        looked, faults = faults_of(found)
        for fault in faults:
            self._write(fault)
        for path in strangers(found):
            self._write(f"note: {path}: not made by a build")
        self._write(f"{looked} files, {len(faults)} faults")
        return 1 if faults else 0

    def _export(self, _: list[str]) -> int:
        root = session().root
        paths = [found.path for found in contents_of(root) if not found.fault]
        return self._json({"version": 1, "files": {path: _decoded(root, path) for path in paths}})

    def _inputs(self, _: list[str]) -> int:
        rows = inputs_of(session())
        if self.params["json"]:
            return self._json([[row.group, row.name, row.state] for row in rows])
        for row in rows:
            self._write(f"{row.group:8}  {row.state:32}  {row.name}")
        return 0

    def _key(self, _: list[str]) -> int:
        whole, *beginnings = keys_of(inputs_of(session()))
        self._write("\n".join(beginnings) if self.params["restore"] else whole)
        return 0

    def _lost(self, _: list[str]) -> int:
        found = session()
        place = found.root / TAXONOMY
        lost = {
            name: TaxonomyIndex(place, name).lost_pages()
            for name in (taxonomy.name for taxonomy in found.config.taxonomies)
        }
        if self.params["json"]:
            return self._json(lost)
        for name, terms in lost.items():
            for slug, pages in terms.items():
                self._write(f"{name}/{slug}: {', '.join(pages)}")
        return 0

    def _clear(self) -> int:
        removed, kept = clear_state(Path.cwd(), everything=self.params["all"])
        self._write(f"{len(removed)} files removed from {STATE_DIR}")
        for path in kept:
            self._write(f"kept: {path}")
        return 0


def _artefact_path(root: Path, name: str) -> str:
    """Return the path that *name* stands for; raises InvalidCommand when there is none."""
    plain = name.removeprefix(f"{STATE_DIR}/").removesuffix(_END)
    path = f"{STATE_DIR}/{plain}{_END}"
    if ".." in plain.split("/") or not (root / path).is_file():
        raise InvalidCommand(f"cache show: there is no artefact {name!r}; 'doit cache stats' lists")
    return path


def _entry_of(path: str, value: JSON, entry: str) -> JSON:
    """Return an entry as dependencies spell it; raises InvalidCommand when there is none."""
    try:
        found = value_at(path, value, entry, lambda: Index(value))  # type: ignore[arg-type]  # the metadata
    except (ValueError, TypeError, KeyError, AttributeError, IndexError):
        raise InvalidCommand(
            f"cache show: {entry!r} is no query; one is "
            """'?[["section","blog"],["limit",5]]!title,url'"""
        ) from None
    if found is MISSING:
        raise InvalidCommand(f"cache show: {path} has no entry {entry!r}")
    return found


def _decoded(root: Path, path: str) -> JSON:
    try:
        return decode((root / path).read_bytes())
    except (OSError, StateError) as error:
        raise InvalidCommand(f"{path}: {error}") from None
