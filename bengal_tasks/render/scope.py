"""The scope: what one rendering has at hand, and the one way its views reach the site."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol, cast

from bengal_tasks.errors import AssetError, ContentError, Place
from bengal_tasks.model.entries import MISSING
from bengal_tasks.model.index import Index
from bengal_tasks.model.keys import BASE_PATH, CONFIG, METADATA, TAXONOMY, asset_path, parsed_path
from bengal_tasks.model.query import Query
from bengal_tasks.model.rows import field_of
from bengal_tasks.model.trace import Notice
from bengal_tasks.model.values import JSON
from bengal_tasks.render.reads import Reads


class Templates(Protocol):
    """What a rendering needs of the template environment."""

    def exists(self, name: str) -> bool:
        """Tell whether there is a template *name*, and record the question."""

    def render(self, name: str, context: dict[str, object], *, page: str = "") -> str:
        """Return what the template *name* makes of *context*, for the page with key *page*."""


class Views(Protocol):
    """What a page needs of the views that are built on top of it."""

    def section(self, scope: Scope, name: str) -> object:
        """Return the section *name* as templates see it."""

    def term(self, scope: Scope, taxonomy: str, name: str) -> object:
        """Return the term that *name* is a spelling of."""


@dataclass(slots=True)
class Scope:
    """
    One rendering of one target.

    *key* is the page that is rendered ("" for a feed), *url* its own URL, *filling* the pages whose
    bodies are being filled right now (to notice a circle). *away* is set for what is read away from
    the site, such as a feed: all its URLs are full ones.
    """

    reads: Reads
    templates: Templates
    views: Views
    key: str = ""
    url: str = "/"
    filling: list[str] = field(default_factory=list)
    away: bool = False
    _index: Index | None = None
    _base: str | None = None

    @property
    def index(self) -> Index:
        """The index over the metadata; what is read of it must be recorded by the caller."""
        if self._index is None:
            found = self.reads.artefact(METADATA)
            if found is None:
                raise ContentError(f"{METADATA} is missing", hint="run doit without naming a task")
            self._index = found.index
        return self._index

    def setting(self, name: str) -> JSON:
        """Return a setting by dotted name, or MISSING."""
        return self.reads.entry(CONFIG, name)

    def text_setting(self, name: str) -> str:
        """Return a setting as text, "" when it is missing."""
        value = self.setting(name)
        return value if isinstance(value, str) and value is not MISSING else ""

    def keys(self, query: Query) -> list[str]:
        """Return the keys that *query* yields, and record the query."""
        self.reads.query(query)
        return query.keys(self.index)

    def count(self, query: Query) -> int:
        """Return how many pages *query* yields; only the number becomes a dependency."""
        self.reads.count(query)
        return len(query.keys(self.index))

    def first(self, query: Query) -> str:
        """Return the first key that *query* yields, or ""."""
        keys = self.keys(query)
        return keys[0] if keys else ""

    def field(self, query: Query, key: str, name: str) -> JSON:
        """Return a field of the row *key*, which *query* has yielded, and record it."""
        self.reads.query(query).add(name)
        return self.peek(key, name)

    def peek(self, key: str, name: str) -> JSON:
        """Return a field of the row *key*; the caller records it."""
        row = self.index.rows.get(key)
        return None if row is None else field_of(row, name)

    def body(self, key: str, part: str) -> JSON:
        """Return one part of the parsed body of a page, MISSING when it was never parsed."""
        return self.reads.entry(parsed_path(key), part)

    def term(self, taxonomy: str, slug: str, name: str) -> JSON:
        """Return one field of a term of the taxonomy index."""
        found = self.reads.entry(TAXONOMY, f"{taxonomy}/{slug}!{name}")
        return found.get(name) if isinstance(found, dict) else None

    def asset(self, name: str) -> str:
        """Return the published path of an asset below the output folder, "" when there is none."""
        found = self.reads.entry(asset_path(name), "output_path")
        if found is MISSING:
            fault = self.reads.entry(asset_path(name), "fault")
            if fault is not MISSING:
                raise AssetError(str(fault), Place(self.url))
            return ""
        self.reads.published.add(cast("str", found))
        return cast("str", found)

    def base_path(self) -> str:
        """Return the path part of the base URL: "" or ``/docs``."""
        if self._base is None:
            self._base = self.text_setting(BASE_PATH)
        return self._base

    def absolute(self, url: str) -> str:
        """Return *url* with the base URL in front, unless it names a host already."""
        if "://" in url or url.startswith(("//", "mailto:", "data:")):
            return url
        path = self.base_path()
        if path and (url == path or url.startswith(f"{path}/")):
            url = url[len(path) :]
        return self.permalink(url)

    def permalink(self, url: str) -> str:
        """Return the URL of the site (``/docs/``, without a base) with the base URL in front."""
        return f"{self.text_setting('site.baseurl')}/{url.removeprefix('/')}"

    def href(self, url: str) -> str:
        """Return the URL of the site with the path of the base URL in front."""
        if not url.startswith("/"):
            return url
        return self.permalink(url) if self.away else self.base_path() + url

    def complain(self, kind: str, place: Place, message: str) -> None:
        """Note a warning; under ``[build] strict`` raise it as an error."""
        if self.setting("build.strict") is True:
            raise ContentError(message, place)
        notice = Notice(place.path, place.line, kind, message)
        if notice not in self.reads.notices:
            self.reads.notices.append(notice)

    def source_of(self, key: str) -> str:
        """Return the site path of a page's source for messages; "" for a page without one."""
        own = Query.of("page", key)
        if "file" in self.index.rows.get(key, {}):
            return str(self.field(own, key, "file"))
        source = self.field(own, key, "source")
        return f"{self.text_setting('build.content_dir')}/{source}" if source else ""
