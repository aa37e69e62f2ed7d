"""Reasons as a person reads them; the one place that words dependencies."""

from __future__ import annotations

import json

from bengal_tasks.model.keys import (
    ENVIRONMENT,
    FRONT_MATTER,
    METADATA,
    NAMES,
    STATE_DIR,
    is_generated,
    split_dependency,
)
from bengal_tasks.model.reason import Reason


_PARTS = {FRONT_MATTER[1:]: "the front matter", NAMES[1:]: "the names of the functions"}

_NAMES = {
    "config": "setting",
    "data": "data",
    "page_metadata": "front matter",
    "taxonomy_index": "term",
    "sections": "section",
    "menus": "menu",
    "urls": "URL",
}


def told(reason: Reason) -> str:
    """Return a reason as one sentence without its period."""
    return f"{named(reason.about)} {reason.cause.value}" if reason.about else reason.cause.value


def named(dependency: str) -> str:
    """
    Return a dependency in words.

    >>> named(".bengal/config.json.zst#site.title")
    'setting site.title'
    """
    path, entry = split_dependency(dependency)
    if path.startswith(ENVIRONMENT):
        return f"environment variable {path.removeprefix(ENVIRONMENT)}"
    if not path.startswith(f"{STATE_DIR}/") or is_generated(path):
        return f"{_PARTS[entry]} of {path}" if entry else path
    return query_text(entry) if path == METADATA and entry else _artefact(path, entry)


def _artefact(path: str, entry: str) -> str:
    name = path.removeprefix(f"{STATE_DIR}/").removesuffix(".json.zst")
    folder, _, rest = name.partition("/")
    if folder == "parsed":
        return f"the body of {rest}" + (f" ({entry})" if entry else "")
    if folder in {"templates", "assets"}:
        return f"{folder.removesuffix('s')} {rest}"
    if folder == "indexes":
        key = entry.removeprefix("entries/").rpartition("!")[0] or entry
        return f"the index {rest} ({key})" if entry else f"the index {rest}"
    return f"{_NAMES.get(name, name)} {entry.lstrip('/')}".strip()


def query_text(entry: str) -> str:
    """
    Return a query as a template would have it.

    >>> query_text('?[["section","blog"],["limit",5]]!title,url')
    'section("blog").limit(5): title, url'
    """
    steps, _, fields = entry.removeprefix("?").rpartition("!")
    try:
        calls = [
            f"{name}({', '.join(json.dumps(a, ensure_ascii=False) for a in arguments)})"
            for name, *arguments in json.loads(steps)
        ]
    except (ValueError, TypeError):
        return entry
    shown = {"": "which pages", "#": "how many"}.get(fields, fields.replace(",", ", "))
    return f"{'.'.join(calls).replace('()', '')}: {shown}"
