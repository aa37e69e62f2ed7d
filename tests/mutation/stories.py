"""Stories of one edit, and mutations: patches that drop one kind of edge, or one rule."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from bengal_tasks.model.digest import ABSENT
from bengal_tasks.render.reads import Reads
from bengal_tasks.store import table
from tests.space import NOW, Ran, SiteSpace


Mutation = Callable[[pytest.MonkeyPatch], None]
Edit = Callable[[SiteSpace, pytest.MonkeyPatch], None]

_SITE = {
    "bengal.toml": """\
[site]
title = "Site"

[features]
rss = false
sitemap = false
robots = false
search = false
not_found = false

[menu]
auto = false
""",
    "themes/default/theme.toml": "",
    "templates/home.html": "Home.\n",
    "templates/list.html": "List.\n",
    "templates/term.html": "Term.\n",
    "templates/taxonomy.html": "Taxonomy.\n",
    "templates/redirect.html": "{{ to.url }}\n",
    "templates/page.html": "{{ page.content }}\n",
    "content/a.md": "---\ntitle: A\n---\nBody of A.\n",
    "content/b.md": "---\ntitle: B\n---\nBody of B.\n",
}
"""The files of each story's site, before its own."""

_KEEPERS = {"asset_deps", "edges"}
_ABOUT_EDGES = {"graph.json.zst", "asset_deps.json.zst"}
"""What tells of edges differs by itself when one is dropped, so it is left out."""

_MOST_SETTLING = 50


@dataclass(frozen=True, slots=True)
class Story:
    """
    A site, one edit, and what the build after it must do.

    *files* and *settings* are added to the site that all stories share, *edits* are made between
    two builds. *ran* are the tasks that must run then, apart from ``asset_deps`` and ``edges``,
    *told* is part of what is printed, *status* how it ends; with *looks* it must not believe a
    snapshot. *args* are the build's arguments, *only* is what is compared of the site. *given*
    holds in both runs of the story; *settled* waits for a null build that believes the snapshot.
    """

    edits: tuple[Edit, ...]
    files: dict[str, str] = field(default_factory=dict)
    settings: str = ""
    ran: str | None = None
    told: str = ""
    args: tuple[str, ...] = ()
    given: tuple[Mutation, ...] = ()
    settled: bool = False
    only: str = ""
    status: int = 0
    looks: bool = False


def differences(space: SiteSpace, story: Story, *mutations: Mutation) -> list[str]:
    """Tell the story under *mutations*; return what is other than it must be, none when right."""
    space.audited = not mutations  # what is dropped would be told by the audit
    for path, text in {**_SITE, **story.files}.items():
        space.write(path, text)
    space.write("bengal.toml", f"{_SITE['bengal.toml']}\n{story.settings}")
    with pytest.MonkeyPatch.context() as patch:
        for mutation in (*story.given, *mutations):
            mutation(patch)
        first = space.build()
        assert 0 == first.status, first.text
        _settle(space, enough=not story.settled)
        for edit in story.edits:
            edit(space, patch)
        ran = space.build(*story.args)
    found = [] if ran.status == story.status else [f"status {ran.status}: {ran.text}"]
    if story.ran is not None and set(story.ran.split()) != ran.ran - _KEEPERS:
        found.append(f"ran {' '.join(sorted(ran.ran - _KEEPERS))}")
    if story.told not in ran.text:
        found.append(f"told {ran.text}")
    if story.looks and _is_quick(ran):
        found.append("believed the snapshot")
    return found or _unlike_clean(space, story.only)


def _settle(space: SiteSpace, *, enough: bool) -> None:
    """Build until there is nothing to do, unless it is *enough* as it is."""
    for _ in range(_MOST_SETTLING):
        if enough:
            return
        enough = _is_quick(space.build())
    raise AssertionError("no build had nothing to do")


def _is_quick(ran: Ran) -> bool:
    return "nothing to do" in ran.text and not ran.up_to_date


def _unlike_clean(space: SiteSpace, only: str) -> list[str]:
    other = space.copy(f"{space.root.name}-clean")
    try:
        other.build()
        own = {**space.published(), **space.artefacts()}
        clean = {**other.published(), **other.artefacts()}
    finally:
        shutil.rmtree(other.root)
    return [
        f"{path}: {own.get(path)!r} is not {clean.get(path)!r}"
        for path in sorted({*own, *clean} - _ABOUT_EDGES)
        if path.startswith(only) and own.get(path) != clean.get(path)
    ]


# -- edits ----------------------------------------------------------------------------------------


def write(path: str, text: str) -> Edit:
    """Write a file."""
    return lambda space, _: space.write(path, text)


def change(path: str, old: str, new: str) -> Edit:
    """Replace text of a file."""
    return lambda space, _: space.edit(path, old, new)


def remove(path: str) -> Edit:
    """Remove a file or a folder."""
    return lambda space, _: space.remove(path)


def rename(path: str, other: str) -> Edit:
    """Move a file."""
    return lambda space, _: space.rename(path, other)


def environ(name: str, value: str) -> Edit:
    """Set an environment variable."""
    return lambda space, _: space.environ.update({name: value})


def later(seconds: int) -> Edit:
    """Move the clock on."""
    return environ("SOURCE_DATE_EPOCH", str(NOW + seconds))


def under(mutation: Mutation) -> Edit:
    """Make a patch only now: other code, another library."""
    return lambda _, patch: mutation(patch)


# -- mutations ------------------------------------------------------------------------------------


def no_edge(pattern: str, *, absent: bool | None = None) -> Mutation:
    """
    Drop traced dependencies that match *pattern*.

    With *absent* only those whose state says that there was nothing, or only those that are there.
    """
    wanted = re.compile(pattern)
    real = Reads.all_states

    def dropping(reads: Reads) -> dict[str, str]:
        return {
            dependency: state
            for dependency, state in real(reads).items()
            if not wanted.search(dependency) or absent not in {None, state == ABSENT}
        }

    return lambda patch: patch.setattr(Reads, "all_states", dropping)


def no_query(start: str) -> Mutation:
    """Drop traced queries that start with *start*."""
    return no_edge(rf"page_metadata\.json\.zst#\?\[\[\"{start}\"")


def instead(owner: object, name: str, value: object) -> Mutation:
    """Put *value* in the place of an attribute."""
    return lambda patch: patch.setattr(owner, name, value)


def around(owner: object, name: str, wrapper: Callable[..., object]) -> Mutation:
    """Put a function in the place of an attribute; it gets the real one first."""
    real = getattr(owner, name)
    return instead(owner, name, lambda *args, **options: wrapper(real, *args, **options))


def no_stamp_of(*parts: str) -> Mutation:
    """Ignore some parts of stamps."""
    names = ("size", "mtime", "ctime", "inode", "mode")

    def cut(real: Callable[[str], table.Stamp | None], path: str) -> table.Stamp | None:
        stamp = real(path)
        if stamp is None:
            return None
        return tuple(
            0 if name in parts else value for name, value in zip(names, stamp, strict=True)
        )

    return around(table, "stamp_of", cut)
