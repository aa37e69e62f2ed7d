"""Plan the indexes: artefacts that are worked out from the plan itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import cast

from bengal_tasks.errors import SiteError
from bengal_tasks.model.digest import digest_of_value
from bengal_tasks.model.keys import (
    ASSET_DEPS,
    BASE_PATH,
    CONFIG,
    FRONT_MATTER,
    GRAPH,
    HEALTH,
    MENUS,
    METADATA,
    SECTIONS,
    TAXONOMY,
    URLS,
    WORDS,
    index_path,
)
from bengal_tasks.model.menus import build_menus
from bengal_tasks.model.rows import text_of
from bengal_tasks.model.values import JSON
from bengal_tasks.tasks.facts import facts_of
from bengal_tasks.tasks.health import health_of
from bengal_tasks.tasks.plan import Plan
from bengal_tasks.tasks.query_indexes import index_names, query_index_value
from bengal_tasks.tasks.records import edges
from bengal_tasks.tasks.spec import Phase, TaskSpec
from bengal_tasks.tasks.tools import tools_of
from bengal_tasks.tasks.usage import asset_references
from bengal_tasks.tasks.words import words_value


def index_specs(plan: Plan) -> Iterator[TaskSpec]:
    """Yield the tasks whose artefacts come from the plan and from what other tasks recorded."""
    yield _derived("config", CONFIG, ("bengal.toml",), "the settings, with profile and environment")
    fronts = tuple(f"{path}{FRONT_MATTER}" for path in plan.pages)
    settings = ["content.sort_pages_by", "content.sort_order", "taxonomies"]
    if not all(row["source"] for row in plan.rows.values()):
        # A section, or home, without a page of its own has its title and type from here.
        settings += ["content.default_type", "site.title"]
    reads = tuple(f"{CONFIG}#{name}" for name in settings)
    yield TaskSpec(
        "metadata",
        "",
        "the front matter of all pages",
        reads=fronts + reads,
        targets=(METADATA,),
        after=("config",),
    )
    yield _derived("taxonomy", TAXONOMY, (METADATA, f"{CONFIG}#taxonomies"), "pages by term")
    yield _derived("sections", SECTIONS, (METADATA,), "the tree of sections")
    yield _derived("menus", MENUS, (METADATA, f"{CONFIG}#menu"), "the menus")
    for name in index_names():
        spec = _derived("index", index_path(name), (METADATA,), f"pages by {name}")
        yield replace(spec, key=name)
    yield _derived("urls", URLS, (METADATA,), "every URL and file of the site, for links")
    if plan.config.assets.purge_css:
        spec = _derived("words", WORDS, (), "the words of all sources, for stylesheets")
        yield replace(spec, after=())
    yield TaskSpec(
        "prune",
        "",
        "remove published files that no task promises",
        after=("manifest",),  # which may be published elsewhere than before
        phase=Phase.END,
    )
    spec = _derived(
        "health", HEALTH, (), "what is wrong with assets and references", phase=Phase.END
    )
    yield replace(spec, reads=(f"{CONFIG}#build.strict",))
    yield _derived("asset_deps", ASSET_DEPS, (), "which page uses which asset", phase=Phase.END)
    yield _derived("edges", GRAPH, (), "what depends on what, as recorded", phase=Phase.END)


_LAST = ("manifest", "health", "asset_deps", "edges")


def _derived(
    family: str,
    path: str,
    origins: tuple[str, ...],
    doc: str,
    *,
    phase: Phase = Phase.SOURCES,
) -> TaskSpec:
    after: tuple[str, ...] = () if family == "config" else ("config", "metadata")
    if phase is Phase.END:  # in one order, for each is in the records that the next looks at
        after = _LAST[: _LAST.index(family)]
    return TaskSpec(family, "", doc, origins=origins, targets=(path,), after=after, phase=phase)


def value_of(plan: Plan, name: str) -> JSON:
    """Return the value of the artefact that the task *name* writes."""
    family, _, key = name.partition(":")
    return query_index_value(plan, key) if family == "index" else _VALUES[family](plan)


def _taxonomy(plan: Plan) -> JSON:
    """Terms by taxonomy and slug, beside the titles and the order of taxonomies and terms."""
    value: dict[str, JSON] = {"version": 1, "names": [t.name for t in plan.config.taxonomies]}
    titles: dict[str, JSON] = {}
    slugs: dict[str, JSON] = {}
    for taxonomy in plan.config.taxonomies:
        terms = plan.index.terms[taxonomy.name]
        titles[taxonomy.name] = {"title": taxonomy.title, "url": f"/{taxonomy.name}/"}
        slugs[taxonomy.name] = list(terms)
        value[taxonomy.name] = {
            slug: {
                "name": term.name,
                "slug": slug,
                "url": term.url,
                "count": len(term.pages),
                "pages": cast("JSON", term.pages),
            }
            for slug, term in terms.items()
        }
    return {**value, "titles": titles, "slugs": slugs}


def _sections(plan: Plan) -> JSON:
    sections = {
        name or "/": {
            "title": text_of(section.row, "title"),
            "url": text_of(section.row, "url"),
            "parent": section.parent,
            "pages": cast("JSON", section.pages),
            "sections": cast("JSON", section.sections),
        }
        for name, section in sorted(plan.index.sections.items())
    }
    return {"version": 1, "sections": cast("JSON", sections)}


def _menus(plan: Plan) -> JSON:
    return {"version": 1, "menus": build_menus(plan.config.menu, plan.index)}


def _urls(plan: Plan) -> JSON:
    """Every URL that the site answers, flat: ``urls/blog/`` and ``files/blog/pic.png``."""
    prefix = len(plan.config.build.output_dir)
    value: dict[str, JSON] = {"version": 1, "feeds": cast("JSON", plan.feeds)}
    value["listings"] = cast("JSON", plan.listings)
    for target in sorted(plan.promised):
        url = target[prefix:]
        value[f"urls{url}"] = url
        if url.endswith("/index.html"):
            value[f"urls{url.removesuffix('index.html')}"] = url.removesuffix("index.html")
    for name, url in sorted(plan.files.items()):
        value[f"files/{name}"] = url
    for name, path in plan.inventory.asset_sources.items():
        value[f"assets/{name}"] = path
    return value


_VALUES: dict[str, Callable[[Plan], JSON]] = {
    "config": lambda plan: {"version": 1, BASE_PATH: plan.base_path, **plan.config.to_json()},
    "metadata": lambda plan: plan.metadata,
    "taxonomy": _taxonomy,
    "sections": _sections,
    "menus": _menus,
    "urls": _urls,
    "asset_deps": asset_references,
    "health": health_of,
    "words": words_value,
    "edges": lambda plan: edges(
        plan.records(), {name: spec.origins for name, spec in plan.specs.items()}
    ),
}

INDEXES = frozenset({*_VALUES, "index"})
"""Families whose artefact is worked out from the plan, so what it will hold is known at once."""

DERIVED = INDEXES - {"metadata"}
"""Families whose value is compared itself: it is quickly worked out, and often comes out equal."""


def arguments_of(plan: Plan, spec: TaskSpec) -> dict[str, JSON]:
    """Return what the action of a task is called with; the manifest gets the variants."""
    if spec.family != "manifest":
        return spec.arguments
    variants = sorted(other.targets[0] for other in plan.family("variant"))
    return {**spec.arguments, "variants": cast("JSON", variants)}


def present_facts(plan: Plan, spec: TaskSpec) -> dict[str, str]:
    """
    Return the facts of a task as they are now, with the digest of a value that is compared.

    Where a function of the user's fails there is no value: the task is stale, and fails itself.
    """
    facts = facts_of(spec, arguments_of(plan, spec))
    if spec.family in DERIVED:
        try:
            facts["value"] = digest_of_value(value_of(plan, spec.name))
        except SiteError:
            facts["value"] = ""
    tool = tools_of(plan.config.assets, spec)
    if tool:
        facts["tool"] = tool
    return facts
