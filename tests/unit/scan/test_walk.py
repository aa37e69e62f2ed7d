"""The walk: the files of a folder, sorted, without what nobody means."""

from __future__ import annotations

import os

import pytest

from bengal_tasks.errors import SiteError
from bengal_tasks.scan.walk import files_below, is_left_over, sources_below
from bengal_tasks.store.table import FileTable


def _found(folder):
    return list(files_below(str(folder)))


def test_sorted(tmp_path):
    """Files come by name, folder by folder, whatever the order of their creation."""
    for name in ("b/z", "a", "b/a/x", "c"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()

    assert ["a", "b/a/x", "b/z", "c"] == _found(tmp_path)


@pytest.mark.parametrize("name", [".git", "#a#", "a~", "a.swp", "a.swx", "a.tmp", "a.orig", "a.rej",
                                  "Thumbs.db", ".DS_Store"])  # fmt: skip
def test_left_overs(tmp_path, name):
    """What is hidden or left by an editor is passed over, also as a folder."""
    (tmp_path / name).mkdir()
    (tmp_path / name / "a").touch()

    assert is_left_over(name)
    assert [] == _found(tmp_path)


def test_links(tmp_path):
    """A link to a file is a file; links to folders, loops and to nothing are passed over."""
    (tmp_path / "dir").mkdir()
    (tmp_path / "dir/a").touch()
    (tmp_path / "file").symlink_to(tmp_path / "dir/a")
    (tmp_path / "folder").symlink_to(tmp_path / "dir")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "nothing").symlink_to(tmp_path / "gone")
    (tmp_path / "itself").symlink_to(tmp_path / "itself")

    assert ["dir/a", "file"] == _found(tmp_path)


def test_special_files(tmp_path):
    """A pipe is no file: reading it would never end."""
    os.mkfifo(tmp_path / "pipe")

    assert [] == _found(tmp_path)


def test_names_that_are_no_text(tmp_path):
    """Names that are not UTF-8, or hold control characters, are passed over."""
    for name in (b"caf\xe9", b"a\nb", b"ok"):
        os.close(os.open(os.fsencode(tmp_path) + b"/" + name, os.O_CREAT))

    assert ["ok"] == _found(tmp_path)


@pytest.mark.parametrize("name", ["gone", "file", "file/x"])
def test_no_folder(tmp_path, name):
    """What is no folder has no files."""
    (tmp_path / "file").touch()

    assert [] == _found(tmp_path / name)


def test_link_out_of_the_site(tmp_path):
    """A link to a file outside the site, or to a hidden one, is left out; one inside is a file."""
    site = tmp_path / "site"
    site.mkdir()
    (tmp_path / "secret").write_text("x")
    (site / ".env").write_text("x")
    (site / "real.md").write_text("x")
    for name, target in (("out.md", tmp_path / "secret"), ("env.md", site / ".env")):
        (site / name).symlink_to(target)
    (site / "in.md").symlink_to(site / "real.md")

    assert ["in.md", "real.md"] == list(files_below(str(site)))


@pytest.mark.parametrize("target", ["../other", "../site2", ".git", "/"])
@pytest.mark.parametrize("folder", ["static", "themes/own"])
def test_folder_that_leads_out(tmp_path, folder, target):
    """A folder of sources that is a link out of the site, or below one, is an error."""
    site = tmp_path / "site"
    for name in ("site/.git", "site/themes", "other", "site2"):
        (tmp_path / name).mkdir(parents=True, exist_ok=True)
    (site / folder).symlink_to((site / target).resolve())
    table = FileTable(site, tmp_path / "other", {})

    for path in (folder, f"{folder}/templates"):
        with pytest.raises(SiteError) as told:
            sources_below(path, table)
        assert (
            f"{path}: the folder is a link that leads out of the site, or to a hidden place\n\n"
            "hint: put the folder itself there, or link to one of the site" == str(told.value)
        )


def test_folder_that_is_a_link(tmp_path):
    """A link to another folder of the site is one of its folders; so is a site that is a link."""
    (tmp_path / "site/real").mkdir(parents=True)
    (tmp_path / "site/real/a.txt").touch()
    (tmp_path / "site/static").symlink_to("real")
    (tmp_path / "link").symlink_to("site")

    for root in ("site", "link"):
        table = FileTable(tmp_path / root, tmp_path, {})
        assert ["a.txt"] == list(sources_below("static", table))


def test_folder_that_is_the_site(tmp_path):
    """A link to all of the site would publish what is published, again and again: an error."""
    (tmp_path / "static").symlink_to(".")
    with pytest.raises(SiteError, match="leads out"):
        sources_below("static", FileTable(tmp_path, tmp_path, {}))
