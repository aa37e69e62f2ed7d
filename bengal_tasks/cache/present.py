"""What the sources say now, as the scan of a build would see them; nothing is run or written."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import cast

from bengal_tasks.model.config import Config
from bengal_tasks.model.digest import digest_of_value
from bengal_tasks.model.index import Index
from bengal_tasks.model.inventory import ThemeRoots
from bengal_tasks.model.keys import BASE_PATH
from bengal_tasks.model.values import JSON
from bengal_tasks.model.visible import is_visible
from bengal_tasks.scan.generated import generated_pages
from bengal_tasks.scan.packaged import packaged_themes
from bengal_tasks.scan.settings import load_settings
from bengal_tasks.scan.site import scan_site
from bengal_tasks.store.state import load_state
from bengal_tasks.store.table import FileTable


_DIGITS = 16


def present_config(root: Path, profile: str = "") -> Config:
    """Return the settings of the site as a build would have them now, or raise ConfigError."""
    return load_settings(root, profile or os.environ.get("BENGAL_PROFILE", ""))


def config_hash(root: Path, profile: str = "") -> str:
    r"""
    Return 16 hex digits that stand for all settings, with profile and environment.

    It is what `BuildCache.config_hash` holds after a build with the same settings. Raises
    ConfigError when they are not valid.

    >>> _ = Path("bengal.toml").write_text('[site]\ntitle = "One"\n')
    >>> before = config_hash(Path())
    >>> _ = Path("bengal.toml").write_text('[site]\ntitle = "Two"\n')
    >>> len(before), before == config_hash(Path())
    (16, False)
    """
    return hash_of_settings({"version": 1, **present_config(root, profile).to_json()})


def hash_of_settings(value: dict[str, JSON]) -> str:
    """Return the hash of the settings in ``config.json.zst``."""
    settings = {name: part for name, part in value.items() if name != BASE_PATH}
    return digest_of_value(settings)[:_DIGITS]


def present_terms(root: Path) -> dict[str, dict[str, list[str]]]:
    """
    Return the sources of each term by taxonomy and slug, as they are now.

    Drafts and pages that are not due are left out, as a build leaves them out. Raises ConfigError
    when the settings are not valid.
    """
    config = present_config(root)
    now = int(os.environ.get("SOURCE_DATE_EPOCH") or time.time())
    state = load_state(root)
    table = FileTable(root, packaged_themes(), state.files)
    found = scan_site(
        config, ThemeRoots((), ()), table, state.scan, generated_pages(state.scan)
    ).pages
    pages = {page.key: page for page in found if is_visible(page, config.build, now)}
    index = Index(
        {
            "pages": {key: cast("JSON", page.row) for key, page in pages.items()},
            "taxonomies": {taxonomy.name: "/" for taxonomy in config.taxonomies},
        }
    )
    return {
        name: {slug: [pages[key].path for key in term.pages] for slug, term in terms.items()}
        for name, terms in index.terms.items()
    }
