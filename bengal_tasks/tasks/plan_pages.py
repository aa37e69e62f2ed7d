"""Plan what is rendered: pages, sections cut into sheets, taxonomies and their terms, the 404."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from bengal_tasks.model.config import Taxonomy
from bengal_tasks.model.index import Term
from bengal_tasks.model.keys import METADATA, entry, parsed_path, template_path
from bengal_tasks.model.lookup import candidates, taxonomy_candidates, term_candidates
from bengal_tasks.model.rows import BLOG_TYPES, Row, site_path, text_of
from bengal_tasks.model.values import JSON
from bengal_tasks.scan.templates import closure
from bengal_tasks.tasks.plan import Plan
from bengal_tasks.tasks.spec import Phase, TaskSpec


BEFORE_PAGES = ("config", "data", "metadata", "taxonomy", "sections", "menus", "urls")
"""What every rendering may read; these tasks are few and quick."""


def page_specs(plan: Plan) -> Iterator[TaskSpec]:
    """Yield a task for every page and every sheet of a listing."""
    for key, row in plan.rows.items():
        if row["kind"] == "page":
            yield _page(plan, key, row)
        else:
            yield from _section(plan, key, row)
    for taxonomy in plan.config.taxonomies:
        terms = plan.index.terms[taxonomy.name]
        if terms:
            yield _taxonomy(plan, taxonomy)
        for term in terms.values():
            yield from _term(plan, taxonomy, term)
    if plan.config.features.not_found:
        target = plan.claims.claim("/404.html", "[features] not_found")
        arguments: dict[str, JSON] = {"url": "/404.html", "target": target}
        names = ["404.html", "page.html"]
        yield _listing(
            plan, "not_found", arguments, names, doc="the page for a URL that is not there"
        )


def owner_of(plan: Plan, row: Row) -> str:
    """Return who claims the URL of a row: its source, or what it is made from."""
    content = plan.config.build.content_dir
    return site_path(row, content) or f"{content}/{text_of(row, 'section')}".rstrip("/")


def template_reads(plan: Plan, names: list[str]) -> tuple[str, ...]:
    """Return the templates that will be read, by a static scan, and the names tried before."""
    templates = plan.inventory.templates
    chosen = next((name for name in names if name in templates), None)
    tried = names[: names.index(chosen)] if chosen else names
    found = closure((chosen,), templates) if chosen else ()
    return tuple(entry(template_path(name), "code") for name in (*tried, *found))


def _page(plan: Plan, key: str, row: Row) -> TaskSpec:
    url, owner = text_of(row, "url"), owner_of(plan, row)
    outputs = cast("list[str] | None", row["outputs"])
    kinds = ["html"] if outputs is None else outputs
    if outputs is None and plan.config.features.json:
        kinds = ["html", "json"]
    target = plan.claims.claim(url, owner) if "html" in kinds else ""
    base = url if url.endswith("/") else f"{url.removesuffix('.html')}."
    others: dict[str, JSON] = {
        kind: plan.claims.claim(f"{base}{_OUTPUTS[kind] if base.endswith('/') else kind}", owner)
        for kind in kinds
        if kind in _OUTPUTS
    }
    _remember_aliases(plan, key, row)
    return TaskSpec(
        family="page",
        key=key,
        doc=f"{url} from {owner}",
        action="page",
        arguments={"key": key, "url": url, "target": target, "outputs": others},
        reads=(parsed_path(key), METADATA, *template_reads(plan, candidates(row))),
        targets=tuple(str(path) for path in (target, *others.values()) if path),
        after=BEFORE_PAGES,
        hard=(f"parse:{key}",),
        phase=Phase.PAGES,
    )


_OUTPUTS = {"json": "index.json", "txt": "index.txt"}


def _remember_aliases(plan: Plan, key: str, row: Row) -> None:
    for alias in cast("list[str]", row["aliases"]):
        last = alias.rpartition("/")[2]
        plan.aliases.setdefault(alias if "." in last or not last else f"{alias}/", key)


def _section(plan: Plan, key: str, row: Row) -> Iterator[TaskSpec]:
    url, owner = text_of(row, "url"), owner_of(plan, row)
    _remember_aliases(plan, key, row)
    sizes = _sheets(plan, row)
    for number in range(1, sizes[0] + 1):
        place = _sheet_url(plan, url, number)
        arguments: dict[str, JSON] = {
            "key": key,
            "url": place,
            "target": plan.claims.claim(place, owner),
            "sheet": {
                "of": sizes[2],
                "number": number,
                "per_page": sizes[1],
                "base": url,
                "path": plan.config.pagination.path,
            },
        }
        spec = _listing(plan, "listing", arguments, candidates(row), doc=f"{place} from {owner}")
        yield spec if not row["source"] else _with_body(spec, key)


def _with_body(spec: TaskSpec, key: str) -> TaskSpec:
    return replace(spec, reads=(parsed_path(key), *spec.reads), hard=(f"parse:{key}",))


def _sheets(plan: Plan, row: Row) -> tuple[int, int, str]:
    """Return how many sheets a section has, how long they are, and what they are cut from."""
    per_page = plan.config.pagination.per_page
    if text_of(row, "kind") == "home" or text_of(row, "list_type") not in BLOG_TYPES:
        return 1, per_page, ""
    total = len(plan.index.sections[text_of(row, "section")].pages)
    return max(1, -(-total // per_page)), per_page, "section"


def _sheet_url(plan: Plan, base: str, number: int) -> str:
    if number == 1:
        return base
    return f"{base}{plan.config.pagination.path}/{number}/"


def _taxonomy(plan: Plan, taxonomy: Taxonomy) -> TaskSpec:
    url = f"/{taxonomy.name}/"
    plan.listings.append(url)
    arguments: dict[str, JSON] = {
        "name": taxonomy.name,
        "url": url,
        "target": plan.claims.claim(url, f"[taxonomies] {taxonomy.name}"),
    }
    names = taxonomy_candidates(taxonomy.name)
    return _listing(plan, "taxonomy", arguments, names, doc=f"{url}: all {taxonomy.name}")


def _term(plan: Plan, taxonomy: Taxonomy, term: Term) -> Iterator[TaskSpec]:
    sheets = max(1, -(-len(term.pages) // taxonomy.per_page))
    plan.listings.append(term.url)
    for number in range(1, sheets + 1):
        url = _sheet_url(plan, term.url, number)
        arguments: dict[str, JSON] = {
            "url": url,
            "target": plan.claims.claim(url, f"the {taxonomy.singular} {term.name!r}"),
            "sheet": {
                "number": number,
                "per_page": taxonomy.per_page,
                "base": term.url,
                "path": plan.config.pagination.path,
                "taxonomy": taxonomy.name,
                "term": term.slug,
                "singular": taxonomy.singular,
            },
        }
        names = term_candidates(taxonomy.name, taxonomy.singular)
        doc = f"{url}: pages with the {taxonomy.singular} {term.name}"
        yield _listing(plan, "term", arguments, names, doc=doc)


def _listing(
    plan: Plan, action: str, arguments: dict[str, JSON], names: list[str], *, doc: str
) -> TaskSpec:
    return TaskSpec(
        family="listing",
        key=str(arguments["url"]),
        doc=doc,
        action=action,
        arguments=arguments,
        reads=(METADATA, *template_reads(plan, names)),
        targets=(str(arguments["target"]),),
        after=BEFORE_PAGES,
        phase=Phase.PAGES,
    )
