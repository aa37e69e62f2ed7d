"""The console reporter: lines, failures told once, a summary."""

from __future__ import annotations

import io
from types import SimpleNamespace

import pytest
from doit.exceptions import TaskFailed, UnmetDependency

from bengal_tasks.model.reason import Cause, Reason
from bengal_tasks.model.trace import Notice, Trace
from bengal_tasks.report.console import ConsoleReporter


def _task(name, *, group=False):
    return SimpleNamespace(name=name, has_subtask=group, actions=[] if group else [1])


@pytest.fixture
def stream():
    """Return where the reporter writes."""
    return io.StringIO()


@pytest.fixture
def reporter(stream):
    """Return a reporter that has begun."""
    made = ConsoleReporter(stream, {})
    made.initialize({}, [])
    return made


def _lines(reporter, stream):
    reporter.complete_run()
    return stream.getvalue().splitlines()


def test_nothing(reporter, stream):
    """A build without work says so in one line."""
    assert ["nothing to do"] == _lines(reporter, stream)


def test_task_with_reasons(reporter, stream):
    """A task is shown with its first reason, and how many more there are."""
    reasons = [Reason(Cause.CHANGED, "content/a.md"), Reason(Cause.MISSING, "public/a")]
    reporter.will_run(_task("page:a"), reasons)
    reporter.execute_task(_task("page:a"))
    reporter.execute_task(_task("page", group=True))

    lines = _lines(reporter, stream)
    assert "page:a  content/a.md changed (and 1 more)" == lines[0]
    assert lines[1].startswith("1 task ran (1 page) · ")


def test_many_tasks(reporter, stream):
    """Of a family that has many tasks some are shown and all are counted."""
    for number in range(100):
        reporter.execute_task(_task(f"page:{number}"))

    lines = _lines(reporter, stream)
    assert 42 == len(lines)
    assert "... more page tasks are counted, not shown" == lines[-2]
    assert lines[-1].startswith("100 tasks ran (100 page)")


def test_failures(reporter, stream):
    """Equal failures are told once with all their tasks; what did not run is named."""
    for name in ("page:a", "page:b", "page:c", "page:d", "page:e"):
        reporter.add_failure(_task(name), TaskFailed("x.html:1: broken\n 1 | {{"))
    reporter.add_failure(_task("page:f"), UnmetDependency("page:a"))
    reporter.add_failure(_task("page", group=True), UnmetDependency("page:a"))

    lines = _lines(reporter, stream)
    assert [
        "failed page:a, page:b, page:c and 2 more",
        "  x.html:1: broken",
        "   1 | {{",
        "not run, because of what failed: page:f",
    ] == lines[:-1]
    assert "5 failed" in lines[-1]


def test_warnings(reporter, stream):
    """Equal warnings are told once; those of tasks that are up to date are counted."""
    notice = Notice("content/a.md", 3, "link", "leads nowhere")
    reporter.before = {"page:a": [notice], "page:b": [Notice("content/b.md", 0, "link", "too")]}
    reporter.did_run(_task("page:a"), Trace(notices=(notice, notice)))

    lines = _lines(reporter, stream)
    assert "warning content/a.md:3: leads nowhere" == lines[0]
    assert 2 == len(lines)
    assert "2 warnings" in lines[1]


def test_many_warnings(reporter, stream):
    """Of many warnings the first are told, the rest by kind."""
    notices = [Notice("a.md", n, "link" if n % 2 else "anchor", "no") for n in range(1, 13)]
    reporter.did_run(_task("page:a"), Trace(notices=tuple(notices)))

    lines = _lines(reporter, stream)
    assert 10 == sum(line.startswith("warning ") for line in lines)
    assert "... 2 more; by kind: anchor 6, link 6; doit -v 2 shows them" == lines[-2]


def test_all_is_shown(stream):
    """With verbosity 2 every task is told, and every warning that holds."""
    reporter = ConsoleReporter(stream, {"verbosity": 2})
    reporter.initialize({}, [])
    reporter.before = {"page:b": [Notice("b.md", n, "link", "no") for n in range(1, 13)]}
    for number in range(60):
        reporter.execute_task(_task(f"page:{number}"))

    lines = _lines(reporter, stream)
    assert 60 == sum(line.startswith("page:") for line in lines)
    assert 12 == sum(line.startswith("warning ") for line in lines)
    assert 73 == len(lines)


def test_no_colours(reporter, stream):
    """What is no terminal gets plain text."""
    reporter.execute_task(_task("page:a"))

    assert "\x1b" not in "".join(_lines(reporter, stream))
