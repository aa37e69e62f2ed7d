"""
Query indexes: the pages of the site by section, author, category and date, and by the user's keys.

An index is a function of the rows, so a page that is gone is in none of them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from typing import TypeAlias, cast

from bengal_tasks.model.index import Index
from bengal_tasks.model.rows import Row, terms_of, text_of
from bengal_tasks.model.values import JSON


VERSION = 1
"""Raise it when a field of an entry changes its meaning."""

HASH_LENGTH = 16
"""Hex digits of an entry's content hash."""

KeyRow: TypeAlias = tuple[str, dict[str, JSON]]
"""A key that a page is found under, and what is to be known of the key."""

KeysOf: TypeAlias = Callable[[Row], Iterable[KeyRow]]


def index_value(name: str, found: Iterable[tuple[str, dict[str, JSON], str]]) -> JSON:
    """
    Return the value of an index artefact from (key, metadata, page key), in the order of pages.

    The first page of a key says its metadata; an empty key is left out.
    """
    entries: dict[str, dict[str, JSON]] = {}
    pages: dict[str, list[str]] = {}
    for key, metadata, page in found:
        if key:
            entries.setdefault(key, {"key": key, "metadata": cast("JSON", metadata)})
            pages.setdefault(key, []).append(page)
    for key, entry in entries.items():
        own = list(dict.fromkeys(pages[key]))
        entry["page_paths"] = cast("JSON", own)
        entry["content_hash"] = content_hash(own)
    return {
        "version": VERSION,
        "name": name,
        "keys": cast("JSON", sorted(entries)),
        "entries": cast("JSON", dict(sorted(entries.items()))),
    }


def content_hash(pages: Iterable[str]) -> str:
    """
    Return the hash of a set of page keys: 16 hex digits; their order does not count.

    >>> content_hash(["b", "a"]) == content_hash(["a", "b"])
    True
    """
    text = json.dumps(sorted(pages), ensure_ascii=False)
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:HASH_LENGTH]


def by_keys(index: Index, keys_of: KeysOf) -> Iterator[tuple[str, dict[str, JSON], str]]:
    """Yield what `index_value` wants for the keys of every listed page, newest first."""
    for page in index.listed:
        for key, metadata in keys_of(index.rows[page]):
            yield key, metadata, page


def _sections(index: Index) -> Iterator[tuple[str, dict[str, JSON], str]]:
    for name, section in sorted(index.sections.items()):
        for page in section.pages:
            yield name or "/", {"title": section.row.get("title")}, page


def authors_of(row: Row) -> Iterator[KeyRow]:
    """Yield the authors of a page."""
    for name in cast("list[str]", row.get("authors") or []):
        yield name, {}


def categories_of(row: Row) -> Iterator[KeyRow]:
    """Yield the categories of a page, lower-case, with the name as it is shown."""
    own = cast("Row", row.get("params") or {}).get("category")
    names = [*terms_of(row, "categories"), *([own] if isinstance(own, str) else [])]
    for name in names:
        yield name.strip().lower(), {"display_name": name.strip()}


def dates_of(row: Row) -> Iterator[KeyRow]:
    """Yield the year and the month of a page with a date: ``2026`` and ``2026-03``."""
    date = text_of(row, "date")
    if date:
        year, month = date[:4], date[5:7]
        yield year, {"type": "year", "year": int(year)}
        yield f"{year}-{month}", {"type": "month", "year": int(year), "month": int(month)}


BUILT_IN: dict[str, Callable[[Index], Iterable[tuple[str, dict[str, JSON], str]]]] = {
    "author": lambda index: by_keys(index, authors_of),
    "category": lambda index: by_keys(index, categories_of),
    "date_range": lambda index: by_keys(index, dates_of),
    "section": _sections,
}
"""The indexes that every site has, by name."""
