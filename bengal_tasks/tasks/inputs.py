"""
The inputs of a site: what decides whether the state of another build is of use here.

They are in three groups, from what makes a state useless to what costs a page or two: the code, the
settings with the templates, and the rest of the sources. A key has a part for each, so that a
CI cache can fall back from the exact one to the nearest.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass

from bengal_tasks import __version__
from bengal_tasks.model.digest import ABSENT, digest_of, digest_of_value
from bengal_tasks.store.state import VERSION
from bengal_tasks.tasks.facts import all_libraries, code_digest
from bengal_tasks.tasks.session import Session
from bengal_tasks.tasks.tools import tool_state
from bengal_tasks.tasks.watched import programs


GROUPS = ("code", "settings", "sources")
"""The groups, in the order of the key."""

_PART = 12
"""Hex digits of each part of a key."""


@dataclass(frozen=True, slots=True)
class Input:
    """One input: its group, its name, and its digest or version."""

    group: str
    name: str
    state: str


def inputs_of(found: Session) -> list[Input]:
    """Return all inputs of the site, group by group, sorted."""
    return [*_code(), *_settings(found), *_sources(found)]


def _code() -> list[Input]:
    versions = all_libraries()
    versions["python"] = f"{sys.version_info.major}.{sys.version_info.minor}"
    versions["state"] = str(VERSION)
    versions["bengal_tasks"] = f"{__version__} {code_digest()}"
    return [Input("code", name, state) for name, state in sorted(versions.items())]


def _settings(found: Session) -> list[Input]:
    variables = {n: text for n, text in os.environ.items() if n.startswith("BENGAL_")}
    named = [
        Input("settings", f"env:{name}", digest_of(os.fsencode(text)))
        for name, text in sorted(variables.items())
    ]
    if found.profile:
        named.append(Input("settings", "profile", found.profile))
    if found.config.assets.esbuild:
        named.append(Input("settings", "esbuild", tool_state(found.config.assets.esbuild)))
    paths = {"bengal.toml", *programs(found.root), *found.config.build.extensions}
    paths |= {*found.roots.files, *(t.path for t in found.inventory.templates.values())}
    return named + _files(found, "settings", paths)


def _sources(found: Session) -> list[Input]:
    build, inventory = found.config.build, found.inventory
    paths = {page.path for page in inventory.pages} | set(inventory.assets.values())
    paths |= {f"{build.content_dir}/{name}" for name in inventory.resources}
    paths |= {f"{build.data_dir}/{name}" for name in inventory.data}
    paths |= {f"{build.static_dir}/{name}" for name in inventory.static}
    return _files(found, "sources", paths | found.inputs)


def _files(found: Session, group: str, paths: set[str]) -> list[Input]:
    states = ((path, found.table.digest(path)) for path in sorted(paths))
    return [Input(group, path, state) for path, state in states if state != ABSENT]


def keys_of(inputs: list[Input]) -> list[str]:
    """
    Return the key of a cache, and after it the beginnings that are worth to fall back to.

    ``bengal-CODE-SETTINGS-SOURCES``, then ``bengal-CODE-SETTINGS-``, ``bengal-CODE-``, ``bengal-``.
    """
    parts = [
        digest_of_value([[i.name, i.state] for i in inputs if i.group == group])[:_PART]
        for group in GROUPS
    ]
    whole = "-".join(("bengal", *parts))
    return [whole, *("-".join(("bengal", *parts[:n])) + "-" for n in (2, 1, 0))]
