"""
Find the Markdown sources of a site and make their rows.

A row is a function of four things: the source's bytes, the cascade above it, the settings that
shape rows, and the files of its bundle. Together they are its *basis*; while it stays, the row is
taken from the memo of the last build.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import cast

from bengal_tasks.errors import ContentError, Place
from bengal_tasks.model.config import Config
from bengal_tasks.model.digest import digest_of_value
from bengal_tasks.model.inventory import FoundPage, Generated
from bengal_tasks.model.keys import page_key
from bengal_tasks.model.rows import Row
from bengal_tasks.model.values import JSON
from bengal_tasks.parse.front_matter import (
    apply_cascade,
    split_front_matter,
    validate_front_matter,
)
from bengal_tasks.parse.heading import leading_heading
from bengal_tasks.scan.rows import row_of
from bengal_tasks.store.table import FileTable


Memo = dict[str, dict[str, JSON]]


@dataclass(frozen=True, slots=True)
class ContentScan:
    """What the scan of the content folder needs at hand."""

    config: Config
    table: FileTable
    memo: Memo
    settings: str
    generated: Mapping[str, Generated] = field(default_factory=dict)


def find_pages(
    scan: ContentScan, sources: list[str], resources: dict[str, list[str]]
) -> list[FoundPage]:
    """
    Return the pages of *sources* (paths below the content folder), sorted by key.

    *resources* maps the folder of a bundle to the names of its files.
    """
    shared = _folders_with_pages(sources)
    cascades: dict[str, JSON] = {}
    pages: list[FoundPage] = []
    for source in sorted(sources, key=_sections_first):
        key = _key(source, shared)
        above = _cascades_above(key, cascades)
        page = _find(scan, source, key, above, resources.get(_bundle(source), []))
        own = scan.memo[page.path].get("cascade")
        if own and _is_index(key):
            cascades[key.removesuffix("_index").rstrip("/")] = own
        pages.append(page)
    return sorted(pages, key=lambda page: page.key)


def _folders_with_pages(sources: list[str]) -> set[str]:
    """Return the folders with Markdown besides an ``index.md``: there it is the section's page."""
    folders: set[str] = set()
    for source in sources:
        pure = PurePosixPath(source)
        first = pure.parent if pure.stem != "index" else pure.parent.parent
        folders.update(str(folder) for folder in (first, *first.parents))
    return folders


def _key(source: str, shared: set[str]) -> str:
    folder, _, name = source.rpartition("/")
    if name == "index.md" and (not folder or folder in shared):
        return f"{folder}/_index" if folder else "_index"
    return page_key(source)


def _bundle(source: str) -> str:
    folder, _, name = source.rpartition("/")
    return folder if name in {"index.md", "_index.md"} else ""


def _is_index(key: str) -> bool:
    return key == "_index" or key.endswith("/_index")


def _sections_first(source: str) -> tuple[int, str]:
    """Order sections before what they cascade to: by depth, the index before its siblings."""
    depth = source.count("/") * 2
    return (depth if source.endswith("index.md") else depth + 1, source)


def _cascades_above(key: str, cascades: dict[str, JSON]) -> list[dict[str, JSON]]:
    if not cascades:
        return []
    parts = key.split("/")[:-1]
    folders = ["", *("/".join(parts[: n + 1]) for n in range(len(parts)))]
    own = key.removesuffix("_index").rstrip("/") if _is_index(key) else None
    return [cast("dict[str, JSON]", cascades[f]) for f in folders if f in cascades and f != own]


def _find(
    scan: ContentScan, source: str, key: str, above: list[dict[str, JSON]], files: list[str]
) -> FoundPage:
    made = scan.generated.get(source)
    path = made.path if made else f"{scan.config.build.content_dir}/{source}"
    basis = _basis(scan, path, key, above, files)
    known = scan.memo.get(path, {})
    if known.get("basis") != basis or not _is_sound(known):
        known = _read(scan, (source, key, path), above, files)
        # An edit between the two looks at the file leaves a row that is not kept.
        same = scan.table.digest_now(path) == scan.table.digest(path)
        scan.memo[path] = {**known, "basis": basis if same else ""}
    return FoundPage(
        path=path,
        key=key,
        row=cast("Row | None", known.get("row")),
        row_digest=str(known.get("row_digest", "")),
        error=str(known.get("error", "")),
        origin=made.origin if made else "",
    )


def _is_sound(known: dict[str, JSON]) -> bool:
    """Tell whether the row is the one that its digest was taken of."""
    return "row" not in known or known.get("row_digest") == digest_of_value(known["row"])


def _basis(
    scan: ContentScan, path: str, key: str, above: list[dict[str, JSON]], files: list[str]
) -> str:
    """Return what the row of a page is a function of, as text."""
    cascade = digest_of_value(cast("JSON", above)) if above else ""
    # A folder "p" with a file "q" is not the files "p" and "q": no name has a NUL.
    names = "\0".join(files)
    return f"{scan.table.digest(path)}:{cascade}:{scan.settings}:{key}:{names}"


def _read(
    scan: ContentScan, names: tuple[str, str, str], above: list[dict[str, JSON]], files: list[str]
) -> dict[str, JSON]:
    source, key, path = names
    try:
        split = split_front_matter(_text(scan.table.locate(path), path), path=path)
        merged = replace(split, front=apply_cascade(split.front, above))
        front = validate_front_matter(
            merged, path=path, taxonomies=tuple(t.name for t in scan.config.taxonomies)
        )
        if not front.title:
            front = replace(front, title=leading_heading(split.body)[0])
        row = row_of(front, scan.config, source=source, key=key)
    except ContentError as error:
        kept = scan.memo.get(path, {})
        return {
            **{k: kept[k] for k in ("row", "row_digest", "cascade") if k in kept},
            "error": str(error),
        }
    row["resources"] = list(files)
    if source in scan.generated:
        row["file"] = path
    cascade = split.front.get("cascade")
    return {
        "row": row,
        "row_digest": digest_of_value(row),
        **({"cascade": cascade} if cascade else {}),
    }


def _text(place: str, path: str) -> str:
    try:
        return Path(place).read_text("utf-8")
    except UnicodeDecodeError as error:
        raise ContentError(
            "the file is not UTF-8 text", Place(path), hint="save it with the encoding UTF-8"
        ) from error
    except OSError as error:
        raise ContentError(f"the file cannot be read: {error.strerror}", Place(path)) from error
