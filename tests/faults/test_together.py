"""Several builds of one site at once, and builds with any number of workers: one tree."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.faults.small import LONG, edit, is_calm, is_tidy, result_of, revert
from tests.space import SiteSpace


BUSY = 75


def _at_once(space, commands):
    """Run doit in as many processes at once; return statuses and texts."""
    space.shell("help")  # writes what makes the folder a project of doit
    environ = {name: text for name, text in os.environ.items() if not name.startswith("BENGAL_")}
    running = [
        subprocess.Popen(  # noqa: S603 (our own interpreter)
            [sys.executable, "-m", "doit", *command],
            cwd=space.root,
            env={**environ, **space.environ},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for command in commands
    ]
    texts = [process.communicate()[0] for process in running]
    return [process.returncode for process in running], texts


def _is_quiet(space):
    """Tell whether the next real build has nothing to do; a young stamp may cost it a look."""
    told = [space.shell("-n", "0") for _ in range(2)]
    return (0, "nothing to do\n") == told[-1] and all("never run" not in text for _, text in told)


@pytest.mark.parametrize("count", [2, 8] if LONG else [8])
def test_cold(fresh, before, count):
    """First builds at once wait for each other, and leave what one leaves."""
    statuses, texts = _at_once(fresh, [("-n", "0")] * count)

    assert [0] * count == statuses, texts
    assert all(is_calm(text) for text in texts)
    assert before == result_of(fresh)
    assert 1 == sum("parse:about  it has never run here" in text for text in texts)
    assert _is_quiet(fresh)
    assert is_tidy(fresh)


@pytest.mark.parametrize("count", [2, 8] if LONG else [4])
def test_no_wait(edited, after, count):
    """Builds that do not wait end with 75 or do it all, but never half."""
    commands = [("-n", "0", "--no-wait"), ("-n", "2")] * (count // 2)
    statuses, texts = _at_once(edited, commands)

    assert all(is_calm(text) for text in texts)
    assert {0} == set(statuses[1::2]), texts
    assert {0, BUSY} >= set(statuses[::2]), texts
    assert after == result_of(edited)
    assert _is_quiet(edited)


def test_edited_while_they_run(edited, before, after):
    """Sources that change while builds wait are built by the last of them, or by the next."""
    for wanted, change in ((before, revert), (after, edit))[: 2 if LONG else 1]:
        change(edited)
        statuses, texts = _at_once(edited, [("-n", "0"), ("-n", "0"), ("list",)])
        assert [0, 0] == statuses[:2], texts
        assert all("Traceback" not in text for text in texts)
        assert wanted == result_of(edited)


def test_number_of_workers(tmp_path):
    """No, one, two or four workers leave the same files, published and between tasks."""
    results = []
    for number in ("0", "1", "2", "4"):
        space = _wide(tmp_path / f"site{number}")
        status, text = space.shell("-n", number)
        assert 0 == status, text
        cold = result_of(space)
        space.edit("templates/base.html", "<main>", "<main id=main>")
        space.write("content/wide/new.md", "---\ntitle: New\n---\nNew.\n")
        space.remove("content/wide/p3.md")
        status, text = space.shell("-n", number)
        assert 0 == status, text
        results.append((cold, result_of(space)))
        assert is_tidy(space)

    assert all(result == results[0] for result in results)


def _wide(root):
    """Return the small site with enough pages that workers are started."""
    space = SiteSpace(root)
    revert(space)
    for number in range(60 if LONG else 30):
        text = f"---\ntitle: P{number}\ntags: [x, t{number % 7}]\n---\nBody {number}.\n"
        space.write(f"content/wide/p{number}.md", text)
    return space
