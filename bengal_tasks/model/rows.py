"""
The row: what the site knows of one page besides its body, as JSON.

Rows are made from front matter by the scan and kept in ``page_metadata.json.zst``.
Every section has a row too, with or without an ``_index.md``: its key ends in ``_index``.
"""

from __future__ import annotations

from typing import TypeAlias, cast

from bengal_tasks.model.values import JSON


Row: TypeAlias = dict[str, JSON]

BLOG_TYPES = frozenset({"blog", "archive"})
"""Types whose sections are lists by date, newest first, and cut into sheets."""

_LAST_WEIGHT = 999_999
_MISSING: JSON = None


def field_of(row: Row, name: str) -> JSON:
    """
    Return a field of a row: its own, a taxonomy's terms, or a free one (``params.x``, or ``x``).

    >>> field_of({"title": "A", "taxonomies": {"tags": ["x"]}, "params": {"mood": "good"}}, "tags")
    ['x']
    """
    if name in row:
        return row[name]
    taxonomies = cast("Row", row.get("taxonomies") or {})
    if name in taxonomies:
        return taxonomies[name]
    value: JSON = row.get("params") or {}
    for part in name.removeprefix("params.").split("."):
        if not isinstance(value, dict) or part not in value:
            return _MISSING
        value = value[part]
    return value


def site_path(row: Row, content: str) -> str:
    """
    Return the path of a page's source in the site, "" without one; *content* is the content folder.

    >>> site_path({"source": "a.md"}, "content"), site_path({"source": ""}, "content")
    ('content/a.md', '')
    """
    if "file" in row:  # a generator made it
        return text_of(row, "file")
    source = text_of(row, "source")
    return f"{content}/{source}" if source else ""


def terms_of(row: Row, taxonomy: str) -> list[str]:
    """Return the terms of *taxonomy* that the page carries, as it spells them."""
    taxonomies = cast("dict[str, list[str]]", row.get("taxonomies") or {})
    return taxonomies.get(taxonomy, [])


def text_of(row: Row, name: str) -> str:
    """Return a field as text, "" when it is missing."""
    value = row.get(name)
    return value if isinstance(value, str) else ""


def by_weight(row: Row) -> tuple[JSON, ...]:
    """Order by weight, then title, then key."""
    weight = row.get("weight")
    return (
        _LAST_WEIGHT if weight is None else weight,
        text_of(row, "title").casefold(),
        row["key"],
    )


def by_title(row: Row) -> tuple[JSON, ...]:
    """Order by title, then key."""
    return (text_of(row, "title").casefold(), row["key"])


def newest_first(rows: list[Row]) -> list[Row]:
    """Return the rows by date, newest first; undated ones last; equal dates by key."""
    dated = sorted((r for r in rows if r.get("date")), key=lambda r: text_of(r, "key"))
    dated.sort(key=lambda r: text_of(r, "date"), reverse=True)
    return dated + sorted((r for r in rows if not r.get("date")), key=by_weight)


def section_order(rows: list[Row], kind: str, sort: dict[str, str]) -> list[Row]:
    """Return the pages of a section of type *kind* in the order of its list and neighbours."""
    if kind in BLOG_TYPES or kind == "changelog" or sort.get("by") == "date":
        ordered = newest_first(rows)
        return ordered[::-1] if sort.get("order") == "asc" and kind not in BLOG_TYPES else ordered
    key = by_title if sort.get("by") == "title" else by_weight
    return sorted(rows, key=key, reverse=sort.get("order") == "desc")
