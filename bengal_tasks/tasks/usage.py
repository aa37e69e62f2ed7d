"""Usage: which pages use which assets, as the tasks recorded it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import cast

from bengal_tasks.model.assets import logical_name
from bengal_tasks.model.keys import (
    ASSET_ENTRIES,
    COMPILED,
    STATE_DIR,
    URLS,
    VARIANTS,
    asset_of,
    entry,
    family_of,
    split_dependency,
    split_variant,
)
from bengal_tasks.model.rows import text_of
from bengal_tasks.model.trace import writes_of
from bengal_tasks.model.values import JSON
from bengal_tasks.tasks.plan import Plan
from bengal_tasks.tasks.records import Records, dependencies_of, values_of
from bengal_tasks.tasks.spec import TaskSpec


RENDERING = frozenset({"page", "listing", "feed", "sitemap", "robots", "redirect", "search"})
"""Families that ask for assets: those that render a template, or show bodies."""

_PAGES = frozenset({"page", "listing"})
_OF_ASSETS = (ASSET_ENTRIES, COMPILED)
_SOURCES = entry(URLS, "assets/")
_MAPS = (".map", ".gz", ".zst", ".br")


def assets_read(record: dict[str, JSON]) -> set[str]:
    """Return the logical names of the assets that a task asked for, also as variants of images."""
    paths = {split_dependency(d)[0] for d in dependencies_of(record)}
    images = {split_variant(path)[0] for path in paths if path.startswith(VARIANTS)}
    names = {asset_of(path) for path in paths if path.startswith(ASSET_ENTRIES)}
    return names | {i.removeprefix("assets/") for i in images if i.startswith("assets/")}


def asset_users(records: Records, names: Iterable[str]) -> dict[str, set[str]]:
    """
    Return the tasks that use each of the assets *names*, through other assets too.

    A page that loads a stylesheet uses the fonts and images that the stylesheet names.
    """
    direct: dict[str, set[str]] = {}
    parts: dict[str, set[str]] = {}
    for task, record in records.items():
        family = family_of(task)
        if family in RENDERING:
            for name in assets_read(record):
                direct.setdefault(name, set()).add(task)
        elif family in {"asset", "compile"}:
            own = _made_by(record)
            for name in assets_read(record) | _sources_read(record):
                parts.setdefault(name, set()).update(own)
    return {name: _users(name, direct, parts) for name in names}


def _made_by(record: dict[str, JSON]) -> set[str]:
    """Return the assets that a task compiles or publishes."""
    paths = [path for path in writes_of(values_of(record)) if path.startswith(_OF_ASSETS)]
    return {asset_of(path) for path in paths}


def _sources_read(record: dict[str, JSON]) -> set[str]:
    """Return the assets whose sources or compiled forms a task has read: imports, and circles."""
    compiled = {split_dependency(d)[0] for d in dependencies_of(record) if d.startswith(COMPILED)}
    named = {d.removeprefix(_SOURCES) for d in dependencies_of(record) if d.startswith(_SOURCES)}
    return {asset_of(path) for path in compiled} | {logical_name(name) for name in named}


def _users(name: str, direct: dict[str, set[str]], parts: dict[str, set[str]]) -> set[str]:
    """Follow the assets that name this one, in circles too."""
    seen, waiting = {name}, [name]
    users: set[str] = set()
    while waiting:
        one = waiting.pop()
        users |= direct.get(one, set())
        others = parts.get(one, set()) - seen
        seen |= others
        waiting += others
    return users


def asset_references(plan: Plan) -> JSON:
    """
    Return the value of ``asset_deps.json.zst``: the URLs that each page loads, by its source.

    An asset has its logical name, without the fingerprint. What has no source of its own stands
    under its URL.
    """
    records = plan.records()
    logical = {
        path: f"/assets/{name}" for name, path in _published(plan) if not path.endswith(_MAPS)
    }
    pages: dict[str, JSON] = {}
    for task, record in records.items():
        spec = plan.specs.get(task)
        if family_of(task) not in _PAGES or spec is None:
            continue
        found = cast("list[str]", values_of(record).get("references") or [])
        urls = {logical.get(url.removeprefix(plan.base_path), url) for url in found}
        urls |= {f"/assets/{name}" for name in assets_read(record) if name in plan.inventory.assets}
        if urls:
            row: dict[str, JSON] = {"assets": cast("JSON", sorted(urls)), "is_valid": True}
            pages[source_of(plan, spec)] = row
    return {"version": 1, "pages": dict(sorted(pages.items()))}


def asset_named(plan: Plan, word: str) -> str | None:
    """Return the asset with this logical name, source or published URL; None when there is none."""
    assets = plan.inventory.assets
    if word in assets:
        return word
    published = (name for name, url in _published(plan) if url == word)
    return next((name for name, path in assets.items() if path == word), None) or next(
        published, None
    )


def _published(plan: Plan) -> Iterator[tuple[str, str]]:
    """Yield each asset with the URL of each of its published files."""
    for task, record in plan.records().items():
        if family_of(task) != "asset":
            continue
        writes = writes_of(values_of(record))
        names = [asset_of(path) for path in writes if path.startswith(ASSET_ENTRIES)]
        files = [path for path in writes if not path.startswith(STATE_DIR)]
        yield from ((name, f"/{plan.published_path(file)}") for name in names for file in files)


def source_of(plan: Plan, spec: TaskSpec) -> str:
    """Return the site path of the Markdown that a task renders; its URL when it has none."""
    row = plan.rows.get(str(spec.arguments.get("key", "")))
    source = text_of(row, "source") if row else ""
    return f"{plan.config.build.content_dir}/{source}" if source else str(spec.arguments["url"])
