"""The snapshot: a null build that makes no task, unless anything at all is other than it was."""

from __future__ import annotations

import os

import pytest

from bengal_tasks.store import snapshot


@pytest.fixture
def settled(built):
    """Return the site with a snapshot that holds: its stamps are older than a tick of the clock."""
    _settle(built)
    return built


def _settle(space):
    for _ in range(50):
        if _is_quick(space.build()):
            return
    pytest.fail("no null build was quick")


def _is_quick(ran):
    return "nothing to do\n" == ran.text and not ran.up_to_date


def test_quick(settled):
    """While nothing changed no task is made; an option for all tasks makes them."""
    assert _is_quick(settled.build())
    assert _is_quick(settled.build("-n", "2"))
    assert not _is_quick(settled.build("--continue"))
    assert not _is_quick(settled.build("page:about"))


@pytest.mark.parametrize(
    "path",
    [
        "content/about.md",
        "templates/base.html",
        "templates/partials/never.html",
        "themes/default/theme.toml",
        "themes/default/templates/section.html",
        "data/team.yaml",
        "assets/js/app.js",
        "static/hello.txt",
        "snip/s.md",
        "bengal.toml",
        "public/hello.txt",
        "public/about/index.html",
        ".bengal/parsed/about.json.zst",
        ".bengal/cache.json.zst",
    ],
)
@pytest.mark.parametrize("how", ["touched", "replaced"])
def test_file(settled, path, how):
    """A file with another stamp has the build look at everything."""
    place = settled.root / path
    if how == "touched":
        settled.touch(path)
    else:
        data, stamp = place.read_bytes(), place.stat()
        place.unlink()
        place.write_bytes(data)
        os.utime(place, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))

    assert not _is_quick(settled.build())


@pytest.mark.parametrize(
    "path",
    [
        "content/new.md",
        "content/blog/new.md",
        "content/deep/er/new.md",
        "content/guide/kit/new.txt",
        "templates/guide/single.html",
        "themes/default/templates/new.html",
        "assets/css/deep/new.css",
        "static/deep/new.txt",
        "data/new.yaml",
    ],
)
def test_new_file(settled, path):
    """A file that appears is noticed, however deep."""
    settled.write(path, "title: New\n")
    ran = settled.build()

    assert frozenset() != ran.ran
    assert settled.is_clean()


@pytest.mark.parametrize(
    "path",
    ["content/blog/a.md", "templates/partials/never.html", "data/team.yaml", "public/hello.txt"],
)
def test_removed_file(settled, path):
    """A file that goes is noticed."""
    settled.remove(path)
    ran = settled.build()

    assert not _is_quick(ran)
    assert settled.is_clean()


@pytest.mark.parametrize("folder", ["content", "templates", "assets", "static", "data", "themes"])
def test_removed_folder(settled, folder):
    """A folder that goes is noticed."""
    settled.remove(folder)

    assert not _is_quick(settled.build())


def test_folder_that_was_missing(settled):
    """A folder that the site did not have is noticed when it appears."""
    settled.remove("data")
    settled.remove("static")
    _settle(settled)
    settled.write("static/a.txt", "a\n")
    settled.build()

    assert "a.txt" in settled.published()


@pytest.mark.parametrize("name", ["BENGAL_SITE_TITLE", "BENGAL_PROFILE", "BENGAL_PARAMS_X"])
def test_environment(settled, name):
    """A variable that settings may come from is noticed."""
    settled.environ[name] = "x"

    assert not _is_quick(settled.build())


def test_other_environment(settled):
    """Other variables do not count."""
    settled.environ["EDITOR"] = "x"

    assert _is_quick(settled.build())


def test_code(settled, monkeypatch):
    """Other code of ours, or other libraries, are noticed."""
    monkeypatch.setattr(snapshot, "surroundings", lambda *_: {})

    assert not _is_quick(settled.build())


def test_failed_build(settled):
    """A build that failed is told again and again."""
    settled.edit("content/about.md", "title: About", "title: [About")

    assert [1, 1, 1] == [settled.build().status for _ in range(3)]


@pytest.mark.parametrize("args", [("page:blog/a",), ("-s", "page:blog/a"), ("list",)])
def test_part_of_a_build(settled, args):
    """After a command that did not build everything the next one does."""
    settled.edit("content/about.md", "Who", "What")
    settled.build(*args)
    ran = settled.build()

    assert {"about"} == ran.of("page")
    assert settled.is_clean()


@pytest.mark.parametrize("command", ["clean", "forget"])
def test_clean_and_forget(settled, command):
    """What was cleaned or forgotten is built again."""
    settled.build(command, "page:about")
    ran = settled.build()

    assert {"page:about"} == ran.ran


def test_damaged_snapshot(settled):
    """A snapshot that cannot be read is none."""
    (settled.root / snapshot.SNAPSHOT).write_bytes(b"damaged")
    ran = settled.build()

    assert not _is_quick(ran)
    assert frozenset() == ran.ran


def test_tasks_of_the_user(settled):
    """With tasks of the user's own doit always looks."""
    ran = []
    settled.user_tasks = {"task_mine": lambda: {"actions": [lambda: ran.append(1)]}}
    settled.write("dodo.py", "# another one\n")
    settled.build()
    settled.build()

    assert [1, 1] == ran
