"""Tools: programs of the user's own that tasks run, by what they hold now."""

from __future__ import annotations

import os
import shutil
from functools import lru_cache
from pathlib import Path

from bengal_tasks.model.assets import needs_esbuild
from bengal_tasks.model.config import AssetSettings
from bengal_tasks.model.digest import ABSENT, Digest, digest_of
from bengal_tasks.store.snapshot import Stamps, stamps_of
from bengal_tasks.store.table import Stamp, stamp_of
from bengal_tasks.tasks.spec import TaskSpec


def tool_state(name: str) -> Digest:
    """
    Return the digest of the program *name*, ABSENT when there is none.

    It is looked up as it is to be run: a path from the folder of the site, or a name on the PATH.
    What the program itself loads is not looked at.
    """
    place = shutil.which(name)
    stamp = stamp_of(place) if place else None
    return _digest(place, stamp) if place and stamp else ABSENT


@lru_cache(maxsize=8)
def _digest(place: str, stamp: Stamp) -> Digest:
    """Return the digest of a file; there is one answer for each *stamp*."""
    del stamp
    try:
        return digest_of(Path(place).read_bytes())
    except OSError:
        return ABSENT


def tools_of(settings: AssetSettings, spec: TaskSpec) -> str:
    """Return the state of the program that makes the script of *spec*, "" when none does."""
    if spec.action != "compiled" or not settings.esbuild:
        return ""
    used = needs_esbuild(str(spec.arguments["path"]), settings.minifier)
    return tool_state(settings.esbuild) if used else ""


def tool_stamps(settings: AssetSettings, root: Path) -> Stamps:
    """Return the stamps of the programs that the settings name, by their path from *root*."""
    place = shutil.which(settings.esbuild) if settings.esbuild else None
    return stamps_of(str(root), [os.path.relpath(place, root)]) if place else {}
