"""Fill: the holes of a code get their URLs, and the mappings move along."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from urllib.parse import quote

from bengal_tasks.model.code import Code, Mapping, Reference


UrlOf = Callable[[Reference], str | None]
"""The URL for a hole without its tail, or nothing when there is no such asset."""


def fill(code: Code, url_of: UrlOf) -> tuple[str, tuple[Mapping, ...]]:
    """
    Return the text of *code* with its holes filled, and its mappings with their new offsets.

    A hole that gets no URL keeps what was written. A mapping where a hole is comes after it.
    """
    parts: list[str] = []
    places: list[int] = []
    shifts: list[int] = [0]
    length = 0
    for fragment in code.fragments:
        if isinstance(fragment, str):
            parts.append(fragment)
            length += len(fragment)
        else:
            parts.append(_filled(fragment, url_of(fragment)))
            places.append(length)
            shifts.append(shifts[-1] + len(parts[-1]))
    return "".join(parts), tuple(
        Mapping(m.offset + shifts[bisect_right(places, m.offset)], m.source, m.line, m.column)
        for m in code.mappings
    )


def _filled(reference: Reference, url: str | None) -> str:
    if url is not None:
        return url + reference.tail
    written = reference.written
    return written if written.endswith(reference.tail) else written + reference.tail


def url_from(folder: str, reference: Reference, published: str, base_path: str = "") -> str:
    """
    Return the URL of the *published* path for what is published in *folder*.

    It is relative, and begins with a dot if it was written so: a name alone is no URL where
    modules are imported. What was written from the root on gets the base path before it.
    """
    if reference.rooted:
        return f"{base_path}/{quote(published)}"
    relative = _relative(published.split("/"), folder.split("/") if folder else [])
    dot = "./" if reference.written.startswith(".") and not relative.startswith("../") else ""
    return quote(dot + relative)


def _relative(path: list[str], folder: list[str]) -> str:
    common = 0
    while common < min(len(folder), len(path) - 1) and path[common] == folder[common]:
        common += 1
    return "/".join([".."] * (len(folder) - common) + path[common:])
