"""Builds that are asked to end, by Ctrl-C or by another program, at a write or at any moment."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time

import pytest

from tests.faults.small import LONG, edit, is_calm, is_mended, revert, some


pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals are those of POSIX")

INTERRUPTED = 130
_SIGNALS = pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=lambda n: n.name)
_ASKING = """\
import os, runpy, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job ignores it
from bengal_tasks.store import files
number, count, real, build = int(sys.argv.pop(1)), int(sys.argv.pop(1)), files._move, os.getpid()
left, put = os.pipe()  # every process takes from it
os.write(put, b"." * (count - 1) + b"!")
os.close(put)
def asking(*arguments):
    if os.read(left, 1) == b"!":
        os.kill(build, number)
    return real(*arguments)
files._move = asking
runpy.run_module("doit", run_name="__main__")
"""


def _begin(space, *command):
    space.shell("help")  # writes what makes the folder a project of doit
    environ = {name: text for name, text in os.environ.items() if not name.startswith("BENGAL_")}
    return subprocess.Popen(  # noqa: S603 (our own interpreter)
        [sys.executable, *command],
        cwd=space.root,
        env={**environ, **space.environ},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def _asked(space, number, count, workers):
    """Run doit, which gets a signal at the count-th move of it and its workers."""
    command = ("-c", _ASKING, str(int(number)), str(count), "-n", str(workers))
    process = _begin(space, *command)
    text = process.communicate()[0]
    return process.returncode, text


@_SIGNALS
@pytest.mark.parametrize("turned", [False, True], ids=["kept", "reverted"])
def test_at_a_write(edited, before, after, number, turned):
    """A build that is asked to end says so in one line, and the next one does the rest."""
    for count in some(range(1, 30), 2):
        _check_asked(edited, (before, after), number, (count, turned))


def _check_asked(edited, wanted, number, case):
    before, after = wanted
    count, turned = case
    edit(edited)
    status, text = _asked(edited, number, count, 0)
    assert (INTERRUPTED, True) == (status, "interrupted; what was finished is kept" in text) or (
        (0, after[0]) == (status, edited.published())  # so many writes there were not
    ), text
    assert is_calm(text)

    (revert if turned else edit)(edited)
    assert is_mended(edited, before if turned else after)


@_SIGNALS
def test_with_workers(fresh, before, number):
    """Workers end with the build, and what they have published is not left behind."""
    extra = [f"content/more/p{count}.md" for count in range(40)]
    for path in extra:
        fresh.write(path, "---\ntitle: More\n---\nMore.\n")
    status, text = _asked(fresh, number, 40, 2)
    assert INTERRUPTED == status, text
    assert is_calm(text)

    fresh.remove("content/more")
    assert is_mended(fresh, before)


@_SIGNALS
def test_at_any_moment(edited, before, after, number):
    """Whenever the signal comes, the next builds leave what a clean one leaves."""
    chance = random.Random(int(number))  # noqa: S311 (moments, not secrets)
    for turn in range(30 if LONG else 4):
        (revert if turn % 2 else edit)(edited)
        process = _begin(edited, "-m", "doit", "-n", "0")
        time.sleep(chance.random() * 0.5)
        process.send_signal(number)
        process.communicate()
    revert(edited)
    assert is_mended(edited, before)
    edit(edited)
    assert is_mended(edited, after)
