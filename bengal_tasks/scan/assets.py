"""Find the assets of a site: by logical name, the site's own before the theme's."""

from __future__ import annotations

from fnmatch import fnmatch

from bengal_tasks.scan.walk import files_below
from bengal_tasks.store.table import FileTable


def find_assets(
    roots: tuple[str, ...], exclude: tuple[str, ...], table: FileTable
) -> dict[str, str]:
    """Return the winning file of each asset by its logical name (``css/style.css``), sorted."""
    found: dict[str, str] = {}
    for root in roots:
        for name in files_below(table.locate(root)):
            if not any(fnmatch(name, pattern) for pattern in exclude):
                found.setdefault(name, f"{root}/{name}")
    return dict(sorted(found.items()))
