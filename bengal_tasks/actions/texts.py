"""Write what readers other than people ask for: feeds, sitemap, robots.txt, redirects, search."""

from __future__ import annotations

import json
from typing import cast

from bengal_tasks.actions.bench import Bench
from bengal_tasks.errors import Place
from bengal_tasks.model.entries import MISSING
from bengal_tasks.model.keys import URLS
from bengal_tasks.model.query import Query


def feed(bench: Bench, *, url: str, target: str, section: str, form: str) -> None:
    """Write the feed of a section ("" for the site) as ``rss`` or ``atom``."""
    from bengal_tasks.render.pages import Pages  # noqa: PLC0415 (Jinja is slow to load)
    from bengal_tasks.render.sections import SectionView  # noqa: PLC0415

    scope = bench.scope("", url)
    scope.away = True
    start = Query.of("tree", section) if section else Query.of("pages")
    limit = scope.setting("features.feed_limit")
    query = start.then("where", "date", "!=", None).then("where", "in_feeds", "==", True)  # noqa: FBT003
    pages = Pages(scope, query.then("sort_by", "date", True).then("limit", limit))  # noqa: FBT003
    environment = bench.shop.environment
    context = {
        "pages": pages,
        "section": SectionView(scope, section),
        "feed_url": scope.permalink(url),
        "full": scope.setting("features.feed_content") == "full",
    }
    name = environment.pick([f"{form}.xml"], Place(url))
    bench.write(target, environment.render(name, context).encode())


def sitemap(bench: Bench, *, target: str) -> None:
    """Write ``sitemap.xml``: pages that want to be found, and listings."""
    from bengal_tasks.render.pages import Pages  # noqa: PLC0415 (Jinja is slow to load)

    scope = bench.scope("", "/sitemap.xml")
    listings = scope.reads.entry(URLS, "listings")
    found = [] if listings is MISSING else cast("list[str]", listings)
    context = {
        "pages": Pages(scope, Query.of("all").then("where", "in_sitemap", "==", True)),  # noqa: FBT003
        "listings": [scope.permalink(url) for url in found],
    }
    environment = bench.shop.environment
    name = environment.pick(["sitemap.xml"], Place("/sitemap.xml"))
    bench.write(target, environment.render(name, context).encode())


def robots(bench: Bench, *, target: str) -> None:
    """Write ``robots.txt``."""
    scope = bench.scope("", "/robots.txt")
    environment = bench.shop.environment
    name = environment.pick(["robots.txt"], Place("/robots.txt"))
    context: dict[str, object] = {"sitemap": scope.setting("features.sitemap") is True}
    bench.write(target, environment.render(name, context).encode())


def redirect(bench: Bench, *, key: str, target: str) -> None:
    """Write a page at an old URL that leads to the page *key*."""
    from bengal_tasks.render.pages import PageView  # noqa: PLC0415 (Jinja is slow to load)

    scope = bench.scope("", "/")
    page = PageView(scope, key)
    environment = bench.shop.environment
    name = environment.pick(["redirect.html"], Place(target))
    bench.write(target, environment.render(name, {"to": page}).encode())


def search(bench: Bench, *, target: str) -> None:
    """Write ``search.json``: URL, title, description, section, tags and text of each page."""
    from bengal_tasks.render.pages import Pages  # noqa: PLC0415 (Jinja is slow to load)

    scope = bench.scope("", "/search.json")
    pages = Pages(scope, Query.of("all").then("where", "in_search", "==", True))  # noqa: FBT003
    rows = [
        {
            "url": page.url,
            "title": page.title,
            "description": page.description,
            "section": page.peek("section"),
            "tags": page.tags or [],
            "text": page.text or "",
        }
        for page in pages
    ]
    text = json.dumps({"version": 1, "pages": rows}, ensure_ascii=False, sort_keys=True)
    bench.write(target, f"{text}\n".encode())
