"""Assets: what kind a file is by its suffix, and under which name it is published."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase
from pathlib import PurePosixPath


_TYPES = {
    "css": (".css", ".scss", ".sass", ".less"),
    "javascript": (".js", ".mjs", ".ts"),
    "image": (".jpg", ".jpeg", ".png", ".gif", ".svg", ".webp", ".avif", ".ico"),
    "font": (".woff", ".woff2", ".ttf", ".otf", ".eot"),
    "video": (".mp4", ".webm"),
    "document": (".pdf",),
    "data": (".json", ".yaml", ".xml", ".csv", ".webmanifest"),
}
_TYPE_OF_SUFFIX = {suffix: kind for kind, suffixes in _TYPES.items() for suffix in suffixes}
_COMPILED = {".scss": ".css", ".sass": ".css", ".less": ".css", ".ts": ".js"}
_PARTIALS = (".scss", ".sass", ".less")
_RASTER = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif")
IMAGE_FORMATS = ("webp", "avif", "jpeg", "png")
"""The formats that variants of an image can have."""

_PLAIN = frozenset({"robots.txt", "favicon.ico", "sw.js", "CNAME"})


def type_of(name: str) -> str:
    """Return the type of an asset by its suffix; ``other`` when it is not known."""
    return _TYPE_OF_SUFFIX.get(suffix_of(name), "other")


def suffix_of(name: str) -> str:
    """Return the suffix of a path in lower case, with its dot."""
    return PurePosixPath(name).suffix.lower()


def logical_name(name: str) -> str:
    """
    Return the name under which the file *name* of an assets folder is known.

    >>> [logical_name(n) for n in ("css/site.scss", "js/app.ts", "img/a.png")]
    ['css/site.css', 'js/app.js', 'img/a.png']
    """
    suffix = suffix_of(name)
    return name[: -len(suffix)] + _COMPILED[suffix] if suffix in _COMPILED else name


def is_partial(name: str) -> bool:
    """Tell whether *name* is a part of other stylesheets, and not published (``_vars.scss``)."""
    return PurePosixPath(name).name.startswith("_") and suffix_of(name) in _PARTIALS


def is_code(name: str) -> bool:
    """Tell whether an asset is compiled before it is published: a stylesheet or a script."""
    return type_of(name) in {"css", "javascript"}


def needs_esbuild(path: str, minifier: str) -> bool:
    """Tell whether the script *path* is made by esbuild: TypeScript, or any if it is chosen."""
    return suffix_of(path) == ".ts" or (minifier == "esbuild" and type_of(path) == "javascript")


def is_raster(name: str) -> bool:
    """Tell whether an image is made of pixels, so that it can be made smaller."""
    return suffix_of(name) in _RASTER


def is_plain(name: str, exempt: Iterable[str] = ()) -> bool:
    """Tell whether an asset keeps its name: others look for it, or a glob of *exempt* says so."""
    known = PurePosixPath(name).name in _PLAIN or name.startswith(".well-known/")
    return known or any(fnmatchcase(name, pattern) for pattern in exempt)


def marked(name: str, digest: str) -> str:
    """
    Return *name* with *digest* before its suffix.

    >>> marked("css/site.min.css", "1a2b3c4d")
    'css/site.min.1a2b3c4d.css'
    """
    pure = PurePosixPath(name)
    return str(pure.with_name(f"{pure.stem}.{digest}{pure.suffix}"))
