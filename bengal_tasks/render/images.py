"""Show an image of the site: its element, with smaller variants for a browser to choose from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast
from urllib.parse import quote, unquote

from bengal_tasks.assets.images.picture import Candidate, Look, picture
from bengal_tasks.model.assets import is_raster, suffix_of
from bengal_tasks.model.body import Slot, image_element
from bengal_tasks.model.entries import MISSING
from bengal_tasks.model.keys import URLS, asset_path, picture_path, variant_path
from bengal_tasks.render.links import resolve, source_path
from bengal_tasks.render.scope import Scope


_FORMS = {".jpg": "jpeg"}
"""The format of a suffix that is not spelled like it."""

_FIXED = ("width", "height")
_OWN = frozenset({"alt", "loading", "decoding", *_FIXED})


@dataclass(frozen=True, slots=True)
class Image:
    """
    An image of the site.

    *name* is its site path, or ``assets/`` and its logical name; *entry* is its entry file, and
    *url* where it is published.
    """

    name: str
    entry: str
    url: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which variants are asked for, and *sizes* as in HTML; as the settings say without them."""

    widths: tuple[int, ...] | None = None
    formats: tuple[str, ...] | None = None
    sizes: str = ""


def find_image(scope: Scope, key: str, target: str) -> Image | None:
    """Return the image *target*: beside the page *key*, or an asset; none when there is none."""
    target = unquote(target.partition("#")[0].partition("?")[0])
    beside = source_path(scope, key, target)
    url = scope.reads.entry(URLS, f"files{beside}")
    if url is not MISSING:
        path = f"{scope.text_setting('build.content_dir')}{beside}"
        return Image(path, picture_path(path), cast("str", url))
    name = target.lstrip("/").removeprefix("assets/")
    published = scope.asset(name) if name else ""
    return Image(f"assets/{name}", asset_path(name), f"/{published}") if published else None


def image_slot(scope: Scope, key: str, slot: Slot) -> str:
    """Return the element of an image in a body; plain when ``[assets.images]`` says so."""
    responsive = is_raster(slot.target) and scope.setting("assets.images.responsive") is True
    image = find_image(scope, key, slot.target) if responsive else None
    if image is None:
        url = resolve(scope, key, slot.target, slot.line, kind="image")
        return image_element(quoted(url), slot.attrs)
    return element(scope, image, Wanted(), dict(slot.attrs))


def element(scope: Scope, image: Image, wanted: Wanted, attrs: dict[str, str]) -> str:
    """
    Return the element of *image*: a ``picture`` when there are variants, else a plain ``img``.

    *attrs* are plain texts; ``alt`` must be there. A width or height that is given stays.
    """
    width, height = _size(scope, image)
    whole = Candidate(scope.href(quote(image.url)), width, height, form_of(image.name))
    variants = list(_variants(scope, image, width, wanted)) if width else []
    rest = {name: text for name, text in attrs.items() if text and name not in _OWN}
    look = Look(
        alt=attrs.get("alt", ""),
        sizes=wanted.sizes or (scope.text_setting("assets.images.sizes") if variants else ""),
        loading=attrs.get("loading", "lazy"),
        decoding=attrs.get("decoding", "async"),
        attrs=rest,
        width=attrs.get("width", ""),
        height=attrs.get("height", ""),
    )
    return picture(variants, whole, look)


def _size(scope: Scope, image: Image) -> tuple[int, int]:
    found = [scope.reads.entry(image.entry, name) for name in _FIXED]
    width, height = (value if isinstance(value, int) else 0 for value in found)
    return width, height


def _variants(scope: Scope, image: Image, width: int, wanted: Wanted) -> Iterable[Candidate]:
    if scope.reads.entry(image.entry, "variable") is not True:
        return
    images = "assets.images"
    widths = wanted.widths
    if widths is None:
        widths = tuple(cast("list[int]", scope.setting(f"{images}.widths")))
    formats = wanted.formats
    if formats is None:
        formats = tuple(cast("list[str]", scope.setting(f"{images}.formats")))
    own = form_of(image.name)
    for form in formats:
        # The source itself is the widest of its own format.
        smaller = {w for w in widths if w < width} | (set() if form == own else {width})
        for size in sorted(smaller if widths else ()):
            path = variant_path(image.name, size, form)
            url = scope.reads.entry(path, "output_path")
            if url is not MISSING:
                height = cast("int", scope.reads.entry(path, "height"))
                yield Candidate(scope.href(quote(f"/{url}")), size, height, form)


def form_of(name: str) -> str:
    """Return the format of an image by its suffix: ``jpeg`` for ``.jpg``."""
    suffix = suffix_of(name)
    return _FORMS.get(suffix, suffix.removeprefix("."))


def quoted(url: str) -> str:
    """Return a URL as it stands between double quotes."""
    return url.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&#34;")
