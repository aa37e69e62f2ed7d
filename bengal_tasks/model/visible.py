"""Visible: which pages are published now, by draft, publish date and expiry date."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from bengal_tasks.model.config import BuildSettings
from bengal_tasks.model.inventory import FoundPage
from bengal_tasks.model.rows import Row, text_of


def is_visible(page: FoundPage, build: BuildSettings, now: int) -> bool:
    """Tell whether *page* is published at *now* (seconds since the epoch)."""
    row = page.row
    if row is None:
        return False
    if row.get("draft") and not build.drafts:
        return False
    if not build.future and _moment(row, "publish_date", "date") > now:
        return False
    expires = _moment(row, "expiry_date")
    return build.expired or not expires or expires > now


def next_due(pages: Iterable[FoundPage], now: int) -> int:
    """Return when the next page appears or goes, in whole seconds; 0 for never."""
    moments = [
        _moment(page.row, *names)
        for page in pages
        if page.row is not None
        for names in (("publish_date", "date"), ("expiry_date",))
    ]
    return int(min((moment for moment in moments if moment > now), default=0))


def _moment(row: Row, *names: str) -> float:
    """Return the first of the dates *names* that the row has, in seconds; 0 without one."""
    for name in names:
        text = text_of(row, name)
        if text:
            found = datetime.fromisoformat(text)
            return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()
    return 0
