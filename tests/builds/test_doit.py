"""What doit offers still works: list, info, clean, forget, selection, reporters, user's tasks."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock


def _size_task():
    """Write the size of a page, as a user's task may."""

    def write():
        text = Path("public/about/index.html").read_text("utf-8")
        Path("size.txt").write_text(str(len(text)), "utf-8")

    page = "public/about/index.html"
    return {"actions": [write], "file_dep": [page], "targets": ["size.txt"]}


def _snippet_task():
    """Write a source, as a user's task may."""

    def write():
        Path("snip/s.md").write_text("From a task.\n", "utf-8")

    return {"actions": [write], "targets": ["snip/s.md"], "uptodate": [True]}


def test_list(built):
    """The families are listed with what they do."""
    ran = built.build("list")

    told = dict(line.split(maxsplit=1) for line in ran.text.splitlines())
    assert "render each page" == told["page"].strip()
    assert "parse the Markdown of each page" == told["parse"].strip()
    assert {"config", "data", "template", "asset", "static", "metadata"} <= told.keys()
    assert frozenset() == ran.changed


def test_list_all(built):
    """Every task is listed, with the URL or the source it is about."""
    ran = built.build("list", "--all", "page")

    assert "/blog/a/ from content/blog/a.md" in ran.text
    assert "page:guide/kit" in ran.text
    assert "parse:" not in ran.text


def test_list_status(built):
    """The state of each task is shown: up to date, or to be run."""
    built.edit("content/about.md", "Who", "What")
    ran = built.build("list", "--all", "--status", "parse")

    states = {line.split()[1]: line.split()[0] for line in ran.text.splitlines()}
    assert "R" == states["parse:about"]
    assert "U" == states["parse:blog/a"]


def test_info(built):
    """A task is told with what it reads, what it writes, and why it would run."""
    built.edit("templates/partials/widget.html", "widget", "gadget")
    ran = built.build("info", "template:partials/widget.html")

    assert "templates/partials/widget.html" in ran.text
    assert ".bengal/templates/partials/widget.html.json.zst" in ran.text
    assert "run" in ran.text


def test_clean(built):
    """Everything that was written goes, and nothing else does."""
    built.write("public/mine.txt", "mine\n")
    before = built.sources()
    ran = built.build("clean")

    assert 0 == ran.status
    assert {"mine.txt"} == set(built.published())
    assert before == built.sources()

    built.remove("public/mine.txt")
    built.build()
    assert built.is_clean()


def test_clean_of_one_task(built):
    """One task's files go, and come back with the next build."""
    before = built.published()
    ran = built.build("clean", "page:about")
    assert {"about/index.html"} == ran.changed

    assert {"page:about"} == built.build().ran
    assert before == built.published()


def test_clean_dry_run(built):
    """A dry run of clean names files and removes none."""
    ran = built.build("clean", "-n", "page:about")

    assert "public/about/index.html" in ran.text
    assert frozenset() == ran.changed


def test_info_of_a_file(built):
    """A published file stands for the task that writes it; other words are told, not traced."""
    told = built.build("info", "public/about/index.html")
    wrong = built.build("info", "page:nope")

    assert "/about/ from content/about.md" in told.text
    assert "info: 'page:nope' is neither a task nor a file that a task writes" in wrong.text
    assert "Traceback" not in wrong.text


def test_forget(built):
    """What is forgotten runs again, and rewrites nothing that is the same."""
    built.build("forget", "page:about")
    ran = built.build()

    assert {"page:about"} == ran.ran
    assert frozenset() == ran.changed | ran.rewritten


def test_forget_without_a_task(built):
    """Without a task all of them are forgotten."""
    told = built.build("forget")
    ran = built.build()

    assert 0 == told.status
    assert {"config", "page:about", "edges"} <= ran.ran
    assert frozenset() == ran.rewritten


def test_forget_all(built):
    """When all is forgotten all runs, and nothing is rewritten."""
    built.build("forget", "--all")
    ran = built.build()

    assert "page:about" in ran.ran
    assert frozenset() == ran.changed | ran.rewritten
    assert built.is_clean()


@pytest.mark.parametrize(
    "words", [("forget",), ("clean", "page:about"), ("ignore", "page:about"), ("reset-dep",)]
)
def test_one_at_a_time(built, words):
    """A command that writes the state or removes files waits for a build, or ends with 75."""
    before = (built.published(), (built.root / ".bengal/cache.json.zst").read_bytes())
    with FileLock(built.root / ".bengal/lock"):
        ran = built.build(words[0], "--no-wait", *words[1:])

    assert (75, "another build is running here\n") == (ran.status, ran.text)
    assert before == (built.published(), (built.root / ".bengal/cache.json.zst").read_bytes())
    assert 0 == built.build(*words).status


def test_ignore(built):
    """A task that is ignored does not run until it is forgotten."""
    built.build("ignore", "static:static/hello.txt")
    built.write("static/hello.txt", "New.\n")
    assert frozenset() == built.build().ran

    built.build("forget", "static:static/hello.txt")
    assert {"static:static/hello.txt"} == built.build().ran
    assert built.is_clean()


def test_reset_dep(built):
    """Tasks of the user are called up to date on request; those of the site are not, and run."""
    built.user_tasks = {"task_size": _size_task}
    built.build()
    built.edit("content/about.md", "Who", "What")
    built.write("static/hello.txt", "New.\n")
    ran = built.build("reset-dep")
    assert {"skip size"} == set(ran.text.splitlines())
    refused = built.build("reset-dep", "static:static/hello.txt")
    assert (3, True) == (refused.status, "has to run: doit static:static/hello.txt" in refused.text)

    ran = built.build()
    assert {"size", "static:static/hello.txt", "page:about", "parse:about"} <= ran.ran
    built.user_tasks = {}
    assert built.is_clean()


def test_one_task(built):
    """A task that is asked for runs with what goes before it; others stay stale."""
    built.edit("content/about.md", "Who", "What")
    built.edit("content/blog/c.md", "body", "BODY")
    ran = built.build("page:about")

    assert {"parse:about", "page:about"} == ran.ran
    assert {"about/index.html"} == ran.changed

    ran = built.build()
    assert {"blog/c"} == ran.of("page")
    assert built.is_clean()


def test_one_target(built):
    """A published file can be asked for by its path."""
    built.edit("content/about.md", "Who", "What")
    ran = built.build("public/about/index.html")

    assert {"parse:about", "page:about"} == ran.ran


def test_family(built):
    """A family can be asked for by its name, and several tasks by a pattern."""
    built.edit("templates/base.html", "<main>", "<main id=main>")
    ran = built.build("page:blog/*")

    assert {"blog/a", "blog/b", "blog/c", "blog/d"} == ran.of("page")
    assert set() == ran.of("listing")

    built.build()
    assert built.is_clean()


def test_first_build_of_one_page(site):
    """One page of a site that was never built can be asked for; what it reads is built first."""
    ran = site.build("page:blog/a")

    assert 0 == ran.status
    assert {"blog/a/index.html"} == {path for path in ran.changed if path.endswith(".html")}
    one = site.published()["blog/a/index.html"]

    site.build()
    assert one == site.published()["blog/a/index.html"]
    assert site.is_clean()


def test_always(built):
    """What is run whatever its state writes the same bytes, which are not written again."""
    ran = built.build("--always-execute")

    assert "page:about" in ran.ran
    assert frozenset() == ran.changed | ran.rewritten


def test_unknown_task(built):
    """A name that is no task is doit's own error."""
    ran = built.build("page:nope")

    assert 3 == ran.status
    assert "page:nope" in ran.text


@pytest.mark.parametrize("workers", ["2", "4"])
def test_workers(site, workers):
    """Worker processes leave the same bytes as one process."""
    other = site.copy("other")
    site.build("-n", workers)
    other.build("-n", "0")

    assert other.published() == site.published()
    assert other.artefacts() == site.artefacts()
    assert frozenset() == site.build("-n", workers).ran


def test_json_reporter(built):
    """The JSON reporter of doit tells what ran."""
    built.edit("content/about.md", "Who", "What")
    ran = built.build("-r", "json")

    told = json.loads(ran.text[ran.text.index("{") :])
    results = {task["name"]: task["result"] for task in told["tasks"]}
    assert "success" == results["page:about"]
    assert "up-to-date" == results["page:blog/a"]


@pytest.mark.parametrize("reporter", ["console", "executed-only", "zero", "error-only"])
def test_stock_reporters(built, reporter):
    """The reporters of doit can be used instead of ours."""
    built.edit("content/about.md", "Who", "What")
    ran = built.build("-r", reporter)

    assert 0 == ran.status
    assert ("page:about" in ran.text) == (reporter in {"console", "executed-only"})
    assert {"about/index.html", "search.json"} == ran.changed


def test_task_of_the_user_after_ours(built):
    """A user's task that reads what we publish runs after it, and when it changed."""
    built.user_tasks = {"task_size": _size_task}
    assert {"size"} == built.build().ran

    built.edit("content/about.md", "Who we are.", "Who we really are.")
    ran = built.build()
    assert {"parse:about", "page:about", "search", "size"} == ran.ran
    assert str(len(built.read("public/about/index.html"))) == built.read("size.txt")
    assert frozenset() == built.build().ran


def test_task_of_the_user_before_ours(built):
    """A user's task that makes a source runs before the page that includes it."""
    built.user_tasks = {"task_snippet": _snippet_task}
    built.remove("snip/s.md")
    ran = built.build()

    assert {"snippet", "parse:guide/two", "page:guide/two", "search"} == ran.ran
    assert "From a task." in built.read("public/guide/two/index.html")


@pytest.mark.parametrize("returned", [{"n": 2**70}, {"s": {1}}, {"t": "\udcff"}, {1: 2}])
def test_task_of_the_user_that_returns_no_json(built, returned):
    """A user's task fails that returns what the state cannot hold; the others are kept."""
    built.user_tasks = {"task_own": lambda: {"actions": [lambda: returned]}}
    built.edit("content/about.md", "Who we are.", "Who we really are.")
    ran = built.build("--continue")

    assert "returned what cannot be kept for the next build" in ran.failed["own"]
    assert "Traceback" not in ran.text
    assert "page:about" in ran.ran
    assert {"own"} == built.build("--continue").ran


def test_real_doit(site):
    """The command doit does all of this from a dodo.py, in a process of its own."""
    status, text = site.shell("-n", "2")
    assert 0 == status, text
    assert "tasks ran" in text

    status, text = site.shell()
    assert (0, "nothing to do\n") == (status, text)

    site.edit("content/about.md", "Who", "What")
    status, text = site.shell()
    assert "page:about  the body of about (pieces) changed" in text
    assert site.is_clean()


@pytest.mark.parametrize("words", [["list", "--all"], ["impact", "bengal.toml"]])
def test_reader_that_ends_early(site, words):
    """A command whose output nobody reads on ends without a word, as other programs do."""
    site.shell()
    command = [sys.executable, "-u", "-m", "doit", *words]
    with subprocess.Popen(  # noqa: S603 (our own interpreter)
        command,
        cwd=site.root,
        env=site.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        running.stdout.close()
        told = running.stderr.read()

    assert b"" == told
    assert 141 == running.returncode
