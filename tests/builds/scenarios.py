"""
A scenario: one edit of the sample, with exactly the tasks that run and the files that change.

The numbers are those of the list of 64 that this project was begun with; those that are no single
edit (faults, caches, clocks) have tests of their own. HTML stands for all tasks that make the HTML
of the sample, or all its HTML files, and FEEDS for its two feeds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest

from tests.builds.test_edit_template import HTML
from tests.mutation.stories import Edit, change, environ, later, remove, rename, write
from tests.space import SiteSpace


__all__ = (
    "Scenario", "append", "change", "differences", "environ", "later", "link", "make_folder",
    "put_bytes", "remove", "rename", "touch_all", "write",
)  # fmt: skip

_FEEDS = {"feed:/rss.xml", "feed:/blog/rss.xml"}
_FINGERPRINT = re.compile(r"\.[0-9a-f]{8}\.")


@dataclass(frozen=True, slots=True)
class Scenario:
    """Edits, made together *before* a build or after it, and what the build after them must do."""

    edits: tuple[Edit, ...]
    ran: str
    changed: str
    before: tuple[Edit, ...] = ()


def differences(space: SiteSpace, scenario: Scenario) -> list[str]:
    """
    Return what is other than it must be after the edits, none when right.

    Raises AssertionError when the site is not what a clean build leaves.
    """
    _make(space, scenario.before)
    if scenario.before:
        assert 0 == space.build().status
    there = space.published().keys()
    _make(space, scenario.edits)
    ran = space.build()
    html = {path for path in space.published() if path.endswith(".html")}
    left = ran.changed & there & space.published().keys()
    found = [f"{name} ran, or did not" for name in ran.ran ^ _tasks(scenario.ran)]
    changed = {_FINGERPRINT.sub(".*.", path) for path in ran.changed}
    found += [f"{path} changed, or not" for path in changed ^ _files(scenario.changed, html)]
    found += [f"{path} was rewritten" for path in ran.rewritten - left]
    found += [] if ran.status == 0 else [ran.text]
    assert space.is_clean()
    again = space.build()
    return sorted([*found, *again.ran, *again.rewritten])


def _make(space: SiteSpace, edits: tuple[Edit, ...]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        for edit in edits:
            edit(space, patch)


def _tasks(text: str) -> set[str]:
    names = {"HTML": HTML, "FEEDS": _FEEDS}
    return {name for word in text.split() for name in names.get(word, {word})}


def _files(text: str, html: set[str]) -> set[str]:
    names = {"HTML": html, "FEEDS": {"rss.xml", "blog/rss.xml"}}
    return {name for word in text.split() for name in names.get(word, {word})}


def append(path: str, text: str) -> Edit:
    """Add text to the end of a file."""
    return lambda space, _: space.write(path, f"{space.read(path)}{text}")


def put_bytes(path: str, data: bytes) -> Edit:
    """Write bytes to a file."""
    return lambda space, _: _ignore((space.root / path).write_bytes(data))


def link(path: str, to: str) -> Edit:
    """Make a link."""
    return lambda space, _: (space.root / path).symlink_to(space.root / to)


def make_folder(path: str) -> Edit:
    """Make a folder."""
    return lambda space, _: (space.root / path).mkdir()


def touch_all() -> Edit:
    """Give every source a new mtime."""

    def touch(space: SiteSpace, _: object) -> None:
        for path in space.sources():
            space.touch(path)

    return touch


def _ignore(_: object) -> None:
    return None
