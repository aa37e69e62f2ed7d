"""New sites: what the command new writes, and what it leaves alone."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from bengal_tasks.__main__ import main
from bengal_tasks.cli.new import STARTERS, make_site, site_files, title_of
from bengal_tasks.errors import SiteError
from bengal_tasks.parse.config import load_config


ROOT = Path(__file__).resolve().parents[3]


def tree(folder):
    """Return the bytes of the files below a folder, by path."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def doit(folder, profile=""):
    """Run doit, and return the last line that it prints."""
    environment = {name: v for name, v in os.environ.items() if not name.startswith("BENGAL_")}
    environment["BENGAL_PROFILE"] = profile
    command = [sys.executable, "-m", "doit"]
    done = subprocess.run(  # noqa: S603 (our own doit)
        command, cwd=folder, env=environment, check=True, capture_output=True, text=True
    )
    return done.stdout.splitlines()[-1]


@pytest.mark.parametrize("starter", STARTERS)
def test_a_new_site_builds_at_once(starter, tmp_path):
    """A starter builds without a warning, and a second build has nothing to do."""
    make_site(tmp_path / "site", starter)

    first = doit(tmp_path / "site")

    assert re.fullmatch(r"[0-9]+ tasks ran \(.*\) · [0-9.]+ s", first)
    assert "nothing to do" == doit(tmp_path / "site")
    assert (tmp_path / "site/public/index.html").is_file()


@pytest.mark.parametrize("starter", STARTERS)
def test_a_new_site_can_be_published(starter, tmp_path):
    """A starter has no warning, which production would make an error; and gets siblings there."""
    make_site(tmp_path / "site", starter)

    last = doit(tmp_path / "site", "production")

    assert re.fullmatch(r"[0-9]+ tasks ran \(.*\) · [0-9.]+ s", last)
    css = {path.split(".", 2)[2] for path in tree(tmp_path / "site/public/assets/css")}
    assert {"css", "css.gz", "css.zst"} == css


def test_dev_does_no_image_work(tmp_path):
    """In dev, files are published as they are written, under their own names."""
    make_site(tmp_path / "site", "blog")

    doit(tmp_path / "site", "dev")

    public = tree(tmp_path / "site/public")
    place = "blog/a-page-is-a-folder/evening.jpg"
    assert tree(tmp_path / "site/content")[place] == public[place]
    assert b"  " in public["assets/css/style.css"]
    assert b"<picture>" not in public["blog/a-page-is-a-folder/index.html"]


def test_a_starter_shows_a_responsive_image(tmp_path):
    """The blog has an image in pixels, which its page offers in several widths."""
    make_site(tmp_path / "site", "blog")

    doit(tmp_path / "site")

    html = (tmp_path / "site/public/blog/a-page-is-a-folder/index.html").read_text("utf-8")
    names = [f"evening-{width}w." for width in (480, 960, 1440, 1600)]
    assert all(f"/blog/a-page-is-a-folder/{name}" in html for name in names)


@pytest.mark.parametrize("starter", STARTERS)
def test_a_starter_has_a_file_in_every_folder(starter):
    """There is an example of each thing that a site may hold."""
    paths = site_files(starter, "Title")

    assert {".gitignore", "dodo.py", "pyproject.toml", "bengal.toml"} <= set(paths)
    tops = {path.partition("/")[0] for path in paths if "/" in path}
    assert {"content", "templates", "assets", "static", "data"} == tops


@pytest.mark.parametrize("starter", STARTERS)
def test_nothing_is_left_to_fill_in(starter):
    """No file has a placeholder, and none has been compiled."""
    files = site_files(starter, "Title")

    assert not [path for path, data in files.items() if re.search(rb"@[a-z]+@", data)]
    assert not [path for path in files if "__pycache__" in path]


def test_the_settings_shown_are_the_defaults():
    """A setting behind '#' in bengal.toml exists, and says what holds without it."""
    plain = site_files("docs", "Title")["bengal.toml"].decode()
    defaults = "".join(
        f"{line.removeprefix('# ')}\n"
        for line in plain.partition("# -- a menu")[0].splitlines()
        if line.startswith("[") or re.match(r"# \w+ = ", line)
    )

    shown = load_config(defaults, environ={})

    assert load_config("", environ={}) == shown


def test_the_examples_of_settings_hold():
    """What stands behind '#' at the end of bengal.toml may be switched on."""
    examples = site_files("docs", "Title")["bengal.toml"].decode().partition("# -- a menu")[2]
    code = [
        line.removeprefix("# ")
        for line in examples.splitlines()
        if re.match(r"(# )?(\[|\w+ = )", line)
    ]

    config = load_config("\n".join(code), environ={}, profile="draft")

    assert config.build.drafts
    assert "About" == config.menu.items["main"][0].name
    assert "Authors" in [taxonomy.title for taxonomy in config.taxonomies]
    assert config.params


def test_doit_finds_its_plugins_as_here():
    """A new site names the plugins that this repository names."""
    new = tomllib.loads(site_files("docs", "Title")["pyproject.toml"].decode())
    own = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))

    assert own["tool"]["doit"] == new["tool"]["doit"]
    assert ["bengal-tasks"] == new["project"]["dependencies"]


def test_a_file_that_is_there_stops_everything(tmp_path):
    """Nothing is overwritten, nothing else is written, and the message names the files."""
    (tmp_path / "static").mkdir()
    (tmp_path / "static/humans.txt").write_text("mine")
    (tmp_path / "dodo.py").write_text("mine")
    before = tree(tmp_path)

    with pytest.raises(SiteError) as caught:
        make_site(tmp_path, "docs")

    assert (
        f"{tmp_path}: nothing was written, because 2 files are there already: "
        "dodo.py, static/humans.txt\n\n"
        "hint: name a folder without them; what is in the way is never overwritten"
    ) == str(caught.value)
    assert before == tree(tmp_path)


def test_other_files_are_no_hindrance(tmp_path):
    """A folder with files of other names gets the site beside them."""
    (tmp_path / "README.md").write_text("mine")
    (tmp_path / "content").mkdir()

    paths = make_site(tmp_path, "minimal")

    assert {"README.md", *paths} == set(tree(tmp_path))


@pytest.mark.parametrize("kind", ["file", "link", "link to nothing"])
def test_a_parent_that_is_no_folder_is_in_the_way(kind, tmp_path):
    """Nothing is written through a link, or in the place of a file."""
    place = tmp_path / "site/content"
    place.parent.mkdir()
    if kind == "file":
        place.write_text("mine")
    elif kind == "link":
        (tmp_path / "elsewhere").mkdir()
        place.symlink_to(tmp_path / "elsewhere")
    else:
        place.symlink_to(tmp_path / "nowhere")
    before = tree(tmp_path)

    with pytest.raises(SiteError, match="1 file is there already: content"):
        make_site(tmp_path / "site", "blog")

    assert before == tree(tmp_path)


@pytest.mark.parametrize("title", ['Say "hello" \\ twice', "日本", "a # b = '''", "@name@"])
def test_any_title_becomes_a_valid_file(title):
    """A title with signs that mean something to TOML is the title of the site."""
    files = site_files("blog", title)

    assert title == load_config(files["bengal.toml"].decode(), environ={}).site.title
    assert tomllib.loads(files["pyproject.toml"].decode())["project"]["name"]


@pytest.mark.parametrize("title", ["two\nlines", "bell\x07", "half a pair \ud800"])
def test_a_title_is_text_of_one_line(title, tmp_path):
    """A title with control characters is refused before anything is written."""
    with pytest.raises(SiteError, match="the title must be text of one line"):
        make_site(tmp_path / "site", "docs", title)

    assert not (tmp_path / "site").exists()


def test_without_a_title_the_folder_gives_one(tmp_path):
    """The title is made of the name of the folder, also when that is '.'."""
    assert "My first site" == title_of(tmp_path / "my-first_site")
    assert "My site" == title_of(Path("/"))


def test_the_command_says_how_to_go_on(tmp_path, capsys):
    """The command writes the site with its title, and tells what to type next."""
    status = main(["new", str(tmp_path / "a b"), "--template", "minimal", "--title", "Mine"])

    assert 0 == status
    assert f"\n  cd '{tmp_path}/a b'\n  doit\n" in capsys.readouterr().out
    assert 'title = "Mine"' in (tmp_path / "a b/bengal.toml").read_text("utf-8")


def test_the_command_fails_with_one_message(tmp_path, capsys):
    """What stops the command is told in one message on the error stream, with status 1."""
    (tmp_path / "dodo.py").write_text("mine")
    (tmp_path / "file").write_text("mine")

    assert 1 == main(["new", str(tmp_path)])
    assert "1 file is there already: dodo.py" in capsys.readouterr().err
    assert 1 == main(["new", str(tmp_path / "file")])
    assert f"{tmp_path}/file: File exists\n" == capsys.readouterr().err


def test_without_a_command_there_is_help(capsys):
    """The help says that doit builds; --version says which version this is."""
    assert 0 == main([])
    assert "type doit to build" in capsys.readouterr().out
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert 0 == ended.value.code
    assert re.fullmatch(r"bengal-tasks [0-9.]+\n", capsys.readouterr().out)
