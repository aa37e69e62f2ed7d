"""Make the row of a page from its front matter, its path and the settings that shape URLs."""

from __future__ import annotations

from typing import cast

from bengal_tasks.model.config import Config
from bengal_tasks.model.front_matter import FrontMatter
from bengal_tasks.model.rows import Row
from bengal_tasks.model.slugs import slugify
from bengal_tasks.model.values import JSON


_TYPES = {
    "api": ("api", "reference", "autodoc-python", "api-docs"),
    "cli": ("cli", "commands", "autodoc-cli", "command-line"),
    "blog": ("blog", "posts", "news", "articles"),
    "tutorial": ("tutorials", "guides", "how-to"),
    "changelog": ("changelog", "releases"),
    "doc": ("docs", "documentation"),
}
_TYPE_OF_SECTION = {name: kind for kind, names in _TYPES.items() for name in names}


def row_of(front: FrontMatter, config: Config, *, source: str, key: str) -> Row:
    """Return the row of the page *key*; its bundle's files are added by the caller."""
    kind = "home" if key == "_index" else "section" if key.endswith("/_index") else "page"
    folder = key.rpartition("/")[0]
    name = (
        key.rsplit("/", maxsplit=1)[-1] if kind == "page" else folder.split("/")[-1]
    ) or config.site.title
    kind_of_page = front.type or type_of(folder, config.content.default_type)
    return {
        "key": key,
        "source": source,
        "kind": kind,
        "section": folder,
        "type": kind_of_page,
        "list_type": kind_of_page,
        "url": url_of(front, config, key),
        "title": front.title or (config.site.title if kind == "home" else titled(name)),
        "nav_title": front.nav_title or front.title or titled(name),
        "listed": front.listings and not front.hidden,
        **_plain(front),
        "taxonomies": {t.name: list(front.taxonomies.get(t.name, ())) for t in config.taxonomies},
        "params": cast("JSON", front.params),
    }


def _plain(front: FrontMatter) -> Row:
    return {
        "description": front.description,
        "date": front.date or None,
        "lastmod": front.lastmod or None,
        "publish_date": front.publish_date or None,
        "expiry_date": front.expiry_date or None,
        "draft": front.draft,
        "weight": front.weight,
        "aliases": list(front.aliases),
        "template": front.template,
        "layout": front.layout,
        "outputs": None if front.outputs is None else list(front.outputs),
        "menu": cast("JSON", front.menu),
        "summary": front.summary,
        "authors": list(front.authors),
        "canonical": front.canonical,
        "noindex": front.noindex,
        "toc": front.toc,
        "in_menu": front.in_menu and not front.hidden,
        "in_sitemap": front.in_sitemap and not front.hidden,
        "in_feeds": front.in_feeds and not front.hidden,
        "in_search": front.in_search and not front.hidden,
    }


def virtual_row(folder: str, config: Config) -> Row:
    """Return the row of a section, or of home, that has no ``_index.md``."""
    key = f"{folder}/_index" if folder else "_index"
    row = row_of(FrontMatter(), config, source="", key=key)
    row["resources"] = []
    return row


def type_of(folder: str, default: str) -> str:
    """Return the type that the names in a section's path stand for, the deepest first."""
    for part in reversed(folder.split("/")):
        if part.lower() in _TYPE_OF_SECTION:
            return _TYPE_OF_SECTION[part.lower()]
    return default


def titled(name: str) -> str:
    """
    Return a title for a file or folder name.

    >>> titled("getting-started")
    'Getting Started'
    """
    words = name.replace("-", " ").replace("_", " ").split()
    return " ".join(word[:1].upper() + word[1:] for word in words)


def url_of(front: FrontMatter, config: Config, key: str) -> str:
    """
    Return the URL of a page below the site's base: ``/blog/first/``.

    An explicit ``url`` wins; ``slug`` replaces the last part; other parts are slugs of the path.
    """
    if front.url:
        return front.url
    parts = [slugify(part) for part in key.split("/")]
    if key == "_index" or key.endswith("/_index"):
        parts.pop()
        if front.slug and parts:
            parts[-1] = front.slug
        return "/".join(["", *parts, ""])
    if front.slug:
        parts[-1] = front.slug
    if config.build.pretty_urls:
        return "/".join(["", *parts, ""])
    return "/".join(["", *parts]) + ".html"


def folder_url(folder: str) -> str:
    """Return the URL of a content folder that is no bundle."""
    return "/".join(["", *(slugify(part) for part in folder.split("/") if part), ""])
