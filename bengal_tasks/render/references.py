"""Give the references of rendered HTML, also those by hand, the published names of assets."""

from __future__ import annotations

from urllib.parse import quote, urljoin

from bengal_tasks.assets.html import HtmlReference, asset_at, is_local, rewrite
from bengal_tasks.model.query import Query
from bengal_tasks.render.scope import Scope


_INSECURE = "http://"


def with_published_names(scope: Scope, html: str) -> tuple[str, tuple[str, ...]]:
    """
    Return *html* with the URLs of assets as they are published, and the URLs that it loads.

    These are the URLs of the site, sorted, each once, and those of other hosts without encryption.
    Each asset that was looked for is recorded, also one that is not there.
    """
    loaded: set[str] = set()

    def url_of(reference: HtmlReference) -> str | None:
        with_host = "//" in reference.url
        base = scope.text_setting("site.baseurl") if with_host else scope.base_path()
        found = asset_at(reference.url, scope.url, base)
        new = None
        if found is not None and f"assets/{found.name}" not in scope.reads.published:
            path = scope.asset(found.name)
            new = found.leading_to(path) if path else None
        url = new or reference.url
        if reference.loaded and (is_local(url) or url.startswith(_INSECURE)):
            loaded.add(url)
        return new

    text, _ = rewrite(html, url_of, links=_may_be_asset)
    return text, tuple(sorted(loaded))


def with_whole_urls(scope: Scope, key: str, html: str) -> str:
    """
    Return *html* of the page *key* for those who read it elsewhere, in a feed.

    What was written by hand gets the published name of its asset, and the base URL in front.
    """
    own = str(scope.field(Query.of("page", key), key, "url"))

    def url_of(reference: HtmlReference) -> str | None:
        if not is_local(reference.url):
            return None
        url = urljoin(own, reference.url)
        found = asset_at(url, own, scope.base_path())
        path = scope.asset(found.name) if found else ""
        if found and path:
            return scope.permalink(f"/{quote(path)}{found.tail}")
        return scope.permalink(url.removeprefix(scope.base_path()) or "/")

    return rewrite(html, url_of)[0]


def _may_be_asset(url: str) -> bool:
    return "assets" in url
