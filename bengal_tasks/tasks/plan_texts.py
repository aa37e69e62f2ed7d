"""Plan what others than people read: feeds, sitemap, robots.txt, search index, redirects."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from bengal_tasks.model.keys import METADATA
from bengal_tasks.model.rows import BLOG_TYPES, Row, text_of
from bengal_tasks.model.values import JSON
from bengal_tasks.tasks.plan import Plan
from bengal_tasks.tasks.plan_pages import BEFORE_PAGES, template_reads
from bengal_tasks.tasks.spec import Phase, TaskSpec


def text_specs(plan: Plan) -> Iterator[TaskSpec]:
    """Yield the tasks of feeds, sitemap, robots.txt, search index and redirects."""
    features = plan.config.features
    if features.rss:
        yield from _feeds(plan)
    if features.sitemap:
        yield _single(plan, "sitemap", "sitemap.xml", ["sitemap.xml"], "all URLs, for crawlers")
    if features.robots:
        yield _single(plan, "robots", "robots.txt", ["robots.txt"], "what crawlers may read")
    if features.search:
        yield _single(plan, "search", "search.json", [], "the text of all pages, for a search box")
    if features.redirects:
        yield from _redirects(plan)


def _feeds(plan: Plan) -> Iterator[TaskSpec]:
    for name, section in sorted(plan.index.sections.items()):
        if _has_feed(plan, name, section.row):
            yield _feed(plan, name, section.row)


def _has_feed(plan: Plan, name: str, row: Row) -> bool:
    outputs = cast("list[str]", row["outputs"] or [])
    if not name or "rss" in outputs or "atom" in outputs:
        return True
    return plan.config.features.section_feeds and text_of(row, "list_type") in BLOG_TYPES


def _feed(plan: Plan, name: str, row: Row) -> TaskSpec:
    form = plan.config.features.feed_format
    url = f"{text_of(row, 'url')}{form}.xml"
    title = (
        f"{text_of(row, 'title')} - {plan.config.site.title}" if name else plan.config.site.title
    )
    plan.feeds.append({"title": title, "url": url, "type": f"application/{form}+xml"})
    target = plan.claims.claim(url, f"the feed of {name or 'the site'}")
    return TaskSpec(
        family="feed",
        key=url,
        doc=f"the newest pages of {name or 'the site'} as {form}",
        action="feed",
        arguments={"url": url, "target": target, "section": name, "form": form},
        reads=(METADATA, *template_reads(plan, [f"{form}.xml"])),
        targets=(target,),
        after=BEFORE_PAGES,
        phase=Phase.PAGES,
    )


def _single(plan: Plan, family: str, name: str, templates: list[str], doc: str) -> TaskSpec:
    target = plan.claims.claim(f"/{name}", f"[features] {family}")
    return TaskSpec(
        family=family,
        key="",
        doc=f"{name}: {doc}",
        action=family,
        arguments={"target": target},
        reads=(METADATA, *template_reads(plan, templates)),
        targets=(target,),
        after=BEFORE_PAGES,
        phase=Phase.PAGES,
    )


def _redirects(plan: Plan) -> Iterator[TaskSpec]:
    for alias, key in sorted(plan.aliases.items()):
        if plan.claims.is_claimed(alias):
            continue  # real content wins over an alias
        target = plan.claims.claim(alias, f"an alias of {key}")
        arguments: dict[str, JSON] = {"key": key, "target": target}
        yield TaskSpec(
            family="redirect",
            key=alias,
            doc=f"{alias} leads to {text_of(plan.rows[key], 'url')}",
            action="redirect",
            arguments=arguments,
            reads=(METADATA, *template_reads(plan, ["redirect.html"])),
            targets=(target,),
            after=BEFORE_PAGES,
            phase=Phase.PAGES,
        )
