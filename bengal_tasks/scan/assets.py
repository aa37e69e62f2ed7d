"""Find the assets of a site: by logical name, the site's own before the theme's."""

from __future__ import annotations

from fnmatch import fnmatchcase

from bengal_tasks.errors import Place, SiteError
from bengal_tasks.model.assets import is_partial, logical_name
from bengal_tasks.scan.walk import sources_below
from bengal_tasks.store.table import FileTable


def find_assets(
    roots: tuple[str, ...], exclude: tuple[str, ...], table: FileTable
) -> tuple[dict[str, str], dict[str, str]]:
    """
    Return the winning files by logical name (``css/style.css``), and by their own name, sorted.

    Only the second has parts of other stylesheets (``css/_vars.scss``). Raises SiteError when two
    files of one folder would be published under one name.
    """
    assets: dict[str, str] = {}
    sources: dict[str, str] = {}
    for root in roots:
        own: dict[str, str] = {}
        for name in sources_below(root, table):
            if any(fnmatchcase(name, pattern) for pattern in exclude):
                continue
            path = f"{root}/{name}"
            if name not in assets:  # else the site has it, perhaps as `s.scss` instead of `s.css`
                sources.setdefault(name, path)
            if not is_partial(name):
                _claim(own, logical_name(name), path)
        for name, path in own.items():
            assets.setdefault(name, path)
    return dict(sorted(assets.items())), dict(sorted(sources.items()))


def _claim(own: dict[str, str], name: str, path: str) -> None:
    other = own.setdefault(name, path)
    if other != path:
        raise SiteError(
            f"{other} and {path} would both be published as {name}",
            Place(path),
            hint="rename one of them, or leave one out with [assets] exclude",
        )
