"""The orphans: published files that no task promises any more, and that may be removed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePosixPath

from bengal_tasks.model.config import Config
from bengal_tasks.model.digest import Digest
from bengal_tasks.model.keys import split_dependency
from bengal_tasks.model.trace import writes_of
from bengal_tasks.store.journal import ANY
from bengal_tasks.store.shapes import is_publishable
from bengal_tasks.store.state import State
from bengal_tasks.tasks.generations import kept_generations
from bengal_tasks.tasks.plan import Plan
from bengal_tasks.tasks.records import dependencies_of, values_of


def orphans_of(state: State, plan: Plan, age_of: Callable[[str], int]) -> dict[str, Digest]:
    """
    Return the orphans by path, with the digests they had.

    *age_of* tells when a file was written; see `kept_generations`.
    """
    records = state.tasks.values()
    promised = {path for record in records for path in writes_of(values_of(record))}
    promised |= plan.promised
    found = {p: Digest(d) for p, d in sorted(state.orphans.items()) if p not in promised}
    kept = kept_generations(found, age_of, plan.config.assets.keep_generations)
    return {
        path: digest
        for path, digest in found.items()
        if path not in kept and _may_be_removed(path, digest, state, plan)
    }


def _may_be_removed(path: str, digest: Digest, state: State, plan: Plan) -> bool:
    """
    Tell whether the build may remove a path that a state says it has published.

    A state may come from anywhere. So outside the output folder, where files are when there was
    another one before, no source is removed, no hidden file, and none that is known by name only.
    """
    if not is_publishable(path):
        return False
    if PurePosixPath(path).is_relative_to(plan.config.build.output_dir):
        return True
    if digest == ANY or path.startswith(".") or _is_in(path, _source_folders(plan.config)):
        return False
    read = (d for record in state.tasks.values() for d in dependencies_of(record))
    return path not in map(_path_of, read)


def _source_folders(config: Config) -> tuple[str, ...]:
    build = config.build
    own = (build.content_dir, build.assets_dir, build.static_dir, build.templates_dir)
    return (*own, build.data_dir, "themes")


def _is_in(path: str, folders: tuple[str, ...]) -> bool:
    return any(PurePosixPath(path).is_relative_to(folder) for folder in folders)


def _path_of(dependency: str) -> str:
    return split_dependency(dependency)[0]
