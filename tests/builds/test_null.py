"""A build after which nothing changed."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.space import NOW


def test_nothing_runs(site):
    """The second build runs nothing and rewrites nothing."""
    site.build()
    ran = site.build()

    assert frozenset() == ran.ran | ran.changed | ran.rewritten
    assert "nothing to do\n" == ran.text
    assert site.is_clean()


def test_every_task_is_up_to_date(site):
    """A build that looks at each task finds each up to date."""
    first = site.build()
    ran = site.build("--continue")

    assert first.ran | first.up_to_date == ran.up_to_date
    assert frozenset() == ran.ran | ran.changed | ran.rewritten


def test_touched_sources(built):
    """New mtimes alone make nothing stale."""
    for path in built.sources():
        built.touch(path)
    ran = built.build()

    assert frozenset() == ran.ran | ran.changed | ran.rewritten


@pytest.mark.parametrize("at", [0, NOW, 4_000_000_000])
def test_equal_mtimes(built, at):
    """Sources that all have one mtime, even in the future, make nothing stale."""
    for path in built.sources():
        built.touch(path, at=at)
    ran = built.build()

    assert frozenset() == ran.ran | ran.changed | ran.rewritten


def test_copied_site(built):
    """A site that was moved, state and all, is up to date where it is now."""
    built.rename("../site", "../elsewhere")
    built.root = built.root.parent / "elsewhere"
    ran = built.build()

    assert frozenset() == ran.ran | ran.changed | ran.rewritten


def test_edit_and_back(built):
    """A source that was edited and set back between two builds is as it was."""
    text = built.read("content/blog/c.md")
    built.edit("content/blog/c.md", "body of C", "BODY of C")
    built.write("content/blog/c.md", text)
    ran = built.build()

    assert frozenset() == ran.ran | ran.changed | ran.rewritten


def test_edit_of_equal_size_and_mtime(built):
    """An edit that keeps size and mtime is noticed: the inode's ctime gives it away."""
    stamp = (built.root / "content/blog/c.md").stat().st_mtime_ns // 10**9
    built.touch("content/blog/c.md", at=stamp)
    built.build()
    built.edit("content/blog/c.md", "body of C", "BODY of C")
    built.touch("content/blog/c.md", at=stamp)
    ran = built.build()

    assert {"blog/c"} == ran.of("page")
    assert built.is_clean()


def test_edits_within_one_tick(built):
    """Edits right after a build, faster than a clock ticks, are all noticed."""
    for word in ("one", "two", "six", "ten"):
        text = built.read("content/blog/c.md")
        built.write("content/blog/c.md", text[: text.rindex("---\n") + 4] + word + "\n")
        ran = built.build()

        assert {"blog/c"} == ran.of("page")
        assert f"<p>{word}</p>" in built.read("public/blog/c/index.html")


_LOADED = """\
import atexit, runpy, sys
atexit.register(lambda: print(*sorted(name for name in sys.modules)))
runpy.run_module("doit", run_name="__main__")
"""


def test_what_a_null_build_loads(site):
    """A null build loads neither the session, nor what parses and renders."""
    for _ in range(3):
        site.shell()
    done = subprocess.run(  # noqa: S603 (our own interpreter)
        [sys.executable, "-c", _LOADED],
        cwd=site.root,
        env=site.environment(),
        capture_output=True,
        text=True,
        check=True,
    )

    told, loaded = done.stdout.splitlines()
    assert "nothing to do" == told
    heavy = {"bengal_tasks.tasks.session", "bengal_tasks.parse.config", "jinja2", "mistune", "yaml"}
    assert set() == heavy & set(loaded.split())
