"""Stylesheets by name, bundled and read back as text."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from bengal_tasks.assets.css.bundle import bundle
from bengal_tasks.assets.css.reading import CssOptions, Reader, Stylesheet
from bengal_tasks.model.code import Code


def text_of(code: Code) -> str:
    """Return code with the name of each hole in brackets, so that a test sees it."""
    return "".join(
        part if isinstance(part, str) else f"[{part.name}{part.tail}]" for part in code.fragments
    )


def reader_of(files: Mapping[str, str]) -> Reader:
    """Return a reader of stylesheets that are given by name."""

    def read(name: str) -> Stylesheet | None:
        return Stylesheet(f"assets/{name}", files[name]) if name in files else None

    return read


class Bundled:
    """One bundle, with its text on one line."""

    def __init__(self, files: Mapping[str, str], name: str, options: CssOptions) -> None:
        self.code = bundle(name, reader_of(files), options)
        self.raw = text_of(self.code)
        self.text = " ".join(self.raw.split())
        self.messages = [str(notice) for notice in self.code.notices]


@pytest.fixture
def bundled() -> Callable[..., Bundled]:
    """Bundle `css/site.css` of the given files; a text alone is that file."""

    def make(files: Mapping[str, str] | str, name: str = "css/site.css", **options) -> Bundled:
        given = {name: files} if isinstance(files, str) else files
        return Bundled(given, name, CssOptions(**options))

    return make
