"""The state folder as the API sees it: which page is which source, and how a path is spelled."""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from pathlib import Path
from typing import Any, cast
from urllib.parse import unquote

from bengal_tasks.cache.compression import load_tolerantly
from bengal_tasks.model.keys import STATE_DIR, task_name
from bengal_tasks.model.rows import Row, site_path, text_of
from bengal_tasks.store.shapes import Check, is_text, list_of, table_of


_ROW: dict[str, Check] = {
    "aliases": list_of(is_text),
    "params": lambda value: type(value) is dict,
    "taxonomies": table_of(list_of(is_text)),
    "weight": lambda value: value is None or type(value) in {int, float},
}
"""Fields of a row that are not texts, or may be; a text of another kind counts as none."""


class StateFolder:
    """
    The folder that an artefact lies in, with what its neighbours say; all of it read when asked.

    The site is the folder above ``.bengal``; a file that lies elsewhere has the folder it lies in.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        place = folder.absolute()
        self.root = place.parent if place.name == STATE_DIR else place

    def artefact(self, name: str) -> dict[str, Any]:
        """Return the artefact *name* of this folder; empty when it is missing or damaged."""
        return load_tolerantly(self.folder / f"{name}.json.zst")

    @cached_property
    def rows(self) -> dict[str, Row]:
        """The row of each page by its key; sections without a page of their own are in it too."""
        return rows_of(self.artefact("page_metadata").get("pages"))

    @cached_property
    def content(self) -> str:
        """The content folder, as the last build had it."""
        return str(self._build.get("content_dir") or "content")

    @cached_property
    def output(self) -> str:
        """The output folder, as the last build had it; it may be several folders deep."""
        return str(self._build.get("output_dir") or "public")

    @cached_property
    def _build(self) -> dict[str, Any]:
        build = self.artefact("config").get("build")
        return build if isinstance(build, dict) else {}

    @cached_property
    def sources(self) -> dict[str, str]:
        """The source of each page by its key: ``content/blog/a.md`` for ``blog/a``."""
        return source_paths(self.rows, self.content)

    @cached_property
    def keys(self) -> dict[str, str]:
        """The key of each page by its source."""
        return {source: key for key, source in self.sources.items()}

    def page_of(self, task: str) -> str:
        """Return what a task renders: the source, or the URL of what has none."""
        key = self._by_task.get(task)
        url = unquote(task.partition(":")[2])  # task names have no other percent signs than escapes
        return self.sources.get(key if key is not None else self._by_url.get(url, ""), url)

    @cached_property
    def _by_task(self) -> dict[str, str]:
        return {task_name("page", key): key for key in self.rows}

    @cached_property
    def _by_url(self) -> dict[str, str]:
        return {text_of(row, "url"): key for key, row in self.rows.items()}

    def spelled(self, path: Path | str) -> str:
        """
        Return *path* as artefacts have it: relative to the site, with slashes.

        A text that begins with a slash and is no file of the site is a URL, and stays as it is.
        """
        text = path if isinstance(path, str) else path.as_posix()
        for start in self._starts if text.startswith("/") else ():
            if text.startswith(start):
                return text[len(start) :]
        return text.removeprefix("./")

    @cached_property
    def _starts(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(f"{r.as_posix()}/" for r in (self.root, self.root.resolve())))

    def place(self, spelled: str) -> Path:
        """Return where the file is that artefacts call *spelled*."""
        return self.root / spelled


def source_paths(rows: dict[str, Row], content: str) -> dict[str, str]:
    """Return the source of each row that has one, by key."""
    found = {key: site_path(row, content) for key, row in rows.items()}
    return {key: path for key, path in found.items() if path}


def rows_of(pages: object) -> dict[str, Row]:
    """Return the rows of a metadata artefact by key; what is not built like a row is left out."""
    return {key: row for key, row in as_table(pages).items() if _is_row(row)}


def _is_row(row: object) -> bool:
    if not isinstance(row, dict) or not is_text(row.get("kind")):
        return False
    try:
        dt.datetime.fromisoformat(row.get("date") or "1970-01-01")
    except (TypeError, ValueError):
        return False
    return all(check(row[name]) for name, check in _ROW.items() if name in row)


def as_list(value: object) -> list[Any]:
    """Return a list as it is, and an empty one for anything else."""
    return value if isinstance(value, list) else []


def texts_in(value: object) -> list[str]:
    """Return the texts of a list in their order; none for anything else."""
    return [text for text in as_list(value) if type(text) is str]


def as_table(value: object) -> dict[str, Any]:
    """Return a table as it is, and an empty one for anything else."""
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}
