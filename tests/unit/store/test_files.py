"""Files: paths that stay inside, and writes that are complete or not there."""

from __future__ import annotations

import pytest

from bengal_tasks.errors import SiteError
from bengal_tasks.model.digest import digest_of
from bengal_tasks.store.files import read_if_there, remove_file, safe_join, write_file


def _names(folder):
    return [path.name for path in folder.iterdir()]


@pytest.mark.parametrize(
    "path",
    ["", "/", "/etc/passwd", "..", "a/../b", "a/./b", "a//b", "a/", "C:/x", "a\\b", "a\0b", "a\nb",
     "\x7f"],
)  # fmt: skip
def test_paths_that_escape(tmp_path, path):
    """A path that is not plainly below the root is refused."""
    with pytest.raises(SiteError, match="is not a path inside the site"):
        safe_join(tmp_path, path)


@pytest.mark.parametrize("path", ["a", "a/b.html", "...", "a..b", "ü/日本", " ", "-", "a:b", "CON"])
def test_plain_paths(tmp_path, path):
    """Odd but plain names are names."""
    assert tmp_path / path == safe_join(tmp_path, path)


def test_equal_bytes_are_not_written(tmp_path):
    """A file that says the same already keeps its inode and its mtime."""
    write_file(tmp_path, "public/a/b", b"one")
    before = (tmp_path / "public/a/b").stat()

    assert digest_of(b"one") == write_file(tmp_path, "public/a/b", b"one")
    after = (tmp_path / "public/a/b").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_mode_is_set_back(tmp_path):
    """A file with other rights gets those that all have, without being written."""
    write_file(tmp_path, "public/a", b"one")
    (tmp_path / "public/a").chmod(0o600)
    before = (tmp_path / "public/a").stat().st_ino
    write_file(tmp_path, "public/a", b"one")

    after = (tmp_path / "public/a").stat()
    assert (before, 0o644) == (after.st_ino, after.st_mode & 0o777)


def test_other_bytes_replace_the_file(tmp_path):
    """A reader that has the old file open goes on reading the old bytes."""
    write_file(tmp_path, "public/a", b"one")
    with (tmp_path / "public/a").open("rb") as file:
        write_file(tmp_path, "public/a", b"two")

        assert b"one" == file.read()
    assert b"two" == (tmp_path / "public/a").read_bytes()


def test_nothing_is_left_beside(tmp_path):
    """Only the file itself is in its folder when it is written."""
    write_file(tmp_path, "public/a", b"one")

    assert ["a"] == _names(tmp_path / "public")


@pytest.mark.parametrize("path", ["public/link/a", "public/link/deep/a"])
def test_folder_that_is_a_link(tmp_path, path):
    """Nothing is written through a link."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "public").mkdir()
    (tmp_path / "public/link").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(SiteError, match="public/link is a link; nothing is written through links"):
        write_file(tmp_path, path, b"one")
    assert [] == _names(tmp_path / "elsewhere")


def test_file_that_is_a_link(tmp_path):
    """A link in the place of a file is replaced, and what it led to stays."""
    (tmp_path / "other").write_bytes(b"other")
    (tmp_path / "a").symlink_to(tmp_path / "other")
    write_file(tmp_path, "a", b"other")

    assert not (tmp_path / "a").is_symlink()
    assert b"other" == (tmp_path / "other").read_bytes()


def test_file_in_the_way(tmp_path):
    """A file where a folder is needed is an error that says what to do."""
    (tmp_path / "public").write_bytes(b"")

    with pytest.raises(SiteError, match="public is in the way: a file where a folder is needed"):
        write_file(tmp_path, "public/a", b"one")


def test_folder_in_the_way(tmp_path):
    """A folder with files where a file is needed is an error, and one without is removed."""
    (tmp_path / "a/b").mkdir(parents=True)
    write_file(tmp_path, "a", b"one")
    assert b"one" == (tmp_path / "a").read_bytes()

    (tmp_path / "c").mkdir()
    (tmp_path / "c/mine").write_bytes(b"")
    with pytest.raises(SiteError, match="c is in the way: a folder where a file is needed"):
        write_file(tmp_path, "c", b"one")


def test_remove(tmp_path):
    """A file goes with the folders that it leaves empty, and no further."""
    write_file(tmp_path, "public/a/b/c", b"one")
    write_file(tmp_path, "public/d", b"two")

    assert remove_file(tmp_path, "public/a/b/c")
    assert not remove_file(tmp_path, "public/a/b/c")
    assert ["d"] == _names(tmp_path / "public")


def test_remove_a_link(tmp_path):
    """A link is removed, not what it leads to."""
    (tmp_path / "other").write_bytes(b"other")
    (tmp_path / "a").symlink_to(tmp_path / "other")

    assert remove_file(tmp_path, "a")
    assert b"other" == (tmp_path / "other").read_bytes()


def test_remove_behind_a_link(tmp_path):
    """A file that is reached through a link to a folder is not removed."""
    (tmp_path / "other").mkdir()
    (tmp_path / "other/a").write_bytes(b"a")
    (tmp_path / "public").mkdir()
    (tmp_path / "public/link").symlink_to(tmp_path / "other")

    assert not remove_file(tmp_path, "public/link/a")
    assert (tmp_path / "other/a").exists()


def test_read_if_there(tmp_path):
    """A file is read; a link, a folder and nothing are none."""
    (tmp_path / "a").write_bytes(b"one")
    (tmp_path / "link").symlink_to(tmp_path / "a")

    found = [read_if_there(tmp_path / name) for name in ("a", "link", ".", "gone", "a/b")]
    assert [b"one", None, None, None, None] == found
