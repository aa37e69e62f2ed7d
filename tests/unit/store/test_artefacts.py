"""Artefacts: values with the digest of each of their entries."""

from __future__ import annotations

from bengal_tasks.model.digest import ABSENT, digest_of_value
from bengal_tasks.model.entries import MISSING
from bengal_tasks.model.keys import CONFIG
from bengal_tasks.store.artefacts import ArtefactReader
from bengal_tasks.store.codec import encode
from bengal_tasks.store.files import write_file


def test_entries(tmp_path):
    """An entry has its value and its digest; one that is not there is absent."""
    write_file(tmp_path, CONFIG, encode({"site": {"title": "A"}}))
    found = ArtefactReader(tmp_path).get(CONFIG)

    assert ("A", digest_of_value("A")) == (
        found.entry("site.title"),
        found.entry_digest("site.title"),
    )
    assert (MISSING, ABSENT) == (found.entry("site.x"), found.entry_digest("site.x"))


def test_null_is_not_missing(tmp_path):
    """A value of nothing is there, and another state than an absent one."""
    write_file(tmp_path, CONFIG, encode({"site": {"title": None}}))

    assert ABSENT != ArtefactReader(tmp_path).get(CONFIG).entry_digest("site.title")


def test_kept_while_the_file_stays(tmp_path):
    """An artefact is read once, and again when it was replaced."""
    write_file(tmp_path, CONFIG, encode({"x": 1}))
    reader = ArtefactReader(tmp_path)
    first = reader.get(CONFIG)
    assert first is reader.get(CONFIG)

    write_file(tmp_path, CONFIG, encode({"x": 2}))
    assert 2 == reader.get(CONFIG).entry("x")


def test_missing_and_damaged(tmp_path):
    """What cannot be read is none."""
    reader = ArtefactReader(tmp_path)
    assert None is reader.get(CONFIG)

    write_file(tmp_path, CONFIG, encode({"x": 1}))
    (tmp_path / CONFIG).write_bytes(b"damaged")
    assert None is reader.get(CONFIG)
