"""Watched: the folders that a scan lists, by their stamps."""

from __future__ import annotations

import sys
from pathlib import Path

from bengal_tasks.model.config import Config
from bengal_tasks.model.inventory import ThemeRoots
from bengal_tasks.model.keys import PACKAGED
from bengal_tasks.scan.packaged import packaged_themes
from bengal_tasks.store.snapshot import Stamps, folders_below, stamps_of


_PROGRAMS = ("dodo.py", "pyproject.toml", "doit.cfg")
_OTHERS = frozenset({"site-packages", "dist-packages", ".venv", "bengal_tasks"})


def programs(root: Path) -> list[str]:
    """
    Return the files that doit itself reads, and the modules of the site that are loaded.

    What dodo.py imports may declare indexes and generators; it is loaded when a session begins.
    """
    start = f"{root}/"  # text, because there are a thousand modules
    places = [getattr(module, "__file__", None) for module in tuple(sys.modules.values())]
    inside = [place.removeprefix(start) for place in places if place and place.startswith(start)]
    own = [path for path in inside if not _OTHERS & set(path.split("/"))]
    return sorted({*_PROGRAMS, *own})


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
