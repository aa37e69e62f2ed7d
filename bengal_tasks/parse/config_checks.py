"""Checks of settings against each other, once all layers are one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from bengal_tasks.errors import ConfigError, Place
from bengal_tasks.model.config import BuildSettings, Config, MenuItem
from bengal_tasks.model.values import KeyPath


_SOURCES = ("content_dir", "assets_dir", "static_dir", "templates_dir", "data_dir")
_OTHERS = ("themes", ".bengal", ".git")


def check_together(
    config: Config, places: dict[KeyPath, Place], fallback: Place
) -> list[ConfigError]:
    """Return the faults that no single setting shows."""
    faults = [
        ConfigError(headline, places.get(("build", "output_dir"), fallback), hint)
        for headline, hint in _overlaps(config.build)
    ]
    if config.assets.minifier == "esbuild" and not config.assets.esbuild:
        place = places.get(("assets", "minifier"), fallback)
        headline = "[assets] minifier is 'esbuild', and 'esbuild' does not say where it is"
        faults.append(
            ConfigError(headline, place, "set [assets] esbuild to the path of the program")
        )
    for name, items in config.menu.items.items():
        for number, headline, hint in (*_twice(name, items), *_orphans(name, items)):
            place = places.get(("menu", name, number), fallback)
            faults.append(ConfigError(headline, place, hint))
    return faults


def _overlaps(build: BuildSettings) -> Iterator[tuple[str, str]]:
    """Yield what published files would be mixed with: pruning would take sources away."""
    output = build.output_dir
    folders = {f"{name} '{getattr(build, name)}'": getattr(build, name) for name in _SOURCES}
    for label, folder in folders.items():
        if _overlap(output, folder):
            yield f"[build] output_dir '{output}' overlaps {label}", "give each its own folder"
    for folder in _OTHERS:
        if _overlap(output, folder):
            yield f"[build] output_dir '{output}' overlaps the folder '{folder}'", ""


def _overlap(one: str, other: str) -> bool:
    # many file systems do not tell "Public" from "public"
    first, second = PurePosixPath(one.casefold()), PurePosixPath(other.casefold())
    return first.is_relative_to(second) or second.is_relative_to(first)


def _twice(menu: str, items: tuple[MenuItem, ...]) -> Iterator[tuple[int, str, str]]:
    known: set[str] = set()
    for number, item in enumerate(items):
        if item.identifier in known:
            headline = f"[menu.{menu}] has two items with the identifier '{item.identifier}'"
            yield number, headline, "give one of them an 'identifier' of its own"
        known.add(item.identifier)


def _orphans(menu: str, items: tuple[MenuItem, ...]) -> Iterator[tuple[int, str, str]]:
    """Yield the items whose parent is missing, or is below themselves."""
    parents = {item.identifier: item.parent for item in items}
    for number, item in enumerate(items):
        if item.parent and item.parent not in parents:
            headline = f"[menu.{menu}] no item has the identifier '{item.parent}', a parent"
            yield number, headline, f"identifiers: {', '.join(parents)}"
        elif item.identifier in _ancestors(item.identifier, parents):
            yield number, f"[menu.{menu}] the item '{item.identifier}' is its own ancestor", ""


def _ancestors(identifier: str, parents: dict[str, str]) -> list[str]:
    found: list[str] = []
    parent = parents.get(identifier, "")
    while parent and parent not in found:
        found.append(parent)
        parent = parents.get(parent, "")
    return found
