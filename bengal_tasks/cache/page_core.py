"""The page core: what is known of a page without reading it."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass, field
from typing import Any, cast

from bengal_tasks.model.rows import Row, terms_of, text_of


UNTITLED = "Untitled"
"""The title of a page that has none."""

_LISTS = ("tags", "aliases")
_OTHERS: dict[str, type] = {"source_path": str, "weight": int, "props": dict}


@dataclass
class PageCore:
    """
    The metadata of one page, in JSON primitives but for the date.

    *source_path* is relative to the site, *section* the folder that lists the page, *props* what
    the front matter says beyond the known fields, *file_hash* the digest of the source as the last
    build read it.

    >>> from dataclasses import asdict
    >>> core = PageCore("content/a.md", "", date=dt.datetime(2026, 3, 1), tags=["x"])
    >>> core.title, core.to_cache_dict()["date"]
    ('Untitled', '2026-03-01T00:00:00')
    >>> PageCore.from_cache_dict(core.to_cache_dict()) == core == PageCore(**asdict(core))
    True
    """

    source_path: str
    title: str
    date: dt.datetime | None = None
    tags: list[str] = field(default_factory=list)
    slug: str | None = None
    weight: int | None = None
    lang: str | None = None
    nav_title: str | None = None
    type: str | None = None
    variant: str | None = None
    description: str | None = None
    props: dict[str, Any] = field(default_factory=dict)
    section: str | None = None
    file_hash: str | None = None
    aliases: list[str] = field(default_factory=list)
    version: str | None = None

    def __post_init__(self) -> None:
        self.title = self.title or UNTITLED

    def to_cache_dict(self) -> dict[str, Any]:
        """Return the fields; the date as ISO text."""
        return asdict(self) | {"date": self.date.isoformat() if self.date else None}

    @classmethod
    def from_cache_dict(cls, data: dict[str, Any]) -> PageCore:
        """
        Return the page that *data* was made of; unknown keys are left out.

        Raises KeyError without a source path or a title, ValueError for a date that is none,
        TypeError, with the name of the field, for a value of another kind.
        """
        known = {name: data[name] for name in cls.__dataclass_fields__ if name in data}
        for name, value in known.items():
            if not _fits(name, value):
                raise TypeError(f"{name}: {value!r} is of another kind")
        source, title = known.pop("source_path"), known.pop("title")
        date = known.pop("date", None)
        moment = dt.datetime.fromisoformat(date) if date else None
        return cls(source_path=source, title=title, date=moment, **known)

    @classmethod
    def from_row(cls, row: Row, source_path: str, file_hash: str | None = None) -> PageCore:
        """Return the core of a page by its row in ``page_metadata.json.zst``."""
        date = text_of(row, "date")
        return cls(
            source_path=source_path,
            title=text_of(row, "title"),
            date=dt.datetime.fromisoformat(date) if date else None,
            tags=list(terms_of(row, "tags")),
            slug=text_of(row, "url").rstrip("/").rpartition("/")[2] or None,
            weight=cast("int | None", row.get("weight")),
            nav_title=text_of(row, "nav_title") or None,
            type=text_of(row, "type") or None,
            description=text_of(row, "description") or None,
            props=cast("dict[str, Any]", row.get("params") or {}),
            section=text_of(row, "section") or None,
            file_hash=file_hash,
            aliases=cast("list[str]", row.get("aliases") or []),
        )


def _fits(name: str, value: object) -> bool:
    if name in _LISTS:
        return isinstance(value, list) and all(isinstance(member, str) for member in value)
    if value is None:
        return name not in {"source_path", "props"}
    return isinstance(value, _OTHERS.get(name, str))
