"""
Twenty probes of change detection; the names are those of the probes, stock doit passes two.

Where a probe kills a process or builds twice at once, see test_kills.py as well: here the state
that such a fault leaves is made by hand.
"""

from __future__ import annotations

import os
import shutil

import pytest


PAGE = "content/blog/c.md"
OUTPUT = "public/blog/c/index.html"


def _keep_times(built, path, old, new):
    """Edit a file and set its mtime back."""
    place = built.root / path
    stamp = place.stat()
    built.edit(path, old, new)
    os.utime(place, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))


def test_e1_other_size_with_equal_mtime(built):
    """E1: an edit that keeps the mtime and changes the size is noticed."""
    _keep_times(built, PAGE, "body of C", "much longer body of C")

    assert "parse:blog/c" in built.build().ran
    assert built.is_clean()


def test_e1b_equal_size_and_mtime(built):
    """E1b: an edit that keeps mtime and size is noticed."""
    _keep_times(built, PAGE, "body of C", "BODY of C")

    assert "parse:blog/c" in built.build().ran
    assert built.is_clean()


def test_e1c_mtime_of_100_ns_later(built):
    """E1c: an mtime that a float cannot tell from the old one is another mtime."""
    place = built.root / PAGE
    stamp = place.stat()
    built.edit(PAGE, "body of C", "BODY of C")
    os.utime(place, ns=(stamp.st_atime_ns, stamp.st_mtime_ns + 100))

    assert "parse:blog/c" in built.build().ran
    assert built.is_clean()


def test_e2_edited_while_its_task_runs(built, monkeypatch):
    """E2: an edit that falls into the middle of the task is read by the next build."""
    from bengal_tasks.actions import parse as module  # noqa: PLC0415 (patched here only)

    real = module.parse_body

    def editing(text, **options):
        if "BODY of C" in text:
            built.edit(PAGE, "BODY of C", "last body of C")
        return real(text, **options)

    built.edit(PAGE, "body of C", "BODY of C")
    with monkeypatch.context() as patch:
        patch.setattr(module, "parse_body", editing)
        built.build()

    assert "parse:blog/c" in built.build().ran
    assert built.is_clean()
    assert "last body" in built.read(OUTPUT)


def test_e3_half_written_output_and_reverted_source(built):
    """E3: half an output is written anew although its source is as it was."""
    place = built.root / OUTPUT
    place.write_bytes(place.read_bytes()[:100])
    ran = built.build()

    assert {"page:blog/c"} == ran.ran
    assert built.is_clean()


@pytest.mark.parametrize("data", [b"", b"{", b"\x28\xb5\x2f\xfd", os.urandom(200)])
def test_e4_state_of_garbage(built, data):
    """E4: a state that cannot be read is one warning and a build."""
    (built.root / ".bengal/cache.json.zst").write_bytes(data)
    ran = built.build()

    assert 0 == ran.status
    assert frozenset() == ran.rewritten | ran.changed
    assert built.is_clean()


def test_e5_killed_late(site, monkeypatch):
    """E5: after a kill at most fifty tasks run again: the journal has the others."""
    with monkeypatch.context() as patch:
        patch.setattr("bengal_tasks.tasks.session.save_state", _killed)
        site.build()
    ran = site.build("--continue")

    assert len(ran.ran) <= 50 < len(ran.ran | ran.up_to_date)
    assert site.is_clean()


def _killed(*_):
    raise KeyboardInterrupt


def test_e7_source_deleted(built):
    """E7: the output of a source that is gone goes too."""
    built.remove(PAGE)
    ran = built.build()

    assert "blog/c/index.html" in ran.changed
    assert not (built.root / OUTPUT).exists()
    assert built.is_clean()


def test_e8_action_code_changed(built, monkeypatch):
    """E8: other code of ours runs the tasks again."""
    monkeypatch.setattr("bengal_tasks.tasks.facts.code_digest", lambda: "other")

    assert "page:blog/c" in built.build("--continue").ran


@pytest.mark.parametrize("data", [b"edited by hand", b""])
def test_e9_e10_output_edited_or_emptied(built, data):
    """E9, E10: an output that was edited or emptied is restored, and nothing else runs."""
    (built.root / OUTPUT).write_bytes(data)
    ran = built.build()

    assert {"page:blog/c"} == ran.ran
    assert {"blog/c/index.html"} == ran.changed
    assert built.is_clean()


def test_e11_two_builds_at_once(built):
    """E11: while one build works another ends with 75, if it was told not to wait."""
    from filelock import FileLock  # noqa: PLC0415 (this test only)

    built.edit(PAGE, "body of C", "BODY of C")
    with FileLock(built.root / ".bengal/lock"):
        status, text = built.shell("run", "--no-wait")

    assert (75, True) == (status, "another build is running here" in text)
    assert "page:blog/c" in built.build().ran


def test_e12_link_to_another_file_of_equal_mtime(built):
    """E12: a source that is a link, and leads to another file now, is noticed."""
    first, second = (built.root / f"content/{name}.txt" for name in ("one", "two"))
    link = built.root / "content/link.txt"
    for place in (first, second):
        place.write_text(place.stem)
        os.utime(place, ns=(10**18, 10**18))
    link.symlink_to(first)
    built.build()
    link.unlink()
    link.symlink_to(second)

    assert "static:content/link.txt" in built.build().ran
    assert "two" == built.read("public/link.txt")


def test_e13_replaced_by_a_file_of_equal_mtime(built):
    """E13: a source that another file of the same mtime was moved onto is noticed."""
    place = built.root / PAGE
    stamp = place.stat()
    other = built.root / "other.md"
    other.write_text(place.read_text().replace("body of C", "BODY of C"))
    os.utime(other, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    other.replace(place)

    assert "parse:blog/c" in built.build().ran
    assert built.is_clean()


def test_e14_fresh_mtimes(built):
    """E14: fresh mtimes with equal bytes run nothing, and are hashed only once."""
    for path in built.sources():
        built.touch(path)
    first = built.build("--continue")

    assert frozenset() == first.ran | first.rewritten
    assert frozenset() == built.build("--continue").ran


def test_e15_renamed_to_a_path_that_is_there(built):
    """E15: a page that is moved onto another one leaves nothing of its old place."""
    built.remove("content/blog/d.md")
    built.rename(PAGE, "content/blog/d.md")
    built.build()

    assert not (built.root / OUTPUT).exists()
    assert built.is_clean()


def test_e16_name_that_is_no_text(built):
    """E16: a file whose name is not UTF-8 is left alone and breaks nothing."""
    place = os.fsencode(built.root / "content") + b"/caf\xe9.md"
    with open(place, "wb") as file:  # noqa: PTH123 (a path of bytes)
        file.write(b"text")
    ran = built.build()

    assert (0, frozenset()) == (ran.status, ran.changed)


def test_e17_folder_in_place_of_a_source(built):
    """E17: a folder where a source was is a folder, not a traceback."""
    built.remove("data/team.yaml")
    (built.root / "data/team.yaml").mkdir()
    ran = built.build()

    assert "Traceback" not in ran.text
    shutil.rmtree(built.root / "data/team.yaml")


def test_e18_action_that_raises_and_reverted_source(built):
    """E18: a task that failed is tried again, also when its source is as it was."""
    text = built.read(PAGE)
    built.write(PAGE, "---\ntitle: [\n---\n")
    failed = built.build()
    built.write(PAGE, text)
    ran = built.build()

    assert 0 != failed.status
    assert "parse:blog/c" in ran.ran
    assert built.is_clean()


def test_e19_interrupted_and_reverted_source(built, monkeypatch):
    """E19: after Ctrl-C in the middle of a write the output is whole, old or new."""
    from bengal_tasks.store import files as module  # noqa: PLC0415 (patched here only)

    text = built.read(PAGE)
    built.edit(PAGE, "body of C", "BODY of C")
    with monkeypatch.context() as patch:
        patch.setattr(module, "_move", _killed)
        built.build()
    built.write(PAGE, text)
    ran = built.build()

    assert 0 == ran.status
    assert built.is_clean()
    assert frozenset() == built.build().ran
