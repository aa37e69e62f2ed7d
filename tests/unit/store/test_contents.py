"""The contents of the state folder: sizes, entries, faults, and what is cleared."""

from __future__ import annotations

import pytest

from bengal_tasks.store.codec import encode
from bengal_tasks.store.contents import clear_state, contents_of, entries_in, state_paths


@pytest.fixture
def folder(tmp_path):
    """Return a site with some files in its state folder."""
    files = {
        "page_metadata.json.zst": encode({"version": 1, "pages": {"a": {}, "b": {}}}),
        "parsed/blog/a.json.zst": encode({"version": 1, "text": "x"}),
        "published.json.zst": encode({"version": 1, "files": {}}),
        "broken.json.zst": b"x",
        "generated/api/a.md": b"# A",
        "tmp/1.2": b"",
        "lock": b"",
        "mine.txt": b"mine",
    }
    for name, data in files.items():
        place = tmp_path / ".bengal" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    return tmp_path


def test_contents(folder):
    """Each compressed file has its kind, sizes and entries; a damaged one its fault."""
    found = {one.path: one for one in contents_of(folder)}

    rows = found[".bengal/page_metadata.json.zst"]
    assert ("page_metadata", 2, "") == (rows.kind, rows.entries, rows.fault)
    assert len(b'{"pages":{"a":{},"b":{}},"version":1}') == rows.raw
    assert "parsed" == found[".bengal/parsed/blog/a.json.zst"].kind
    assert found[".bengal/broken.json.zst"].fault
    assert 4 == len(found)


def test_entries_of_other_values():
    """What is no table is one entry."""
    assert 1 == entries_in([1, 2, 3])


def test_clear(folder):
    """What is not ours stays, and so does what the next build prunes by."""
    removed, kept = clear_state(folder, everything=False)

    assert [".bengal/mine.txt", ".bengal/published.json.zst"] == kept
    assert ".bengal/generated/api/a.md" in removed
    assert [".bengal/lock", *kept] == state_paths(folder)


def test_clear_follows_no_link(folder):
    """A link to a folder elsewhere is not followed."""
    other = folder / "other"
    other.mkdir()
    (other / "x.json.zst").write_bytes(b"keep")
    (folder / ".bengal/linked").symlink_to(other)
    clear_state(folder, everything=True)

    assert (other / "x.json.zst").exists()
