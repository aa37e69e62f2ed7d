"""The pool: jobs in, outcomes out, here or in worker processes."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

from bengal_tasks.actions.bench import Workshop
from bengal_tasks.cli.pool import Pool
from bengal_tasks.store.files import make_folder


@pytest.fixture
def pool(tmp_path):
    """Return a pool of two workers for an empty site."""
    make_folder(tmp_path, tmp_path / ".bengal")
    made = Pool(Workshop(tmp_path, tmp_path / "themes", (), serial=10**6), 2)
    yield made
    made.close()


def _fill(pool, root, count):
    for number in range(count):
        (root / f"{number}").write_text(str(number), "utf-8")
        pool.add(f"copy:{number}", "copy", {"path": f"{number}", "target": f"public/{number}"})


def _all(pool):
    outcomes = []
    while found := pool.ready() or pool.wait():
        outcomes += found
    return outcomes


@pytest.mark.parametrize("count", [1, 24, 60])
def test_every_job_once(pool, tmp_path, count):
    """Each job has one outcome, and its file is written, with and without processes."""
    _fill(pool, tmp_path, count)
    outcomes = _all(pool)

    assert {f"copy:{number}" for number in range(count)} == {name for name, _ in outcomes}
    assert count == len(outcomes)
    assert {""} == {outcome.error for _, outcome in outcomes}
    assert count == len(list((tmp_path / "public").iterdir()))


def test_failed_job(pool):
    """A job that fails has an outcome too."""
    pool.add("copy:x", "copy", {"path": "gone", "target": "public/gone"})
    ((name, outcome),) = _all(pool)

    assert "copy:x" == name
    assert "gone: the file cannot be read" in outcome.error


def test_empty(pool):
    """Without jobs there is nothing to wait for."""
    assert [] == pool.wait()
    assert [] == pool.ready()


_METHODS = """\
from bengal_tasks.assets.images.encode import squeezed
from bengal_tasks.cli.pool import _context
from io import BytesIO
from PIL import Image
print(_context().get_start_method())
data = BytesIO()
Image.new("RGB", (90, 90)).save(data, "PNG")
squeezed(data.getvalue())
print(_context().get_start_method())
"""


def test_no_fork_beside_threads():
    """Workers are not forked from a process in which oxipng has threads: they would hang."""
    done = subprocess.run(  # noqa: S603 (our own interpreter)
        [sys.executable, "-c", _METHODS], stdout=subprocess.PIPE, text=True, check=True
    )

    alone = "fork" if sys.platform == "linux" else "spawn"
    assert [alone, "spawn"] == done.stdout.split()


_KILLED = """\
import os, signal
from pathlib import Path
from bengal_tasks.actions.bench import Workshop
from bengal_tasks.cli.pool import Pool
pool = Pool(Workshop(Path.cwd(), Path.cwd(), ()), 2)
for number in range(60):
    pool.add(f"copy:{number}", "copy", {"path": "x", "target": f"public/{number}"})
pool.wait()
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_workers_end_with_their_parent(tmp_path):
    """When a build is killed its workers end too: they would write into the next one."""
    make_folder(tmp_path, tmp_path / ".bengal")
    (tmp_path / "x").write_text("x", "utf-8")
    done = subprocess.run(  # noqa: S603 (our own interpreter)
        [sys.executable, "-c", _KILLED],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        timeout=60,
        check=False,
    )  # which waits for the end of all that have its output

    assert -signal.SIGKILL == done.returncode
    assert (tmp_path / "public/0").exists()
