"""What a task reads before it is built: it is built then, whatever was read in the last build."""

from __future__ import annotations

from pathlib import Path
from unittest import mock

import pytest

from bengal_tasks.cli import pool, runner
from bengal_tasks.cli.pool import perform_batch
from bengal_tasks.tasks.run import run_spec
from tests.gallery import draw


BOTH = pytest.mark.parametrize("args", [("run",), ("run", "-n", "2")], ids=["alone", "workers"])


def _scripts(space, **imports):
    """Write a script for each name; each has the names that it imports, parted by blanks."""
    for name, others in imports.items():
        lines = [f'import "./{other}.js";\n' for other in others.split() if other in imports]
        space.write(f"assets/js/{name}.js", f'{"".join(lines)}export const it = "{others}";\n')


def _told(*names, backwards=False):
    """Have workers perform these scripts first, and end them in this order, or *backwards*."""
    wanted = [f"asset:js/{name}.js" for name in names]

    def place(row):
        return wanted.index(row[0]) if row[0] in wanted else len(wanted)

    def performed(workshop, jobs):
        outcomes = perform_batch(workshop, sorted(jobs, key=place))
        return sorted(outcomes, key=place, reverse=backwards)

    return mock.patch.object(pool, "perform_batch", performed)


def _is_done(space, ran):
    """Tell whether a build was right, and the next one has nothing to do."""
    assert {} == ran.failed
    assert 0 == ran.status
    return space.is_clean() and frozenset() == space.build().ran


@BOTH
def test_import_turned_round(built, args):
    """A script that was imported imports the one that imported it: that it did is no circle."""
    _scripts(built, n="z", z="")
    built.build()
    _scripts(built, n="", z="n")
    ran = built.build(*args)

    assert {"js/n.js", "js/z.js"} == ran.of("asset")
    assert _is_done(built, ran)


@BOTH
def test_imports_turned_round(built, args):
    """The same by way of a third script, beside one that imports what it did."""
    _scripts(built, n="y", y="z", z="", x="")
    built.build()
    _scripts(built, n="new", y="z", z="x", x="n")
    ran = built.build(*args)

    assert {f"js/{name}.js" for name in "nyzx"} == ran.of("asset")
    assert _is_done(built, ran)


def test_need_of_what_waits(built):
    """Workers come back with a task that needs another, while that one waits for a third."""
    _scripts(built, a="", c="a", z="", w="")
    built.build()
    _scripts(built, a="new", c="a new", z="c", w="z")
    with _told("z", "w", "a"):
        ran = built.build("run", "-n", "2")

    assert {f"js/{name}.js" for name in "aczw"} == ran.of("asset")
    assert _is_done(built, ran)


def test_needed_before_its_turn(built):
    """A task that ends before its turn, for one that needs it, lets others go once."""
    _scripts(built, w="n", n="z", z="", q="", x="")
    built.build()
    _scripts(built, w="n", n="new", z="q", q="new", x="n")
    with _told("x", "z", "q", "n"):
        ran = built.build("run", "-n", "2")

    assert {f"js/{name}.js" for name in "wnzqx"} == ran.of("asset")
    assert _is_done(built, ran)


@BOTH
def test_many_needs(built, args):
    """A stylesheet that is built alone gets all its images, however many."""
    names = [f"p{number}.png" for number in range(9)]
    for width, name in enumerate(names):
        draw(built, f"assets/img/{name}", (10 + width, 10))
    rules = (f".{name[:2]} {{ background: url(../img/{name}) }}\n" for name in names)
    built.write("assets/css/many.css", "".join(rules))
    with mock.patch.object(runner, "_MOST_TRIES", 1):
        ran = built.build(*args, "asset:css/many.css")

    assert {"css/many.css", *(f"img/{name}" for name in names)} == ran.of("asset")
    assert 0 == ran.status
    assert built.build().status == 0
    assert built.is_clean()


@BOTH
def test_more_each_time(shown, args):
    """A task that asks for more whenever it runs again fails: what it made is not what it read."""
    shown.remove(".bengal")
    with mock.patch.object(runner, "_MOST_TRIES", 0):
        ran = shown.build(*args, "--continue")

    assert "asked for something else 0 times, last for variant:" in ran.failed["page:show"]
    assert _is_done(shown, shown.build(*args))


def test_no_snapshot_over_what_is_stale(built):
    """A task that was overtaken and taken for good is not hidden from the next build."""
    built.build()
    assert (built.root / ".bengal/snapshot.json.zst").exists()

    _scripts(built, a="", c="a")
    unseen = mock.patch.object(runner, "is_overtaken", return_value=False)
    with unseen, _told("c", "a", backwards=True):
        built.build("run", "-n", "2")

    assert not (built.root / ".bengal/snapshot.json.zst").exists()
    assert {"asset:js/c.js"} <= built.build().ran
    assert built.is_clean()


def test_need_of_what_a_task_of_the_user_makes(built):
    """What a user's task makes is looked at when that has run, also for what is needed early."""
    made = built.root / "assets/js/a.js"
    built.user_tasks = {
        "task_own": lambda: {
            "actions": [lambda: bool(made.write_text(Path("in.js").read_text("utf-8"), "utf-8"))],
            "file_dep": ["in.js"],
            "targets": ["assets/js/a.js"],
        }
    }
    _scripts(built, a="", c="")
    built.write("in.js", 'export const it = "";\n')
    built.build()
    built.write("in.js", 'export const it = "new";\n')
    _scripts(built, a="", c="a")
    ran = built.build("run", "asset:js/c.js")

    assert {"own", "compile:js/a.js", "asset:js/a.js", "asset:js/c.js"} <= ran.ran


def test_linked_once(built):
    """A first build links each script of a long chain once, the imported before the importing."""
    chain = {f"s{n:03}": f"s{n + 1:03}" for n in range(250)}
    _scripts(built, **chain, s250="s249")
    ran: list[str] = []

    def run(session, spec):
        ran.append(spec.name)
        return run_spec(session, spec)

    with mock.patch.object(runner, "run_spec", run):
        first = built.build()

    linked = [name.removeprefix("asset:js/s") for name in ran if name.startswith("asset:js/s")]
    assert [f"{n:03}.js" for n in range(248, -1, -1)] == [x for x in linked if x < "249"]
    assert len(set(linked)) == len(linked)
    assert _is_done(built, first)
