"""Watched: the folders that a scan lists, by their stamps."""

from __future__ import annotations

from pathlib import Path

from bengal_tasks.model.config import Config
from bengal_tasks.model.inventory import ThemeRoots
from bengal_tasks.model.keys import PACKAGED
from bengal_tasks.scan.packaged import packaged_themes
from bengal_tasks.store.snapshot import Stamps, folders_below, stamps_of


PROGRAMS = ("dodo.py", "pyproject.toml", "doit.cfg")
"""Files that doit itself reads; their stamps are taken when a session begins."""


def watched_folders(root: Path, config: Config, roots: ThemeRoots) -> Stamps:
    """Return the stamps of all folders that a scan lists."""
    build = config.build
    folders = {*roots.templates, *roots.assets, build.content_dir, build.static_dir}
    folders |= {build.data_dir, "themes"}
    own = [folder for folder in folders if not folder.startswith(PACKAGED)]
    others = [folder[1:] for folder in folders if folder.startswith(PACKAGED)]
    themes = str(packaged_themes())
    packaged = stamps_of(themes, folders_below(themes, others))
    found = stamps_of(str(root), folders_below(str(root), own))
    return {**found, **{f"{PACKAGED}{path}": stamp for path, stamp in packaged.items()}}
