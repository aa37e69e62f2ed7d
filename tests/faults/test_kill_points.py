"""Builds that are killed at each point where they write: the next one leaves what is right."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from tests.faults.small import (
    DOORS,
    LONG,
    copy_of,
    edit,
    is_calm,
    is_mended,
    killed_at,
    revert,
    small_site,
    some,
    writes_of,
)


pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a forked process")

_ABOVE, _BELOW = DOORS[1:5], DOORS[5:]
_POINTS = pytest.mark.parametrize("points", [_ABOVE, _BELOW], ids=["above", "below"])
_KILLING = """\
import os, runpy, signal, sys
from bengal_tasks.store import files
count, real = int(sys.argv.pop(1)), files._move
def deadly(*arguments):
    global count
    count -= 1
    if not count:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*arguments)
files._move = deadly
runpy.run_module("doit", run_name="__main__")
"""


def _killed_doit(space, count, *args):
    """Run doit in a process that kills itself, or a worker of it, at the count-th move."""
    space.shell("help")  # writes what makes the folder a project of doit
    environ = {name: text for name, text in os.environ.items() if not name.startswith("BENGAL_")}
    done = subprocess.run(  # noqa: S603 (our own interpreter)
        [sys.executable, "-c", _KILLING, str(count), *args],
        cwd=space.root,
        env={**environ, **space.environ},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


@_POINTS
def test_cold(tmp_path, before, points):
    """A first build that is killed is finished by the next."""
    writes = writes_of(small_site(tmp_path / "count"), points)
    for count in some(range(1, writes), 4):
        space = small_site(tmp_path / f"site{count}")
        killed_at(space, count, points)
        assert is_mended(space, before)


@_POINTS
def test_cold_then_edited(tmp_path, after, points):
    """A first build that is killed, and then an edit: what it has published is not left behind."""
    writes = writes_of(small_site(tmp_path / "count"), points)
    for count in some(range(1, writes), 4):
        space = small_site(tmp_path / f"site{count}")
        killed_at(space, count, points)
        edit(space)
        assert is_mended(space, after)


@_POINTS
def test_edited(edited, after, points):
    """A build after an edit that is killed is finished by the next."""
    writes = writes_of(copy_of(edited, edited.root.parent / "count"), points)
    for count in some(range(1, writes), 4):
        space = copy_of(edited, edited.root.parent / f"site{count}")
        killed_at(space, count, points)
        assert is_mended(space, after)


@_POINTS
def test_reverted(edited, before, points):
    """An edit that is taken back after a build was killed leaves no trace."""
    writes = writes_of(copy_of(edited, edited.root.parent / "count"), points)
    for count in some(range(1, writes), 4):
        space = copy_of(edited, edited.root.parent / f"site{count}")
        killed_at(space, count, points)
        revert(space)
        assert is_mended(space, before)


@_POINTS
def test_killed_again(edited, before, after, points):
    """Builds that are killed one after the other, with edits between, add up to nothing."""
    for count in (3, 11, 7, 20, 1, 5) * (4 if LONG else 1):
        killed_at(edited, count, points)
        (revert if count % 2 else edit)(edited)
    revert(edited)
    assert is_mended(edited, before)
    edit(edited)
    assert is_mended(edited, after)


@pytest.mark.parametrize("count", some(range(1, 40), 2))
def test_real_doit(fresh, before, count):
    """The real doit, killed amid its first build, is finished by the next."""
    status, text = _killed_doit(fresh, count, "-n", "0")

    assert -signal.SIGKILL == status, text
    assert is_mended(fresh, before)


@pytest.mark.parametrize("turned", [False, True], ids=["kept", "reverted"])
def test_killed_worker(fresh, turned, before, after):
    """A worker that is killed ends the build with one message; the next one does the rest."""
    extra = [f"content/more/p{number}.md" for number in range(40)]
    for path in extra:
        fresh.write(path, "---\ntitle: More\n---\nMore.\n")
    status, text = _killed_doit(fresh, 30, "-n", "2")
    assert 0 != status
    assert is_calm(text)

    for path in (*extra, "content/more"):
        (fresh.root / path).rmdir() if path == "content/more" else fresh.remove(path)
    (edit if turned else revert)(fresh)
    assert is_mended(fresh, after if turned else before)
