"""The programs of a site: which modules belong to it."""

from __future__ import annotations

import sys
from types import ModuleType

from bengal_tasks.tasks.watched import programs


def module_at(place):
    """Return a module that was loaded from a file."""
    module = ModuleType("some")
    module.__file__ = str(place)
    return module


def test_programs(tmp_path, monkeypatch):
    """A loaded module of the site counts, a library or one beside the site does not."""
    root = tmp_path / "site"
    for name, path in (
        ("own", "site/tools/own.py"),
        ("library", "site/.venv/lib/library.py"),
        ("other", "site-two/other.py"),
    ):
        monkeypatch.setitem(sys.modules, f"test_watched_{name}", module_at(tmp_path / path))

    found = programs(root)

    assert ["dodo.py", "doit.cfg", "pyproject.toml", "tools/own.py"] == found
