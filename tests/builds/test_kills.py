"""Builds that were killed, interrupted, or met another build: the next one leaves what is right."""

from __future__ import annotations

import os
import signal
import sys
from unittest import mock

import pytest
from filelock import FileLock

from bengal_tasks.actions import bench
from bengal_tasks.store import files


pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a forked process")


@pytest.fixture(autouse=True)
def _without_threads(monkeypatch):
    """Do without oxipng: the threads that it has started are not there in a forked process."""
    monkeypatch.setitem(sys.modules, "oxipng", None)


def _killed_at(space, count, point):
    """Build in a forked process that is killed at the count-th call of a function."""
    left = [count]
    module, name = point
    real = getattr(module, name)

    def deadly(*arguments, **options):
        left[0] -= 1
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*arguments, **options)

    child = os.fork()
    if child == 0:
        with mock.patch.object(module, name, deadly):
            space.build("--continue")
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.mark.parametrize("point", [(bench, "write_file"), (files, "_move")], ids=["before", "amid"])
@pytest.mark.parametrize("count", [1, 5, 17, 40])
def test_killed_cold_build(site, count, point):
    """A first build that is killed at some write is finished by the next."""
    assert -signal.SIGKILL == _killed_at(site, count, point)
    ran = site.build()

    assert 0 == ran.status
    assert site.is_clean()
    assert frozenset() == site.build().ran
    assert [] == list((site.root / ".bengal/tmp").glob("*"))


@pytest.mark.parametrize("count", [1, 2, 9])
def test_killed_and_reverted(built, count):
    """A build that is killed half-way, and then sources as before: all is as it was."""
    before = built.published()
    text = built.read("templates/base.html")
    built.edit("templates/base.html", "<main>", "<main id=main>")
    assert -signal.SIGKILL == _killed_at(built, count, (bench, "write_file"))

    built.write("templates/base.html", text)
    built.build()
    assert before == built.published()
    assert built.is_clean()


@pytest.mark.parametrize("count", [3, 7, 8])
def test_killed_after_a_rename(built, count):
    """What a killed build has published is removed when its source is gone by the next."""
    built.write("content/one.md", "One.\n")
    built.write("content/two.md", "Two.\n")
    assert -signal.SIGKILL == _killed_at(built, count, (bench, "write_file"))

    built.remove("content/one.md")
    built.rename("content/two.md", "content/three.md")
    built.build()
    assert built.clean_build() == built.published()


def test_full_disk(built):
    """A write that fails is told as an error of its task, and mends itself."""
    built.edit("content/about.md", "Who", "What")
    with mock.patch.object(files, "_move", side_effect=OSError(28, "No space left on device")):
        ran = built.build("--continue")

    assert 0 != ran.status
    assert "No space left on device" in ran.text
    assert "Traceback" not in ran.text

    assert 0 == built.build().status
    assert built.is_clean()


def test_interrupted(built):
    """Ctrl-C keeps what was finished; the next build does the rest."""
    built.edit("templates/base.html", "<main>", "<main id=main>")
    real = bench.write_file
    left = [5]

    def interrupting(*arguments):
        left[0] -= 1
        if not left[0]:
            raise KeyboardInterrupt
        return real(*arguments)

    with mock.patch.object(bench, "write_file", interrupting):
        ran = built.build("--continue")
    assert 130 == ran.status
    first = ran.of("page") | ran.of("listing")

    ran = built.build()
    again = (ran.of("page") | ran.of("listing")) & first
    assert len(again) <= 1
    assert built.is_clean()


def test_two_builds_at_once(built):
    """A build that finds another at work says so and ends, if it was told not to wait."""
    built.edit("content/about.md", "Who", "What")
    with FileLock(built.root / ".bengal/lock"):
        ran = built.build("--no-wait")

    assert 75 == ran.status
    assert "another build is running here\n" == ran.text
    assert frozenset() == ran.changed | ran.ran


def test_source_edited_while_it_is_read(built):
    """A source that is edited while its task runs is read again by the next build."""
    built.edit("content/about.md", "Who", "What")
    real = bench.Bench.write_artefact

    def editing(self, path, value):
        if path == ".bengal/parsed/about.json.zst":
            built.edit("content/about.md", "What", "When")
        real(self, path, value)

    with mock.patch.object(bench.Bench, "write_artefact", editing):
        built.build("--continue")
    assert "What we are." in built.read("public/about/index.html")

    ran = built.build()
    assert {"about"} == ran.of("page")
    assert "When we are." in built.read("public/about/index.html")
    assert built.is_clean()
