"""The words that pages may be made of: what tells which rules of a stylesheet no page needs."""

from __future__ import annotations

import re
from pathlib import Path
from posixpath import normpath
from typing import cast

from bengal_tasks.assets.css.purge import words_of
from bengal_tasks.model.assets import suffix_of, type_of
from bengal_tasks.model.values import JSON
from bengal_tasks.tasks.plan import Plan


_ELEMENTS = (
    "a abbr address area article aside audio b base bdi bdo blockquote body br button canvas "
    "caption cite code col colgroup data datalist dd del details dfn dialog div dl dt em embed "
    "fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe "
    "img input ins kbd label legend li link main map mark menu meta meter nav noscript object ol "
    "optgroup option output p picture pre progress q rp rt ruby s samp script search section "
    "select slot small source span strong style sub summary sup svg table tbody td template "
    "textarea tfoot th thead time title tr track u ul var video wbr"
)
"""All elements of HTML count as used: Markdown makes them of signs."""

_SHOWN = (".html", ".htm", ".xhtml", ".svg", ".js", ".mjs")
"""Suffixes of the files that are copied and have elements, or make some."""

_INCLUDE = re.compile(r"\{include\}[ \t]*([^\n]+)")


def words_value(plan: Plan) -> JSON:
    """
    Return the value of ``words.json.zst``: the words of all that pages are made from, sorted.

    That is more than what pages show, and never less: templates, Markdown and what it includes,
    data, settings, extensions, scripts, what is copied as it is, and our own code, which makes the
    classes of directives and of code blocks.
    """
    inventory, build = plan.inventory, plan.config.build
    paths = [found.path for found in inventory.templates.values()]
    paths += [f"{build.data_dir}/{name}" for name in inventory.data]
    paths += [path for path in inventory.asset_sources.values() if type_of(path) == "javascript"]
    copied = [f"{build.static_dir}/{name}" for name in inventory.static]
    copied += [f"{build.content_dir}/{name}" for name in inventory.resources]
    paths += [path for path in copied if suffix_of(path) in _SHOWN]
    words: set[str] = set(_ELEMENTS.split()) | _own_words()
    for path in ("bengal.toml", *build.extensions, *paths):
        words |= words_of(plan.text(path))
    for page in inventory.pages:
        words |= _words_of_page(plan, page.path)
    return {"version": 1, "words": cast("JSON", sorted(words))}


def _words_of_page(plan: Plan, page: str) -> frozenset[str]:
    """Return the words of a page and of the files that it includes, which include others."""
    words: frozenset[str] = frozenset()
    seen, waiting = {page}, [page]
    while waiting:
        text = plan.text(waiting.pop())
        words |= words_of(text)
        for found in _INCLUDE.finditer(text):
            name = found[1].strip()
            path = normpath(name[1:] if name[:1] == "/" else f"{page.rpartition('/')[0]}/{name}")
            if path not in seen and not path.startswith((".", "/")):
                seen.add(path)
                waiting.append(path)
    return words


def _own_words() -> set[str]:
    from pygments.token import STANDARD_TYPES  # noqa: PLC0415 (only where rules are taken out)

    package = Path(__file__).resolve().parent.parent
    files = [*package.glob("parse/markdown/**/*.py"), *package.glob("render/*.py")]
    words = {name for name in STANDARD_TYPES.values() if name}
    return words.union(*(words_of(file.read_text("utf-8")) for file in files))
