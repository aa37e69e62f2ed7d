"""Equal sources give equal bytes, wherever, whenever and by whomever they are built."""

from __future__ import annotations

import os
import shutil

import pytest


def _built(space, name, **environ):
    other = space.copy(name)
    status, text = other.shell("-n", "2", environ=environ)
    assert 0 == status, text
    return other.published(), other.artefacts()


@pytest.fixture
def reference(site):
    """Build the site once, in this process."""
    site.build()
    return site.published(), site.artefacts()


def test_another_place_and_process(site, reference):
    """Folder, zone, language and hash seed do not show in one byte."""
    environ = {"TZ": "Pacific/Kiritimati", "LANG": "C", "LC_ALL": "C", "PYTHONHASHSEED": "1"}

    assert reference == _built(site, "a much longer name of a folder", **environ)
    assert reference == _built(site, "b", TZ="America/Anchorage", PYTHONHASHSEED="4294967295")


@pytest.mark.parametrize("mask", [0o077, 0o000])
def test_umask(site, reference, mask):
    """The umask shows in no mode, of files or of folders."""
    other = site.copy("other")
    before = os.umask(mask)
    try:
        other.build()
    finally:
        os.umask(before)

    assert reference == (other.published(), other.artefacts())
    folders = [path for path in (other.root / "public").rglob("*") if path.is_dir()]
    assert {0o755} == {path.stat().st_mode & 0o777 for path in folders}


def test_clock(site, reference):
    """Another day shows nowhere."""
    other = site.copy("other")
    other.environ["SOURCE_DATE_EPOCH"] = "1900000000"
    other.build()

    assert reference == (other.published(), other.artefacts())


def test_order_of_creation(site, reference):
    """The order in which sources were written does not count."""
    other = site.copy("other")
    for path in reversed(other.sources()):
        text = (other.root / path).read_bytes()
        (other.root / path).unlink()
        (other.root / path).write_bytes(text)
    other.build()

    assert reference == (other.published(), other.artefacts())


def test_no_absolute_path(site):
    """Neither published files nor state hold the folder of the site."""
    site.build()
    needle = str(site.root).encode()
    files = [path for path in site.root.rglob("*") if path.is_file()]

    assert [] == [path for path in files if needle in path.read_bytes()]


def test_state_of_another_machine(site, tmp_path):
    """A state that comes with sources of fresh mtimes is used: nothing runs."""
    site.build()
    other = site.copy("checkout")
    for name in ("public", ".bengal"):
        shutil.copytree(site.root / name, other.root / name)
    ran = other.build()

    assert frozenset() == ran.ran | ran.changed | ran.rewritten
    assert tmp_path == other.root.parent


def test_state_without_outputs(site):
    """A state that comes alone brings all published files back without parsing anything."""
    site.build()
    other = site.copy("checkout")
    shutil.copytree(site.root / ".bengal", other.root / ".bengal")
    ran = other.build()

    assert site.published() == other.published()
    assert set() == ran.of("parse")


def test_half_a_state(site):
    """Artefacts that are missing are made anew; the others are used."""
    site.build()
    shutil.rmtree(site.root / ".bengal/parsed/blog")
    (site.root / ".bengal/taxonomy_index.json.zst").unlink()
    ran = site.build()

    assert {f"parse:blog/{name}" for name in ("_index", "a", "b", "c", "d")} | {
        "taxonomy"
    } == ran.ran
    assert frozenset() == ran.changed | ran.rewritten


def test_state_of_another_commit(site):
    """A state of other sources than these is brought to what these say."""
    site.build()
    other = site.copy("checkout")
    other.edit("content/blog/c.md", "body", "BODY")
    other.remove("content/about.md")
    other.edit("assets/css/site.css", "navy", "teal")
    for name in ("public", ".bengal"):
        shutil.copytree(site.root / name, other.root / name)
    other.build()

    assert other.is_clean()
