"""A state that comes from somebody else: it may cost a rebuild, and nothing else."""

from __future__ import annotations

import json
import shutil
import zlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bengal_tasks.model.digest import digest_of
from bengal_tasks.model.keys import CACHE
from bengal_tasks.store.codec import decode, encode
from bengal_tasks.store.journal import ANY, JOURNAL
from bengal_tasks.store.state import PUBLISHED


JUNK = (None, 0, -1, "x", [], {}, [[]], {"a": 1}, 1.5, True, [1, 2, 3, 4, 5, 6, 7])
SOURCES = (
    "content/about.md", "bengal.toml", "snip/s.md", "templates/base.html", "data/team.yaml",
    ".github/own.yml", "themes/default/theme.toml",
)  # fmt: skip


def _tamper(space, change):
    """Change the state as a value, and have the next build look at it."""
    state = decode((space.root / CACHE).read_bytes())
    change(state)
    (space.root / CACHE).write_bytes(encode(state))


def _own_files(space):
    space.write("src/own.c", "int own;\n")
    space.write(".github/own.yml", "on: push\n")
    return {path: str(digest_of((space.root / path).read_bytes())) for path in SOURCES}


def _as_orphans(space, files):
    _tamper(space, lambda state: state["orphans"].update(files))


def _as_writes_of_a_task(space, files):
    record = {"_values_:": {"recipe": {}, "writes": files}}
    _tamper(space, lambda state: state["tasks"].update({"page:gone": record}))


def _as_published(space, files):
    shutil.rmtree(space.root / ".bengal")
    (space.root / ".bengal").mkdir()
    listed = {"version": 1, "files": {**files, "src/own.c": ANY}}
    (space.root / PUBLISHED).write_bytes(encode(listed))


def _as_journal(space, files):
    lines = b""
    for path in (*files, "src/own.c"):
        text = json.dumps(["write", path]).encode()
        lines += b"\n%08x %s\n" % (zlib.crc32(text), text)
    (space.root / JOURNAL).write_bytes(lines)


@pytest.mark.parametrize(
    "claim",
    [_as_orphans, _as_writes_of_a_task, _as_published, _as_journal],
    ids=lambda f: f.__name__,
)
def test_sources_that_a_state_claims(built, claim):
    """What a state says was published is no licence to remove sources or files of others."""
    files = _own_files(built)
    before = {path: built.read(path) for path in (*files, "src/own.c")}
    claim(built, files)
    built.build()

    assert before == {path: built.read(path) for path in before}


@pytest.mark.parametrize("path", ["../outside", "/etc/motd", "public/../snip/s.md", "a\nb/c", ""])
def test_paths_that_lead_out(built, path):
    """A path that leads out of the site is not touched, and does not stop the build."""
    (built.root.parent / "outside").write_text("Mine.")
    _tamper(built, lambda state: state["orphans"].update({path: ANY}))
    ran = built.build()

    assert 0 == ran.status
    assert (built.root.parent / "outside").exists()
    assert (built.root / "snip/s.md").exists()
    assert built.is_clean()


def test_folder_that_is_a_link(built):
    """Nothing is removed through a link that took the place of a published folder."""
    built.rename("public/blog", "mine")
    (built.root / "public/blog").symlink_to(built.root / "mine")
    built.remove("content/blog/b.md")
    built.build()

    assert (built.root / "mine/b/index.html").exists()


@pytest.fixture
def sound(built):
    """Return the state as the build left it: each example harms that one."""
    return (built.root / CACHE).read_bytes()


def _places(value, above=()):
    """Yield the way to each part of a value; of long lists and tables some."""
    yield above
    if isinstance(value, (dict, list)):
        parts = value.items() if isinstance(value, dict) else enumerate(value)
        for key, part in list(parts)[:30]:
            yield from _places(part, (*above, key))


@settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(pick=st.data())
def test_any_part_of_another_kind(built, sound, pick):
    """Whatever stands where, the build ends without a traceback."""
    state = decode(sound)
    way = pick.draw(st.sampled_from([way for way in _places(state) if way]))
    value = state
    for key in way[:-1]:
        value = value[key]
    value[way[-1]] = pick.draw(st.sampled_from(JUNK))
    (built.root / CACHE).write_bytes(encode(state))
    ran = built.build()

    assert "Traceback" not in ran.text
    assert "a fault of" not in ran.text
    assert 0 == ran.status


def test_row_that_nobody_wrote(built):
    """A row of the memo that is not the one its digest was taken of is made again."""
    _tamper(built, lambda state: state["scan"]["content/about.md"]["cut"].update(title="Forged"))
    built.build()

    assert "Forged" not in built.read("public/index.html") + built.read("public/about/index.html")
    assert built.is_clean()


@pytest.mark.parametrize("text", ["abc", "-5", "1.5", "9" * 30, "\u0661"])
def test_epoch(built, text):
    """A clock that is no number is told in one message, by builds and by other commands."""
    built.environ["SOURCE_DATE_EPOCH"] = text
    for command in ("run", "list"):
        ran = built.build(command)
        assert 3 == ran.status
        assert "SOURCE_DATE_EPOCH" in ran.text
        assert "Traceback" not in ran.text
