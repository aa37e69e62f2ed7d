"""Render one page, a sheet of a list, a taxonomy, a term, or the 404."""

from __future__ import annotations

from typing import Any

from bengal_tasks.actions.bench import Bench
from bengal_tasks.errors import Place
from bengal_tasks.model.lookup import candidates, taxonomy_candidates, term_candidates
from bengal_tasks.model.query import Query
from bengal_tasks.model.rows import Row
from bengal_tasks.model.values import JSON
from bengal_tasks.render.scope import Scope


_ROW = ("kind", "type", "section", "template", "layout", "source")


def page(bench: Bench, *, key: str, url: str, target: str, outputs: dict[str, str]) -> None:
    """Write the page *key* as HTML to *target*, and in the other *outputs* (``json``, ``txt``)."""
    scope = bench.scope(key, url)
    row = _row(scope, key)
    names = candidates(row)
    if target:
        html = _render(bench, names, _place(scope, key, row), {"paginator": None}, page=key)
        _publish(bench, scope, target, html)
    for kind, path in sorted(outputs.items()):
        _other(bench, scope, key, kind, path)


def listing(bench: Bench, *, key: str, url: str, target: str, sheet: dict[str, JSON]) -> None:
    """Write one sheet of the section, or of home, *key*."""
    from bengal_tasks.render.site import Paginator  # noqa: PLC0415 (Jinja is slow to load)

    scope = bench.scope(key, url)
    row = _row(scope, key)
    query = Query.of("section", row["section"]) if sheet["of"] == "section" else Query.of("pages")
    paginator = Paginator(scope, query, **_sheet(sheet)) if sheet["of"] else None
    names = candidates(row)
    html = _render(bench, names, _place(scope, key, row), {"paginator": paginator}, page=key)
    _publish(bench, scope, target, html)


def taxonomy(bench: Bench, *, name: str, url: str, target: str) -> None:
    """Write the overview of the taxonomy *name*."""
    from bengal_tasks.render.generated import Generated  # noqa: PLC0415 (Jinja is slow to load)
    from bengal_tasks.render.sections import TaxonomyView  # noqa: PLC0415

    scope = bench.scope("", url)
    view = TaxonomyView(scope, name)
    shown = Generated(scope, title=view.title, url=url, kind="taxonomy")
    context = {"page": shown, "section": shown.section, "taxonomy": view, "paginator": None}
    html = _render(bench, taxonomy_candidates(name), Place(url), context)
    _publish(bench, scope, target, html)


def term(bench: Bench, *, url: str, target: str, sheet: dict[str, JSON]) -> None:
    """Write one sheet of the list of a term."""
    from bengal_tasks.render.generated import Generated  # noqa: PLC0415 (Jinja is slow to load)
    from bengal_tasks.render.sections import TaxonomyView, TermView  # noqa: PLC0415
    from bengal_tasks.render.site import Paginator  # noqa: PLC0415

    scope = bench.scope("", url)
    name, slug = str(sheet["taxonomy"]), str(sheet["term"])
    view = TermView(scope, name, slug)
    shown = Generated(scope, title=view.name, url=url, kind="term", above=TaxonomyView(scope, name))
    query = Query.of("term", name, slug)
    context = {
        "page": shown,
        "section": shown.section,
        "taxonomy": TaxonomyView(scope, name),
        "term": view,
        "paginator": Paginator(scope, query, **_sheet(sheet)),
    }
    names = term_candidates(name, str(sheet["singular"]))
    _publish(bench, scope, target, _render(bench, names, Place(url), context))


def not_found(bench: Bench, *, url: str, target: str) -> None:
    """Write ``404.html``."""
    from bengal_tasks.render.generated import Generated  # noqa: PLC0415 (Jinja is slow to load)

    scope = bench.scope("", url)
    shown = Generated(scope, title="Page not found", url=url, kind="404")
    context = {"page": shown, "section": shown.section, "paginator": None}
    _publish(bench, scope, target, _render(bench, ["404.html", "page.html"], Place(url), context))


def _sheet(sheet: dict[str, JSON]) -> dict[str, Any]:
    return {
        "current_page": sheet["number"],
        "per_page": sheet["per_page"],
        "base": sheet["base"],
        "path": sheet["path"],
    }


def _row(scope: Scope, key: str) -> Row:
    own = Query.of("page", key)
    return {name: scope.field(own, key, name) for name in _ROW}


def _place(scope: Scope, key: str, row: Row) -> Place:
    source = row["source"]
    return Place(f"{scope.text_setting('build.content_dir')}/{source}" if source else key)


def _render(
    bench: Bench, names: list[str], place: Place, context: dict[str, Any], page: str = ""
) -> str:
    environment = bench.shop.environment
    return environment.render(environment.pick(names, place), context, page=page)


def _publish(bench: Bench, scope: Scope, target: str, html: str) -> None:
    from bengal_tasks.render.references import with_published_names  # noqa: PLC0415 (slow to load)

    text, loaded = with_published_names(scope, html if html.endswith("\n") else f"{html}\n")
    bench.write(target, text.encode())
    bench.refer(loaded)


def _other(bench: Bench, scope: Scope, key: str, kind: str, path: str) -> None:
    from bengal_tasks.render.outputs import page_as_json, page_as_text  # noqa: PLC0415 (with Jinja)

    maker = page_as_json if kind == "json" else page_as_text
    bench.write(path, maker(scope, key).encode())
