"""Scan a site: the inventory of all its sources."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

from bengal_tasks.errors import Place, SiteError
from bengal_tasks.model.config import Config
from bengal_tasks.model.digest import digest_of_value
from bengal_tasks.model.inventory import Generated, Inventory, ThemeRoots
from bengal_tasks.model.values import JSON
from bengal_tasks.scan.assets import find_assets
from bengal_tasks.scan.content import ContentScan, Memo, find_pages
from bengal_tasks.scan.generated import is_memo_of_generator
from bengal_tasks.scan.templates import find_templates
from bengal_tasks.scan.walk import sources_below
from bengal_tasks.store.table import FileTable


_DATA_SUFFIXES = (".toml", ".yaml", ".yml", ".json")


def scan_site(
    config: Config,
    roots: ThemeRoots,
    table: FileTable,
    memo: Memo,
    generated: Mapping[str, Generated],
) -> Inventory:
    """
    Return all sources of the site; *memo* is brought up to date.

    *generated* are pages that count as if they lay in the content folder, by their path there.
    Raises SiteError when one of them really does.
    """
    content = config.build.content_dir
    files = list(sources_below(content, table))
    sources = [name for name in files if name.endswith(".md")]
    resources = [name for name in files if not name.endswith(".md")]
    for name in sorted(generated.keys() & set(sources)):
        raise SiteError(
            f"{generated[name].origin} makes {name}, which is there already",
            Place(f"{content}/{name}"),
            hint="rename one of them",
        )
    sources += generated
    scan = ContentScan(config, table, memo, digest_of_value(_settings(config)), generated)
    pages = find_pages(scan, sources, _bundles(sources, resources))
    templates = find_templates(roots.templates, table, memo)
    data = sources_below(config.build.data_dir, table)
    assets, asset_sources = find_assets(roots.assets, config.assets.exclude, table)
    _forget_others(memo, {page.path for page in pages} | {t.path for t in templates.values()})
    return Inventory(
        pages=tuple(pages),
        resources=tuple(resources),
        templates=templates,
        assets=assets,
        asset_sources=asset_sources,
        static=tuple(sources_below(config.build.static_dir, table)),
        data=tuple(name for name in data if name.endswith(_DATA_SUFFIXES)),
    )


def _settings(config: Config) -> JSON:
    """Return the settings that shape rows; see `row_of`."""
    build = config.build
    return [
        build.content_dir,
        build.pretty_urls,
        config.site.title,
        config.content.default_type,
        [taxonomy.name for taxonomy in config.taxonomies],
    ]


def _bundles(sources: list[str], resources: list[str]) -> dict[str, list[str]]:
    folders = {
        str(PurePosixPath(source).parent)
        for source in sources
        if source.endswith(("/index.md", "/_index.md")) or source in {"index.md", "_index.md"}
    }
    bundles: dict[str, list[str]] = {}
    for name in resources:
        for folder in PurePosixPath(name).parents:
            if str(folder) in folders:
                key = "" if str(folder) == "." else str(folder)
                bundles.setdefault(key, []).append(str(PurePosixPath(name).relative_to(folder)))
                break
    return bundles


def _forget_others(memo: Memo, wanted: set[str]) -> None:
    others = (path for path in memo if path not in wanted)
    for path in [p for p in others if not is_memo_of_generator(p)]:
        del memo[path]
