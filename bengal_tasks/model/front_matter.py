"""Front matter: what the head of a Markdown source says about its page."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from typing import cast
from urllib.parse import unquote

from bengal_tasks.model.values import JSON, ReadError


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """
    The fields of one page; what the source does not say has the default.

    Dates are ISO texts, either ``2026-03-01`` or ``2026-03-01T10:00:00Z``. *menu* is nothing when
    the source says nothing, and empty with ``menu: false``; each entry has ``name weight parent
    identifier url icon``, and a *weight* of nothing means the weight of the page.
    """

    title: str = ""
    nav_title: str = ""
    description: str = ""
    summary: str = ""
    date: str = ""
    lastmod: str = ""
    publish_date: str = ""
    expiry_date: str = ""
    draft: bool = False
    hidden: bool = False
    weight: int | None = None
    slug: str = ""
    url: str = ""
    aliases: tuple[str, ...] = ()
    taxonomies: dict[str, tuple[str, ...]] = field(default_factory=dict)
    template: str = ""
    layout: str = ""
    type: str = ""
    menu: dict[str, dict[str, JSON]] | None = None
    cascade: dict[str, JSON] = field(default_factory=dict)
    outputs: tuple[str, ...] | None = None
    authors: tuple[str, ...] = ()
    canonical: str = ""
    noindex: bool = False
    toc: bool | None = None
    search_exclude: bool = False
    in_menu: bool = True
    listings: bool = True
    in_sitemap: bool = True
    in_search: bool = True
    in_feeds: bool = True
    params: dict[str, JSON] = field(default_factory=dict)

    @property
    def author(self) -> str:
        """The first of the authors."""
        return self.authors[0] if self.authors else ""

    def to_json(self) -> dict[str, JSON]:
        """Return every field as JSON."""
        values = {part.name: getattr(self, part.name) for part in fields(self)}
        for name in _TUPLES:
            values[name] = None if values[name] is None else list(values[name])
        values["taxonomies"] = {name: list(terms) for name, terms in self.taxonomies.items()}
        return values

    @staticmethod
    def from_json(value: dict[str, JSON]) -> FrontMatter:
        """Return what `to_json` was called on."""
        values: dict[str, object] = dict(value)
        for name in _TUPLES:
            terms = cast("list[str] | None", value[name])
            values[name] = None if terms is None else tuple(terms)
        taxonomies = cast("dict[str, list[str]]", value["taxonomies"])
        values["taxonomies"] = {name: tuple(terms) for name, terms in taxonomies.items()}
        make: Callable[..., FrontMatter] = FrontMatter
        return make(**values)


_TUPLES = ("aliases", "outputs", "authors")

RESERVED = frozenset(part.name for part in fields(FrontMatter)) - {"authors"} | {
    "publishDate",
    "expiryDate",
    "visibility",
}
"""The keys of front matter that cannot be the name of a taxonomy."""


_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_DRIVE = re.compile(r"/*[A-Za-z]:")


def path_fault(path: str) -> str:
    """
    Say why *path*, as it is or percent-decoded once, may not become a path of the site.

    >>> [path_fault(p) for p in ("/a/b/", "a..b", "/a/%2e%2e/b", "C:/x")]
    ['', '', "must not have '.' or '..' as a part", 'must not start with a drive']
    """
    decoded = unquote(path)
    texts = (path, decoded)
    faults = {
        "must not have control characters": any(_CONTROL.search(text) for text in texts),
        "must not have a backslash": "\\" in decoded,
        "must not have '.' or '..' as a part": any(
            {".", ".."} & set(text.split("/")) for text in texts
        ),
        "must not start with a drive": any(_DRIVE.match(text) for text in texts),
    }
    return next((fault for fault, found in faults.items() if found), "")


def checked_path(path: str) -> str:
    """Return the path, unless it could leave the site."""
    fault = path_fault(path)
    if fault:
        raise ReadError(fault)
    return path


def checked_name(name: str) -> str:
    """Return the name, unless it is a path."""
    if "/" in checked_path(name) or name == ".":
        raise ReadError(f"must be a name without '/', not '{name}'")
    return name


OUTPUTS = ("html", "json", "txt", "rss", "atom")
"""The forms that a page or a section can be published in."""


def checked_output(name: str) -> str:
    """Return the name in lower case, unless nothing is published in such a form."""
    if name.lower() not in OUTPUTS:
        close = get_close_matches(name.lower(), OUTPUTS, 1)
        hint = f"did you mean '{close[0]}'?" if close else ""
        raise ReadError(f"must be of {', '.join(OUTPUTS)}, not '{name}'", hint=hint)
    return name.lower()


def checked_slug(slug: str) -> str:
    """Return the slug, unless it is more than one part of a URL."""
    if checked_path(slug) == "." or set("/?#") & set(unquote(slug)):
        hint = "use 'url' to set the whole path"
        raise ReadError(f"must be one part of a URL, not '{slug}'", hint=hint)
    return slug


def checked_url(url: str) -> str:
    """Return the path of a page with a slash before it."""
    url = checked_path(url.strip())
    if "//" in url or set("?#") & set(url):
        raise ReadError(f"must be a path on this site, such as /about/, not '{url}'")
    return url if url.startswith("/") or not url else f"/{url}"


def checked_template(name: str) -> str:
    """Return the name of a template, unless it is a path from the root."""
    if checked_path(name).startswith("/"):
        raise ReadError(f"must be a name below a templates folder, not '{name}'")
    return name
