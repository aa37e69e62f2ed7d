"""Parse the Markdown of one page into pieces and slots."""

from __future__ import annotations

from pathlib import Path
from posixpath import normpath

from bengal_tasks.actions.bench import Bench
from bengal_tasks.errors import ContentError, Place
from bengal_tasks.model.keys import parsed_path
from bengal_tasks.model.trace import Notice
from bengal_tasks.parse.front_matter import split_front_matter
from bengal_tasks.parse.heading import without_title
from bengal_tasks.parse.markdown import parse_body
from bengal_tasks.render.markdown import settings_from


def parse(bench: Bench, *, key: str, path: str, fault: str = "") -> None:
    """
    Write ``.bengal/parsed/KEY.json.zst``; a warning of the parser is an error under strict.

    *fault* is what the scan found wrong with the front matter; it is raised here, so that one
    broken page fails and the others are built.
    """
    if fault:
        bench.text(path)
        raise ContentError(fault)
    split = split_front_matter(bench.text(path), path=path)
    folder = path.rpartition("/")[0]
    parsed = parse_body(
        without_title(split.body, split.front.get("title")),
        source=path,
        first_line=split.body_line,
        settings=settings_from(bench.reads),
        include=lambda name: _included(bench, folder, name),
    )
    strict = bench.setting("build.strict") is True
    for notice in parsed.notices:
        if strict:
            raise ContentError(notice.message, Place(path, notice.line))
        bench.note(Notice(path, notice.line, notice.kind, notice.message))
    value = parsed.to_json()
    del value["notices"]
    bench.write_artefact(parsed_path(key), {"version": 1, **value})


def _included(bench: Bench, folder: str, name: str) -> str:
    """Return the text of an included file: beside the source, or ``/`` from the site's root."""
    place = name.removeprefix("/") if name.startswith("/") else f"{folder}/{name}"
    path = normpath(place)
    inside = (bench.root / path).resolve().is_relative_to(bench.root.resolve())
    if path.startswith("..") or not inside or "\0" in path or Path(path).is_absolute():
        raise ContentError(
            f"the file {name!r} lies outside the site", hint="copy it into the site's folder"
        )
    if path.startswith((".", "public/")):
        raise ContentError(f"the file {name!r} is hidden and cannot be included")
    try:
        return bench.text(path)
    except ContentError as error:
        raise ContentError(f"the included file {path} cannot be read") from error
