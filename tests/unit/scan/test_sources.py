"""The sources of a generator: what a pattern matches."""

from __future__ import annotations

import pytest

from bengal_tasks.scan.sources import folders_of, matching


FILES = ("src/a.py", "src/b.txt", "src/sub/a.py", "src/sub/deep/c.py", "src/x.py.bak", "a.py")
HIDDEN = ("src/.git/h.py", "src/__pycache__/p.py", "src/.hidden.py")


@pytest.fixture
def tree(tmp_path):
    """Return a folder with some files."""
    for path in (*FILES, *HIDDEN):
        place = tmp_path / "site" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text("x", "utf-8")
    return tmp_path / "site"


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("src/**/*.py", ["src/a.py", "src/sub/a.py", "src/sub/deep/c.py"]),
        ("src/*.py", ["src/a.py"]),
        ("src/*/a.py", ["src/sub/a.py"]),
        ("src/**/deep/*.py", ["src/sub/deep/c.py"]),
        ("src/sub/**", ["src/sub/a.py", "src/sub/deep/c.py"]),
        ("src/?.*", ["src/a.py", "src/b.txt", "src/x.py.bak"]),
        ("src/a.py", ["src/a.py"]),
        ("nope/*.py", []),
    ],
)
def test_matching(tree, pattern, found):
    """A star is within a name, two are any number of folders; hidden files are left out."""
    assert found == matching(tree, [pattern])


def test_beside_the_site(tree):
    """A pattern may lead out of the folder of the site, to the code beside it."""
    other = tree.parent / "code"
    other.mkdir()
    (other / "m.py").write_text("x", "utf-8")

    assert ["../code/m.py"] == matching(tree, ["../code/*.py"])


def test_folders(tree):
    """All folders below the first wildcard are looked into."""
    assert ["src", "src/sub", "src/sub/deep"] == folders_of(tree, ["src/**/*.py"])
