"""Published files that were not left as they were written, and files that are not ours."""

from __future__ import annotations

import pytest


ABOUT = "public/about/index.html"


@pytest.mark.parametrize("path", [ABOUT, "public/assets/js/app.b10fce4c.js", "public/hello.txt"])
@pytest.mark.parametrize("how", ["edited", "truncated", "deleted", "linked"])
def test_restored(built, path, how):
    """A published file that was changed by others is restored, and nothing else runs."""
    before, place = built.published(), built.root / path
    if how == "edited":
        place.write_bytes(place.read_bytes().replace(b"e", b"E"))
    elif how == "truncated":
        place.write_bytes(b"")
    else:
        built.rename(path, "aside")
    if how == "linked":
        place.symlink_to(built.root / "aside")
    ran = built.build()

    assert 1 == len(ran.ran)
    assert {path.removeprefix("public/")} == ran.changed
    assert before == built.published()
    assert not place.is_symlink()


def test_reason(built):
    """What was deleted and what was edited is told as such."""
    built.remove(ABOUT)
    built.write("public/hello.txt", "edited")
    ran = built.build()

    assert [f"{ABOUT} is missing"] == ran.reasons["page:about"]
    assert ["public/hello.txt was not left as it was written"] == ran.reasons[
        "static:static/hello.txt"
    ]


def test_everything_deleted(built):
    """Without the output folder all of it is made anew."""
    before = built.published()
    built.remove("public")
    ran = built.build()

    assert before == built.published()
    assert set() == ran.of("parse")
    assert set() == ran.of("template")


def test_state_deleted(built):
    """Without the state everything runs, and not one published file is rewritten."""
    before = built.published()
    built.remove(".bengal")
    ran = built.build()

    assert frozenset() == ran.changed | ran.rewritten
    assert before == built.published()


def test_artefact_deleted(built):
    """An artefact that is gone is made anew; as it is the same, nothing follows."""
    built.remove(".bengal/parsed/about.json.zst")
    ran = built.build()

    assert {"parse:about"} == ran.ran
    assert frozenset() == ran.changed | ran.rewritten


@pytest.mark.parametrize("damage", [b"", b"{", b"\x28\xb5\x2f\xfd garbage"])
def test_artefact_damaged(built, damage):
    """An artefact that cannot be read is made anew."""
    (built.root / ".bengal/page_metadata.json.zst").write_bytes(damage)
    ran = built.build()

    assert {"metadata"} == ran.ran
    assert frozenset() == ran.changed | ran.rewritten


@pytest.mark.parametrize("damage", [b"", b"{", b"\x28\xb5\x2f\xfd garbage"])
def test_state_damaged(built, damage):
    """A state that cannot be read costs a warning and a rebuild that rewrites nothing."""
    (built.root / ".bengal/cache.json.zst").write_bytes(damage)
    ran = built.build()

    assert "warning: .bengal/cache.json.zst is not usable" in ran.text
    assert 0 == ran.status
    assert frozenset() == ran.changed | ran.rewritten
    assert frozenset() == built.build().ran


def test_state_bit_flipped(built):
    """A state with one flipped bit, wherever it is, is used for nothing."""
    place = built.root / ".bengal/cache.json.zst"
    data = place.read_bytes()
    for position in range(0, len(data), len(data) // 5):
        flipped = bytearray(data)
        flipped[position] ^= 0x10
        place.write_bytes(flipped)
        ran = built.build()

        assert "is not usable" in ran.text
        assert frozenset() == ran.changed | ran.rewritten


def test_foreign_file(built):
    """A file that the build did not write stays where it is."""
    built.write("public/foreign.txt", "mine\n")
    built.remove("content/about.md")
    built.build()

    assert "mine\n" == built.read("public/foreign.txt")


def test_foreign_file_in_a_folder_that_goes(built):
    """A folder with a file that is not ours stays with that file."""
    built.write("public/about/mine.txt", "mine\n")
    built.remove("content/about.md")
    built.build()

    assert "mine\n" == built.read("public/about/mine.txt")
    assert "about/index.html" not in built.published()


def test_edited_file_of_a_page_that_goes(built):
    """A published file that somebody edited is not ours to delete: it is kept, with a warning."""
    built.write(ABOUT, "edited\n")
    built.remove("content/about.md")
    ran = built.build()

    assert "edited\n" == built.read(ABOUT)
    assert f"warning {ABOUT}: kept: it is not as this build wrote it\n" in ran.text


def test_foreign_file_where_a_page_goes(built):
    """A file in the place of a new page is overwritten: the path is promised."""
    built.write("public/new/index.html", "mine\n")
    built.write("content/new.md", "New.\n")
    built.build()

    assert "<p>New.</p>" in built.read("public/new/index.html")
    assert built.is_clean()


def test_folder_where_a_file_goes(built):
    """A folder with files that are not ours is not removed; the page fails and says why."""
    built.write("public/new/index.html/mine.txt", "mine\n")
    built.write("content/new.md", "New.\n")
    ran = built.build()

    assert {
        "page:new": "public/new/index.html is in the way: a folder where a file is needed\n\n"
        "hint: move or delete the folder, it was not written by this build"
    } == ran.failed
    assert "mine\n" == built.read("public/new/index.html/mine.txt")


def test_linked_output_folder(built, tmp_path):
    """Nothing is written through a link that leads out of the site."""
    outside = tmp_path / "outside"
    outside.mkdir()
    built.remove("public/blog")
    (built.root / "public/blog").symlink_to(outside)
    ran = built.build()

    assert "page:blog/a" in ran.failed
    assert [] == list(outside.iterdir())


def test_modes_restored(built):
    """A mode that was changed is set back when the file is written or looked at again."""
    (built.root / ABOUT).chmod(0o600)
    built.edit("content/about.md", "Who", "What")
    built.build()

    assert 0o100644 == built.published()["about/index.html"][1]
