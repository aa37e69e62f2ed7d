"""Rows and indexes of small sites."""

from __future__ import annotations

from typing import Any

import pytest

from bengal_tasks.model.index import Index


def _row(key: str, **fields: Any) -> dict[str, Any]:
    kind = "home" if key == "_index" else "section" if key.endswith("/_index") else "page"
    url = f"/{key.removesuffix('_index')}".rstrip("/") + "/"
    row = {"key": key, "kind": kind, "section": key.rpartition("/")[0], "url": url, "title": key}
    row |= {"source": f"{key}.md", "listed": True, "list_type": "doc", "in_menu": True}
    return row | {"nav_title": key, "taxonomies": {}, "params": {}} | fields


@pytest.fixture
def row():
    """Make a row of a page."""
    return _row


@pytest.fixture
def index():
    """Make an index of rows, with the sections that they need."""

    def make(*rows: dict[str, Any], sort: dict[str, str] | None = None) -> Index:
        pages = {row["key"]: row for row in rows}
        for name in [""] + [row["section"] for row in rows]:
            while True:
                key = f"{name}/_index" if name else "_index"
                pages.setdefault(key, _row(key, section=name))
                if not name:
                    break
                name = name.rpartition("/")[0]  # noqa: PLW2901 (on to the section above)
        taxonomies = {"tags": "/tags/"}
        return Index(
            {"pages": dict(sorted(pages.items())), "sort": sort or {}, "taxonomies": taxonomies}
        )

    return make
