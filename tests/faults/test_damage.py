"""A damaged state folder: whatever became of its files, the next build publishes what is right."""

from __future__ import annotations

import os

import pytest

from bengal_tasks.errors import StateError
from bengal_tasks.store.codec import decode, encode
from bengal_tasks.store.files import remove_temporaries, write_file
from bengal_tasks.store.journal import JOURNAL
from bengal_tasks.store.snapshot import SNAPSHOT
from bengal_tasks.store.state import CACHE, PUBLISHED
from bengal_tasks.tasks import session
from tests.faults.small import (
    LONG,
    copy_of,
    edit,
    is_mended,
    is_right,
    killed_at,
    result_of,
    revert,
    some,
)


_STATE = (CACHE, PUBLISHED, SNAPSHOT)
_BITS = 12
_FOREIGN = (
    b"{}",
    b"\0" * 64,
    bytes(range(256)),
    encode(None),
    encode([]),
    encode("text"),
    encode({}),
    encode({"version": 0}),
)


def _flipped(data, bit):
    turned = bytearray(data)
    turned[bit // 8] ^= 1 << bit % 8
    return bytes(turned)


def _ways(data, bits):
    """Return what may have become of a file: other bytes, or nothing when it is gone."""
    last = len(data) * 8 - 1
    flips = [_flipped(data, last * n // (bits - 1)) for n in range(bits)]
    cuts = [data[: len(data) * n // 4] for n in range(4)]
    return [*flips, *cuts, None, data + b"\0", data + data, *_FOREIGN, *_older(data)]


def _older(data):
    """Return the same value as another version of ours would have written it."""
    try:
        value = decode(data)
    except StateError:
        return []
    if not isinstance(value, dict) or "version" not in value:
        return []
    short = [{k: v for k, v in value.items() if k != name} for name in value]
    kinds = (None, 7, "x", [7], {"x": 7})
    odd = [{**value, name: other} for name in value for other in kinds]
    others = ({**value, "version": 0}, *short, *some(odd, 12))
    return [encode(other) for other in others]


def _damage(space, path, data):
    place = space.root / path
    place.unlink(missing_ok=True)
    if data is not None:
        place.write_bytes(data)


def _artefacts(space):
    return [f".bengal/{path}" for path in space.artefacts()]


def test_artefacts(cold, before, tmp_path):
    """Each artefact, damaged in each way, is made again."""
    space = copy_of(cold, tmp_path / "site")
    for number, path in enumerate(_artefacts(space)):
        ways = _ways((space.root / path).read_bytes(), _BITS)
        for data in ways if LONG else ways[number % 20 :: 20]:
            _damage(space, path, data)
            assert is_right(space, before, space.build())
            assert before == result_of(space)


@pytest.mark.parametrize("path", _STATE)
def test_state(cold, before, tmp_path, path):
    """Each file of the state, damaged in each way, costs a rebuild at most."""
    space = copy_of(cold, tmp_path / "site")
    for data in some(_ways((space.root / path).read_bytes(), _BITS), 12):
        _damage(space, path, data)
        assert is_right(space, before, space.build())
    assert is_mended(space, before)


@pytest.mark.parametrize("path", _STATE)
def test_state_and_edit(cold, before, after, tmp_path, path):
    """A state that is damaged when sources were edited and removed leaves nothing old behind."""
    space = copy_of(cold, tmp_path / "site")
    space.build()
    ways = (None, encode({"version": 0}), b"", b"garbage")
    for data in ways if LONG else ways[:2]:
        _damage(space, path, data)
        edit(space)
        assert is_mended(space, after)
        _damage(space, path, data)
        revert(space)
        assert is_mended(space, before)


def test_artefact_and_edit(cold, before, after, tmp_path):
    """An artefact that is damaged while its sources change does not hold the change up."""
    space = copy_of(cold, tmp_path / "site")
    for path in some(_artefacts(space), 4):
        _damage(space, path, b"garbage")
        edit(space)
        assert is_right(space, after, space.build())
        _damage(space, path, None)
        revert(space)
        assert is_right(space, before, space.build())
    assert is_mended(space, before)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a forked process")
def test_journal(edited, before, after, tmp_path):
    """A journal that a kill left, damaged in each way, never makes the next build wrong."""
    assert killed_at(edited, 1, [(session, "save_state")])
    data = (edited.root / JOURNAL).read_bytes()
    ways = [w for w in _ways(data, _BITS) if w is not None]
    for number, other in enumerate(some(ways, 5)):
        space = copy_of(edited, tmp_path / f"site{number}")
        _damage(space, JOURNAL, other)
        assert is_mended(space, after)
    revert(edited)
    assert is_mended(edited, before)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a forked process")
def test_cut_journal_and_kill(edited, before):
    """A build that is killed after one that left half a line loses no file it has published."""
    (edited.root / JOURNAL).write_bytes(b'1234abcd ["write","public/by')
    assert killed_at(edited, 1, [(session, "save_state")])
    data = (edited.root / JOURNAL).read_bytes()
    (edited.root / JOURNAL).write_bytes(data.replace(b'["done"', b'["lost"'))
    revert(edited)
    assert is_mended(edited, before)


def test_all_at_once(cold, before, tmp_path):
    """A state folder that is damaged throughout, or gone, is made anew."""
    space = copy_of(cold, tmp_path / "site")
    for data in (b"", b"garbage", None):
        for path in (*_artefacts(space), *_STATE):
            _damage(space, path, data)
        assert is_mended(space, before)
    space.remove(".bengal")
    assert is_mended(space, before)


@pytest.mark.parametrize("path", [*_STATE, JOURNAL, ".bengal/tmp", ".bengal/parsed"])
def test_swapped_kinds(cold, before, tmp_path, path):
    """A file where a folder was, or an empty folder where a file was, is told or mended."""
    space = copy_of(cold, tmp_path / "site")
    place = space.root / path
    if place.is_dir():
        space.remove(path)
        place.write_bytes(b"")
    else:
        place.unlink(missing_ok=True)
        place.mkdir()
    ran = space.build()
    assert "Traceback" not in ran.text
    if ran.status:
        assert place.name in ran.text
        place.rmdir() if place.is_dir() else place.unlink()
    assert is_mended(space, before)


@pytest.mark.parametrize("folder", [".bengal", ".bengal/tmp", "public"])
def test_link_for_a_folder(cold, before, tmp_path, folder):
    """A link where one of our folders was is told in one message, and nothing goes through it."""
    space = copy_of(cold, tmp_path / "site")
    other = tmp_path / "other"
    other.mkdir()
    space.remove(folder)
    (space.root / folder).symlink_to(other, target_is_directory=True)
    space.edit("content/about.md", "title: About", "title: Us")
    ran = space.build()
    assert 0 != ran.status
    assert "Traceback" not in ran.text
    assert [] == [path for path in other.rglob("*") if path.is_file()]
    (space.root / folder).unlink()
    revert(space)
    assert is_mended(space, before)


def test_every_bit_is_noticed(cold):
    """No single flipped bit of an artefact decodes: all bits of a small one, many of others."""
    sizes = sorted(_artefacts(cold), key=lambda path: (cold.root / path).stat().st_size)
    for path in (sizes[0], *some(sizes, 4), *_STATE):
        data = (cold.root / path).read_bytes()
        value = decode(data)
        assert data == encode(value)
        missed = []
        for bit in range(len(data) * 8) if path == sizes[0] else some(range(len(data) * 8), 999):
            try:
                found = decode(_flipped(data, bit))
            except StateError:
                continue
            # Bits that say nothing about the content: the value is what it was.
            missed += [] if found == value else [bit]
        assert [] == missed


def test_temporaries(cold, before, tmp_path):
    """Half-written files and folders in the folder for them do no harm."""
    space = copy_of(cold, tmp_path / "site")
    write_file(space.root, ".bengal/tmp/1.1", b"half")
    remove_temporaries(space.root)
    write_file(space.root, ".bengal/tmp/2.2", b"half")
    edit(space)
    space.build()
    revert(space)
    assert is_mended(space, before)
