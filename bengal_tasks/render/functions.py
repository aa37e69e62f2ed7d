"""Functions that templates call: URLs, assets, pages, what is active."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, cast

from markupsafe import Markup

from bengal_tasks.model.assets import IMAGE_FORMATS, type_of
from bengal_tasks.model.body import image_element
from bengal_tasks.model.digest import environment_state
from bengal_tasks.model.entries import MISSING
from bengal_tasks.model.keys import ENVIRONMENT, URLS, asset_path
from bengal_tasks.model.values import JSON
from bengal_tasks.render.callers import caller_of
from bengal_tasks.render.images import Wanted, element, find_image, quoted
from bengal_tasks.render.links import resolve
from bengal_tasks.render.pages import PageView
from bengal_tasks.render.scope import Scope
from bengal_tasks.render.site import SiteView


def functions(scope: Scope) -> dict[str, Callable[..., Any]]:
    """Return the functions by the name that templates call them by."""
    calls = Functions(scope)
    names = (
        "asset_url", "url_for", "ref", "absolute_url", "get_page", "feature_enabled", "feeds",
        "is_active", "is_current", "env", "image", "integrity", "preload", "preloads",
    )  # fmt: skip
    return {name: getattr(calls, name) for name in names}


_WIDEST = 10_000
"""Pixels: the most that ``[assets.images] widths`` takes as well."""

_PRELOADED = {"css": "style", "javascript": "script", "font": "font", "image": "image"}


def _texts(attrs: dict[str, str]) -> dict[str, str]:
    """Return attributes as HTML spells them: ``class_`` and ``data_x`` are names in Python."""
    return {name.rstrip("_").replace("_", "-"): str(text) for name, text in attrs.items()}


def _all(values: Any, fits: Callable[[object], bool]) -> tuple[Any, ...] | None:  # noqa: ANN401 (a template gives anything)
    """Return the list *values*, each of which *fits*. Raises ValueError if there is none."""
    if values is None:
        return None
    if isinstance(values, str | int) or not all(map(fits, values)):
        raise ValueError(
            f"image(): {values!r} is no list of widths in pixels, from 1 to {_WIDEST}, "
            f"or of formats: {', '.join(IMAGE_FORMATS)}"
        )
    return tuple(values)


def _is_width(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= _WIDEST


class Functions:
    """The functions, bound to the rendering that is going on."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def image(
        self,
        path: str,
        *,
        alt: str | None = None,
        widths: list[int] | None = None,
        formats: list[str] | None = None,
        sizes: str = "",
        **attrs: str,
    ) -> Markup:
        """
        Return the element that shows an image: beside the page, or an asset by its logical name.

        Variants are made in *widths* (pixels) and *formats*, by default those of the settings.
        """
        if alt is None:
            raise ValueError(f'image({path!r}) needs alt="..."; alt="" is for mere decoration')
        texts = {"alt": alt, "loading": "lazy", "decoding": "async", **_texts(attrs)}
        found = find_image(self._scope, self._scope.key, path)
        if found is None:
            self._scope.complain("image", caller_of(self._scope), f"there is no image {path!r}")
            url = quoted(self._scope.href(f"/assets/{path.lstrip('/').removeprefix('assets/')}"))
            return Markup(image_element(url, list(texts.items())))  # noqa: S704 (quoted)
        wanted = Wanted(_all(widths, _is_width), _all(formats, IMAGE_FORMATS.__contains__), sizes)
        return Markup(element(self._scope, found, wanted, texts))  # noqa: S704 (it quotes)

    def integrity(self, name: str) -> str:
        """Return the digest of an asset's published bytes for an ``integrity`` attribute, or ""."""
        found = self._scope.reads.entry(asset_path(name.lstrip("/")), "integrity")
        return "" if found is MISSING else str(found)

    def preload(self, name: str) -> Markup:
        """Return the link element that has a browser load an asset early."""
        kind = type_of(name)
        as_ = _PRELOADED.get(kind, "fetch")
        cross = " crossorigin" if as_ in {"font", "fetch"} else ""
        url = quoted(self.asset_url(name))
        return Markup(f'<link rel="preload" href="{url}" as="{as_}"{cross}>')  # noqa: S704 (quoted)

    def preloads(self) -> Markup:
        """Return the links for all assets of ``[assets] preload``."""
        names = cast("list[str]", self._scope.setting("assets.preload"))
        return Markup("\n").join(self.preload(name) for name in names)

    def asset_url(self, name: str) -> str:
        """Return the URL of an asset by its logical name: ``css/style.css``."""
        published = self._scope.asset(name.lstrip("/"))
        if not published:
            self._scope.complain("asset", caller_of(self._scope), f"there is no asset {name!r}")
            return self._scope.href(f"/assets/{name.lstrip('/')}")
        return self._scope.href(f"/{published}")

    def url_for(self, target: Any) -> str:  # noqa: ANN401 (a page, a menu item, or a path)
        """Return the URL of a page, of an item with a URL, or of a path (``docs/intro.md``)."""
        if isinstance(target, str):
            return self.ref(target)
        return str(target.url)

    def ref(self, target: str) -> str:
        """Return the URL of ``docs/intro.md#anchor``; a target that leads nowhere is a warning."""
        if "://" in target or target.startswith("#"):
            return target
        path = target if target.startswith("/") else f"/{target}"
        return resolve(self._scope, "", path, 0)

    def absolute_url(self, url: str) -> str:
        """Return *url* with scheme and host, when the base URL has them."""
        return self._scope.absolute(url)

    def get_page(self, path: str) -> PageView | None:
        """Return a page by its source or URL."""
        return SiteView(self._scope).get_page(path)

    def env(self, name: str, default: str = "") -> str:
        """Return an environment variable; it becomes a dependency of the page."""
        state = environment_state(name, os.environ)
        self._scope.reads.state(f"{ENVIRONMENT}{name}", state)
        return os.environ.get(name, default)

    def feature_enabled(self, name: str) -> bool:
        """Tell whether ``[features]`` has *name* turned on."""
        return self._scope.setting(f"features.{name}") is True

    def feeds(self) -> list[dict[str, JSON]]:
        """Return the feeds of the site: title, URL and media type."""
        found = self._scope.reads.entry(URLS, "feeds")
        rows = found if isinstance(found, list) else []
        return [
            {**row, "url": self._scope.href(str(row["url"]))}
            for row in rows
            if isinstance(row, dict)
        ]

    def is_current(self, item: Any) -> bool:  # noqa: ANN401 (a page, a term or an item)
        """Tell whether *item* leads to the page that is rendered."""
        return item is not None and self._scope.href(self._scope.url) == str(item.url)

    def is_active(self, item: Any) -> bool:  # noqa: ANN401 (a page, a term or an item)
        """Tell whether *item* leads to the page that is rendered, or to a section it is in."""
        if item is None:
            return False
        own, url = self._scope.href(self._scope.url), str(item.url)
        home = url == self._scope.href("/")
        return own == url or (not home and url.endswith("/") and own.startswith(url))
