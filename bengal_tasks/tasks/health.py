"""
The health of assets: what pages refer to and is not there, and what could be smaller.

The findings are worked out from what the tasks recorded, so no page is read again; only for the
place of a reference that leads nowhere its source is searched.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import cast
from urllib.parse import unquote, urljoin

from bengal_tasks.errors import Place
from bengal_tasks.model.assets import type_of
from bengal_tasks.model.health import Finding
from bengal_tasks.model.keys import STATE_DIR, asset_path, compiled_path
from bengal_tasks.model.trace import notices_of, writes_of
from bengal_tasks.model.values import JSON
from bengal_tasks.tasks.plan import Plan
from bengal_tasks.tasks.records import values_of
from bengal_tasks.tasks.spec import TaskSpec
from bengal_tasks.tasks.usage import asset_users, source_of


_LARGEST = {"css": 200_000, "javascript": 500_000, "image": 1_000_000}
"""Bytes by type of asset, as the original's validator has them."""

_LARGEST_OF_ALL = 10_000_000
_INSECURE = "http://"
_SHOWN = 20


def health_of(plan: Plan) -> JSON:
    """Return the value of ``health.json.zst``: the findings, sorted."""
    findings = sorted({*_references(plan), *_notices(plan), *_assets(plan)})
    return {"version": 1, "findings": [finding.to_json() for finding in findings]}


def _references(plan: Plan) -> Iterator[Finding]:
    """Yield the references of pages that lead nowhere, or to a host without encryption."""
    files = {plan.published_path(path) for path in _published(plan)}
    names = _names(plan, files)
    folded = {path.lower(): path for path in names}
    for url, specs in _referring(plan).items():
        if url.startswith(_INSECURE):
            if plan.config.site.baseurl.startswith("https:"):
                yield _finding(plan, "mixed", url, specs, f"{url} is loaded without encryption")
            continue
        wanted = {_file_of(plan, spec, url): spec for spec in specs}
        for path in sorted(wanted.keys() - files):
            others = [spec for spec in specs if _file_of(plan, spec, url) == path]
            if path.lower() in folded:
                message = f"{url} is spelled /{folded[path.lower()]} where it is published"
                yield _finding(plan, "case", url, others, message)
            else:
                alike = [name for name in names if type_of(name) == type_of(path)]
                near = get_close_matches(path, alike, n=1)
                hint = f"; did you mean /{near[0]}?" if near else ""
                yield _finding(plan, "missing", url, others, f"there is no {url}{hint}")


def _names(plan: Plan, files: set[str]) -> set[str]:
    """Return the paths that a person would write: those of assets without fingerprints."""
    published = {
        str(plan.artefact(asset_path(n)).get("output_path")) for n in plan.inventory.assets
    }
    return (files - published) | {f"assets/{name}" for name in plan.inventory.assets}


def _published(plan: Plan) -> Iterator[str]:
    """Yield every path that is published now."""
    yield from plan.promised
    for record in plan.records().values():
        yield from (p for p in writes_of(values_of(record)) if not p.startswith(STATE_DIR))


def _referring(plan: Plan) -> dict[str, list[TaskSpec]]:
    """Return the tasks that render each URL which their pages load."""
    records = plan.records()
    found: dict[str, list[TaskSpec]] = {}
    for spec in plan.specs.values():
        urls = values_of(records.get(spec.name, {})).get("references") or []
        for url in cast("list[str]", urls):
            found.setdefault(url, []).append(spec)
    return dict(sorted(found.items()))


def _file_of(plan: Plan, spec: TaskSpec, url: str) -> str:
    """Return the path below the output folder that *url* means on the page of *spec*."""
    own = plan.base_path + str(spec.arguments["url"])
    whole = urljoin(own, url.partition("#")[0].partition("?")[0])
    path = unquote(whole.removeprefix(f"{plan.base_path}/")).removeprefix("/")
    return f"{path}index.html" if not path or path.endswith("/") else path


def _finding(plan: Plan, kind: str, url: str, specs: list[TaskSpec], message: str) -> Finding:
    """Return the finding at the first place that has *url* in it."""
    place = _place_of(plan, url, specs)
    more = f" (on {len(specs)} pages)" if len(specs) > 1 else ""
    return Finding(kind, place.path, place.line, place.column, message + more)


def _place_of(plan: Plan, url: str, specs: Iterable[TaskSpec]) -> Place:
    """Return where *url* is written: in the source of a page, a template, or the page itself."""
    sources = dict.fromkeys(source_of(plan, spec) for spec in specs)
    templates = [found.path for found in plan.inventory.templates.values()]
    targets = [str(spec.arguments["target"]) for spec in specs]
    for path in (*sources, *templates, *targets):
        for number, line in enumerate(plan.text(path).splitlines(), 1):
            if url in line:
                return Place(path, number, line.index(url) + 1)
    return Place(targets[0])


def _notices(plan: Plan) -> Iterator[Finding]:
    """Yield what the tasks of assets and pages have noticed of assets that are not there."""
    for record in plan.records().values():
        for notice in notices_of(values_of(record)):
            if notice.kind == "asset" or (notice.kind == "image" and notice.line):
                yield Finding("missing", notice.path, notice.line, 0, notice.message)


def _assets(plan: Plan) -> Iterator[Finding]:
    """Yield what could be better about the assets themselves."""
    users = asset_users(plan.records(), plan.inventory.assets)
    owners: dict[str, str] = {}
    total = 0
    for name, path in plan.inventory.assets.items():
        entry = plan.artefact(asset_path(name))
        size = cast("int", entry.get("size_bytes") or 0)
        total += size
        yield from _of_asset(path, entry, size)
        yield from _purged(plan.artefact(compiled_path(name)))
        if not users[name]:
            yield Finding("unused", path, 0, 0, "no page uses it")
        other = owners.setdefault(str(entry.get("integrity") or path), path)
        if other != path:
            yield Finding("duplicate", path, 0, 0, f"it has the same bytes as {other}")
    if total > _LARGEST_OF_ALL:
        message = f"all assets together have {total:,} bytes"
        yield Finding("large", plan.config.build.assets_dir, 0, 0, message)


def _purged(compiled: dict[str, JSON]) -> Iterator[Finding]:
    """Yield what was left out of a stylesheet, by its source."""
    for path, selectors in cast("dict[str, list[str]]", compiled.get("purged") or {}).items():
        shown = ", ".join(selectors[:_SHOWN]) + (", ..." if len(selectors) > _SHOWN else "")
        ending = "s" if len(selectors) != 1 else ""
        message = f"{len(selectors)} selector{ending} left out: {shown}"
        yield Finding("purge", path, 0, 0, message)


def _of_asset(path: str, entry: dict[str, JSON], size: int) -> Iterator[Finding]:
    most = _LARGEST.get(str(entry.get("type")), 0)
    if most and size > most:
        yield Finding("large", path, 0, 0, f"{size:,} bytes; more than {most:,} are slow to load")
    if entry.get("minified") is False:
        yield Finding("minify", path, 0, 0, "it is published as it is, not minified")
    if entry.get("optimized") is False:
        yield Finding("optimize", path, 0, 0, "it is published as it is, not made smaller")
