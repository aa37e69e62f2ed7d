"""Template look-up: the names to try for a page, in order; the first that exists is taken."""

from __future__ import annotations

from bengal_tasks.model.rows import BLOG_TYPES, Row, text_of


def _explicit(name: str) -> list[str]:
    return [name] if "." in name.rpartition("/")[2] else [f"{name}.html", name]


def _below(folder: str, names: list[str]) -> list[str]:
    """Return *names* in the folder of a section and of the sections above it, deepest first."""
    tried: list[str] = []
    while folder:
        tried += [f"{folder}/{name}" for name in names]
        folder = folder.rpartition("/")[0]
    return tried


def candidates(row: Row) -> list[str]:
    """
    Return the template names to try for a page or a section.

    Explicit ``template``, then ``layout``, by type, by section, then the general ones. A page that
    names a ``template`` gets that or an error.
    """
    if text_of(row, "template"):
        return _explicit(text_of(row, "template"))
    kind, section = text_of(row, "kind"), text_of(row, "section")
    names, last = _general(kind, text_of(row, "type"))
    tried: list[str] = []
    layout = text_of(row, "layout")
    if layout:
        tried += [f"{text_of(row, 'type')}/{layout}.html", f"{layout}.html"]
    if kind != "home":
        tried += [f"{text_of(row, 'type')}/{name}" for name in names]
        tried += _below(section, names)
        if kind == "section":
            tried += [f"{section}-list.html", f"{section}.html"]
    return list(dict.fromkeys(tried + last))


def _general(kind: str, page_type: str) -> tuple[list[str], list[str]]:
    if kind == "home":
        return [], ["home.html", "index.html", "list.html", "page.html"]
    if kind == "section":
        return ["list.html", "index.html"], ["list.html", "section.html", "index.html", "page.html"]
    posts = ["post.html"] if page_type in BLOG_TYPES else []
    return ["single.html", "page.html", *posts], [*posts, "single.html", "page.html"]


def taxonomy_candidates(taxonomy: str) -> list[str]:
    """Return the names to try for the overview of a taxonomy: ``tags.html`` before the general."""
    return [f"{taxonomy}.html", f"{taxonomy}/list.html", "taxonomy.html", "list.html", "page.html"]


def term_candidates(taxonomy: str, singular: str) -> list[str]:
    """Return the names to try for the list of one term: ``tag.html`` before the general."""
    return [f"{singular}.html", f"{taxonomy}/term.html", "term.html", "list.html", "page.html"]
