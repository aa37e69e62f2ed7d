"""The audit, which is on in all builds of these tests; verify, and the preview of a dry run."""

from __future__ import annotations

import pytest

from bengal_tasks.actions import texts
from bengal_tasks.actions.bench import Bench


READING = "from pathlib import Path\n\n\ndef peek(path):\n    return Path(path).read_text()\n"
LISTING = "import os\n\n\ndef peek(path):\n    return str(len(os.listdir(path)))\n"
MOVING = """\
from pathlib import Path


def peek(path):
    Path(".bengal/tmp/x").write_text("x")
    Path(".bengal/tmp/x").rename(path)
"""


def _peeking(space, code, path):
    """Have the 404 call a function that does something with a path by itself."""
    space.write("ext.py", code)
    space.edit("bengal.toml", "[params]", '[build]\nextensions = ["ext.py"]\n\n[params]')
    space.edit("templates/404.html", "Not here.", f'{{{{ peek("{path}") }}}}')


@pytest.mark.parametrize(
    ("code", "path"),
    [(READING, "snip/s.md"), (LISTING, "snip"), (READING, "bengal.toml"), (MOVING, "public/x")],
)
def test_file_that_is_not_declared(built, code, path):
    """A function that opens, lists or moves something by itself fails its page under the audit."""
    _peeking(built, code, path)
    built.audited = False
    assert {} == built.build().failed

    ran = built.build("run", "--audit", "-a")

    assert {"listing:/404.html"} == set(ran.failed)
    assert f"opened and not declared: {path}" == ran.failed["listing:/404.html"]


def test_file_that_was_looked_for(built):
    """To look for a file in vain is a read as well."""
    _peeking(
        built,
        READING.replace("return", "try:\n        return").rstrip()
        + "\n    except OSError:\n        return ''\n",
        "snip/gone.md",
    )

    assert "opened and not declared: snip/gone.md" == built.build().failed["listing:/404.html"]


def test_audit_of_a_site(site):
    """No action of ours opens a file that it does not declare; the option says so without tests."""
    site.audited = False
    ran = site.build("run", "--audit")

    assert (0, {}) == (ran.status, ran.failed)
    assert "page:about" in ran.ran


def test_action_that_forgets_a_write(site, monkeypatch):
    """An action of ours that writes past its trace is caught."""
    real = Bench.trace

    def forgetful(bench):
        trace = real(bench)
        writes = {path: d for path, d in trace.writes.items() if not path.endswith("robots.txt")}
        return type(trace)(trace.reads, writes, trace.notices, trace.references, trace.sources)

    monkeypatch.setattr(Bench, "trace", forgetful)

    assert {"robots": "opened and not declared: public/robots.txt"} == site.build().failed


def test_verify(built):
    """Tasks that would write the same again are told by number, and nothing is written."""
    before = built.published(), built.artefacts()
    ran = built.build("verify")

    assert (0, "79 up-to-date tasks run again, 0 differ\n") == (ran.status, ran.text)
    assert before == (built.published(), built.artefacts())
    assert frozenset() == ran.rewritten


def test_verify_a_share(built):
    """A share of the tasks is told apart from all, and a word that is no share is an error."""
    ran = built.build("verify", "1/8")
    looked = int(ran.text.split()[0])

    assert 0 == ran.status
    assert 1 <= looked < 35
    assert 3 == built.build("verify", "2/8").status


def test_verify_finds_other_bytes(built, monkeypatch):
    """A task that would write other bytes than it left is named with its file."""
    monkeypatch.setattr(texts, "robots", lambda bench, **_: bench.write("public/robots.txt", b"x"))
    ran = built.build("verify")

    assert 1 == ran.status
    assert "robots  public/robots.txt would get other bytes" in ran.text
    assert ran.text.endswith("79 up-to-date tasks run again, 1 differ\n")


def test_verify_finds_other_reads(built, monkeypatch):
    """A task that would read something else than it did is named with what that is."""
    real = texts.robots

    def curious(bench, **arguments):
        bench.read("snip/s.md")
        real(bench, **arguments)

    monkeypatch.setattr(texts, "robots", curious)
    ran = built.build("verify")

    assert 1 == ran.status
    assert "robots  snip/s.md is read at one time only" in ran.text


def test_verify_leaves_stale_tasks_out(built):
    """What a build would run anyway is not looked at."""
    built.edit("content/blog/c.md", "body of C", "BODY of C")
    ran = built.build("verify")

    assert (0, "78 up-to-date tasks run again, 0 differ\n") == (ran.status, ran.text)


def test_dry_run(built):
    """A dry run tells what would run and what may, and a build then runs no other task."""
    before = built.published(), built.artefacts()
    built.edit("content/blog/c.md", "Post C", "Post See")
    told = built.build("run", "--dry-run")

    lines = dict(line.split("  ", 1) for line in told.text.splitlines()[:-1])
    sure = {name for name, text in lines.items() if text.startswith("would run: ")}
    maybe = {name for name, text in lines.items() if text.startswith("may run: ")}
    assert "parse:blog/c  would run: content/blog/c.md changed" in told.text
    assert f"{len(sure)} would run, {len(maybe)} may" == told.text.splitlines()[-1]
    assert (frozenset(), 0) == (told.ran, told.status)
    assert before == (built.published(), built.artefacts())

    ran = built.build()
    assert sure <= ran.ran <= sure | maybe
    assert "page:blog/a" not in sure | maybe


def test_dry_run_of_nothing(built):
    """When all is up to date a dry run says so."""
    assert "nothing to do\n" == built.build("run", "--dry-run").text
