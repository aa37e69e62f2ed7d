"""The examples in the docstrings and on the page of the API: they run, and their types hold."""

from __future__ import annotations

import doctest
import importlib
import inspect
import pkgutil
import shutil
import sys
from pathlib import Path

import pytest
from mypy import api as mypy

from bengal_tasks import autodoc, cache, errors
from bengal_tasks.graph import build
from bengal_tasks.tasks.generators import declared_generators


ROOT = Path(__file__).parents[3]
PAGE = ROOT / "content/reference/api.md"
MODULES = [
    autodoc.__name__,
    build.__name__,
    errors.__name__,
    *(found.name for found in pkgutil.walk_packages(cache.__path__, f"{cache.__name__}.")),
]


def examples(name):
    """Return the docstrings of a module that have examples."""
    module = importlib.import_module(name)
    return [test for test in doctest.DocTestFinder().find(module) if test.examples]


@pytest.mark.parametrize("name", MODULES)
def test_docstrings(name, tmp_path, monkeypatch):
    """Every example gives what it says, in an empty folder."""
    for test in examples(name):
        place = tmp_path / test.name
        place.mkdir()
        monkeypatch.chdir(place)
        runner = doctest.DocTestRunner(optionflags=doctest.IGNORE_EXCEPTION_DETAIL)
        failed = runner.run(test).failed
        declared_generators().clear()

        assert 0 == failed


@pytest.mark.parametrize("name", [n for n in cache.__all__ if callable(getattr(cache, n))])
def test_every_name_has_an_example(name):
    """Each class and function of the API shows how it is used, in a docstring that is run."""
    thing = getattr(cache, name)
    found = [test for test in doctest.DocTestFinder().find(thing, name) if test.examples]

    assert found
    assert thing.__module__ in MODULES


@pytest.mark.parametrize("name", cache.__all__)
def test_every_part_is_described(name):
    """Each name, and each public method of a class, has a docstring and types."""
    thing = getattr(cache, name)
    own = vars(thing) if isinstance(thing, type) else {}
    parts = [thing, *(getattr(thing, part) for part in own if not part.startswith("_"))]
    called = [part for part in parts if inspect.isfunction(part) or inspect.ismethod(part)]

    assert all(inspect.getdoc(part) for part in (thing, *called))
    assert all("return" in inspect.get_annotations(part) for part in called)


def test_the_page(built, tmp_path, monkeypatch):
    """The page of the API is true of the sample site."""
    monkeypatch.chdir(shutil.copytree(built.root, tmp_path / "page"))

    result = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert (0, True) == (result.failed, result.attempted > 20)


def test_types(tmp_path):
    """A strict type checker has nothing to say about any example."""
    files = []
    for number, (header, sources) in enumerate(_sources()):
        file = tmp_path / f"example_{number}.py"
        file.write_text("\n".join(["from __future__ import annotations", header, *sources]))
        files.append(str(file))

    told, errors, status = mypy.run(
        ["--strict", "--config-file=", f"--cache-dir={ROOT / '.mypy_cache'}",
         f"--python-executable={sys.executable}", "--no-error-summary", *files]
    )  # fmt: skip
    assert ("", "", 0) == (told, errors, status)


_HEADER = """\
import datetime as dt
from dataclasses import asdict
from pathlib import Path
from typing import Any
from {name} import *
"""
"""What a docstring finds in its module."""


def _sources():
    for name in MODULES:
        for test in examples(name):
            yield _HEADER.format(name=name), [example.source for example in test.examples]
    page = doctest.DocTestParser().get_examples(PAGE.read_text("utf-8"))
    yield "", [example.source for example in page]
