"""Take the snapshot of a session; see `store.snapshot` for what makes it right."""

from __future__ import annotations

import os

from bengal_tasks.model.digest import ABSENT
from bengal_tasks.model.keys import PACKAGED, STATE_DIR
from bengal_tasks.model.visible import next_due
from bengal_tasks.scan.packaged import packaged_themes
from bengal_tasks.store.snapshot import Snapshot, Stamps, environment_names, stamps_of
from bengal_tasks.store.table import is_settled
from bengal_tasks.tasks.records import dependencies_of, values_of
from bengal_tasks.tasks.session import Session
from bengal_tasks.tasks.tools import tool_stamps, tool_state


def take_snapshot(found: Session, warnings: int) -> None:
    """
    Write the snapshot after a build that left everything up to date.

    Nothing is written when a file changed while a task read it, or is too young to be trusted, or
    when what a task read was made again later: the next build has to find that.
    """
    stamps = {path: [int(n) for n in row[:5]] for path, row in found.state.files.items()}
    settings = _settings_stamps(found)
    young = [s for s in found.folders.values() if s and not is_settled(s, found.scanned)]
    young += [s for s in found.programs.values() if s and not is_settled(s, found.scanned)]
    tools = tool_stamps(found.config.assets, found.root)
    young += [s for s in tools.values() if s and not is_settled(s, found.scanned)]
    unstamped = found.wanted - stamps.keys()
    if not found.sure or young or any(found.table.digest(p) != ABSENT for p in unstamped):
        return
    if not found.has_same_settings() or not _has_same_tools(found) or not _is_up_to_date(found):
        return
    absent = dict.fromkeys(p for p in unstamped if not p.startswith(STATE_DIR))
    dependencies = {d for r in found.state.tasks.values() for d in dependencies_of(r)}
    Snapshot(
        root=str(found.root),
        themes=str(packaged_themes()),
        files={
            **settings,
            **found.programs,
            **tools,
            **absent,
            **stamps,
        },
        folders=found.folders,
        names=[*environment_names(dependencies), *(["PATH"] if tools else [])],
        since=found.now,
        due=next_due(found.inventory.pages, found.now),
        warnings=warnings,
    ).write(os.environ)


def _is_up_to_date(found: Session) -> bool:
    """Tell whether all that the tasks of this run have read still is as they read it."""
    records = found.state.tasks.values()
    ran = [record for record in records if values_of(record).get("run") == found.state.run]
    return all(
        found.state_of(dependency) == record.get(dependency)
        for record in ran
        for dependency in dependencies_of(record)
    )


def _has_same_tools(found: Session) -> bool:
    """Tell whether the programs that tasks have run still are as they were then."""
    recipes = (values_of(record).get("recipe") for record in found.state.tasks.values())
    ran = {recipe["tool"] for recipe in recipes if isinstance(recipe, dict) and "tool" in recipe}
    return not ran or ran == {tool_state(found.config.assets.esbuild)}


def _settings_stamps(found: Session) -> Stamps:
    """Return the stamps of the settings: taken now, and compared with what was loaded after."""
    own = [path for path in found.roots.files if not path.startswith(PACKAGED)]
    packaged = [path[1:] for path in found.roots.files if path.startswith(PACKAGED)]
    themes = stamps_of(str(packaged_themes()), packaged)
    return {
        **stamps_of(str(found.root), ("bengal.toml", *own)),
        **{f"{PACKAGED}{path}": stamp for path, stamp in themes.items()},
    }
