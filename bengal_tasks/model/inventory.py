"""The inventory: all that one scan found, sorted; nothing is rendered and nothing is decided."""

from __future__ import annotations

from dataclasses import dataclass, field

from bengal_tasks.model.rows import Row


@dataclass(frozen=True, slots=True)
class ThemeRoots:
    """Folders in order of look-up: the site's own first, the built-in default last."""

    templates: tuple[str, ...]
    assets: tuple[str, ...]
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundTemplate:
    """A template: its name, the file that wins, and the names it refers to by literal text."""

    name: str
    path: str
    refers: tuple[str, ...] = ()
    reads_bodies: bool = False


@dataclass(frozen=True, slots=True)
class Generated:
    """A Markdown source that a generator made: its path in the site, and the source it is from."""

    path: str
    origin: str


@dataclass(frozen=True, slots=True)
class FoundPage:
    """
    A Markdown source with its row; *error* is what is wrong with its front matter now.

    With an error the row is that of the last good state, or none. *origin* is the source that a
    generator made the page from.
    """

    path: str
    key: str
    row: Row | None
    row_digest: str = ""
    error: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Inventory:
    """
    Sources by kind; paths are relative to the site, names relative to their root.

    *assets* has files by the names they are published under, *asset_sources* by their own, with
    those that are only parts of others.
    """

    pages: tuple[FoundPage, ...] = ()
    resources: tuple[str, ...] = ()
    templates: dict[str, FoundTemplate] = field(default_factory=dict)
    assets: dict[str, str] = field(default_factory=dict)
    asset_sources: dict[str, str] = field(default_factory=dict)
    static: tuple[str, ...] = ()
    data: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
