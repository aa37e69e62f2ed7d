"""A page in other forms than HTML: JSON and plain text."""

from __future__ import annotations

import json

from bengal_tasks.render.filters import date_iso, strip_html
from bengal_tasks.render.pages import PageView
from bengal_tasks.render.scope import Scope


def page_as_json(scope: Scope, key: str) -> str:
    """Return the page as JSON: what it is about, and its text."""
    page = PageView(scope, key)
    value = {
        "url": page.url,
        "title": page.title,
        "description": page.description,
        "date": date_iso(page.date) or None,
        "section": page.peek("section"),
        "tags": page.tags or [],
        "excerpt": strip_html(page.summary),
        "plain_text": page.text or "",
        "word_count": page.word_count or 0,
        "reading_time": page.reading_time or 0,
    }
    return json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def page_as_text(scope: Scope, key: str) -> str:
    """Return the page as plain text: title, URL, text."""
    page = PageView(scope, key)
    return f"{page.title}\n{page.permalink}\n\n{page.text or ''}\n"
