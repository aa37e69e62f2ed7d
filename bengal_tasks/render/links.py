"""
Resolve what a body links to: a source (``other.md``), a URL, a file of a bundle, an asset.

What was looked up is recorded, also when it is not there, so a page that appears mends the links to
it, and a page that goes is noticed by those that link to it.
"""

from __future__ import annotations

from difflib import get_close_matches
from posixpath import normpath
from typing import cast
from urllib.parse import quote, unquote

from bengal_tasks.errors import Place
from bengal_tasks.model.entries import MISSING
from bengal_tasks.model.keys import URLS
from bengal_tasks.model.query import Query
from bengal_tasks.model.values import JSON
from bengal_tasks.render.callers import caller_of
from bengal_tasks.render.scope import Scope


def resolve(scope: Scope, key: str, target: str, line: int, *, kind: str = "link") -> str:
    """
    Return the URL that *target*, written in the body of the page *key* or in a template, leads to.

    What leads nowhere is returned as it was written, with a warning.
    """
    path, mark, fragment = target.partition("#")
    path, question, query = path.partition("?")
    tail = question + query + mark + fragment
    found = _page(scope, key, unquote(path))
    if found:
        _check_anchor(scope, (key, found), fragment, line)
        url = cast("str", scope.field(Query.of("page", found), found, "url"))
        return scope.href(url) + tail
    url = _file(scope, key, unquote(path))
    if url:
        return scope.href(quote(url)) + tail
    scope.complain(kind, _place(scope, key, line), f"the {kind} leads nowhere: {target}")
    return scope.href(path) + tail if path.startswith("/") else target


def title_of(scope: Scope, key: str, target: str) -> str:
    """Return the title of the page that *target* leads to; *target* itself when there is none."""
    found = _page(scope, key, unquote(target.partition("#")[0]))
    if not found:
        return target
    return str(scope.field(Query.of("page", found), found, "title"))


def _page(scope: Scope, key: str, path: str) -> str:
    """Return the key of the page at *path*: a source, or a URL of the site."""
    if path.endswith(".md"):
        return scope.first(Query.of("source", source_path(scope, key, path).removeprefix("/")))
    base = scope.base_path()
    url = path if path.startswith("/") else _beside(scope, key, path)
    found = _page_at(scope, url)
    if not found and base and path.startswith(f"{base}/"):
        return _page_at(scope, path[len(base) :])
    return found


def _page_at(scope: Scope, url: str) -> str:
    for candidate in dict.fromkeys((url, f"{url.rstrip('/')}/", f"{url.lower().rstrip('/')}/")):
        found = scope.first(Query.of("url", candidate))
        if found:
            return found
    return ""


def _beside(scope: Scope, key: str, path: str) -> str:
    own = cast("str", scope.field(Query.of("page", key), key, "url")) if key else "/"
    joined = normpath(f"{own.rpartition('/')[0]}/{path}")
    return joined + "/" if path.endswith("/") and joined != "/" else joined


def source_path(scope: Scope, key: str, path: str) -> str:
    """Return *path* as a path from the content folder on: ``/docs/other.md``."""
    source = scope.field(Query.of("page", key), key, "source") if key and path[:1] != "/" else ""
    folder = str(source or "").rpartition("/")[0]
    # POSIX gives two slashes at the start a meaning of their own, and normpath keeps them.
    return "/" + normpath(f"{folder}/{path}").lstrip("/")


def _file(scope: Scope, key: str, path: str) -> str:
    """Return the URL of a file of the site: beside the source, published, or an asset."""
    beside = source_path(scope, key, path)
    for name in dict.fromkeys((f"files{beside}", f"urls{path if path[:1] == '/' else beside}")):
        found: JSON = scope.reads.entry(URLS, name)
        if found is not MISSING:
            return cast("str", found)
    asset = path.lstrip("/").removeprefix("assets/")
    published = scope.asset(asset) if asset else ""
    return f"/{published}" if published else ""


def _check_anchor(scope: Scope, pages: tuple[str, str], fragment: str, line: int) -> None:
    key, found = pages
    anchors = scope.body(found, "anchors") if fragment else MISSING
    if isinstance(anchors, list) and unquote(fragment) not in anchors:
        place = _place(scope, key, line)
        near = get_close_matches(fragment, [str(a) for a in anchors], n=1)
        hint = f"; did you mean #{near[0]}?" if near else ""
        scope.complain("anchor", place, f"there is no heading #{fragment} in {found}{hint}")


def _place(scope: Scope, key: str, line: int) -> Place:
    return Place(scope.source_of(key), line) if key else caller_of(scope)
