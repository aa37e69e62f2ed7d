"""Resolve: which asset a specifier means, as the browser will resolve it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote

from bengal_tasks.assets.js.imports import Kind


Has = Callable[[str], bool]
"""Whether there is an asset of that logical name."""

_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_UNSAFE = re.compile(r"[\x00-\x20\"'`\\<>\x7f\ud800-\udfff]|\$\{")
_UNPRINTABLE = re.compile(r"[\\\x00-\x1f\x7f\ud800-\udfff]")
_MODULES: frozenset[Kind] = frozenset(("static", "dynamic", "resolve"))
_URLS: frozenset[Kind] = frozenset(("url", "scripts"))
_TYPED = {".js": ".ts", ".mjs": ".mts", ".jsx": ".tsx", "": ".ts"}
TYPED_SUFFIXES = frozenset((".ts", ".mts", ".tsx"))


@dataclass(frozen=True, slots=True)
class Resolved:
    """The asset *name*, with the query and fragment that follow; *rooted* if written so."""

    name: str
    tail: str = ""
    rooted: bool = False


def resolve_specifier(
    kind: Kind, specifier: str, module: str, base_path: str, has: Has
) -> Resolved | None:
    """
    Return what *specifier* means in the script *module*; nothing if it is no asset of the site.

    Modules, and URLs with `import.meta.url` as base, are relative to the script; a worker is
    relative to the page, so only one that is written from the root on is known here.
    """
    rooted = specifier.startswith("/")
    if is_absolute(specifier) or not (rooted or _relative_to_module(kind, specifier)):
        return None
    path, tail = _cut(specifier)
    found = _below(path, module, base_path)
    if found is None or _UNSAFE.search(tail):
        return None
    name = _typed(found, module, has)
    if kind == "url" and "." not in posixpath.basename(name) and not has(name):
        return None
    return Resolved(name, tail, rooted)


def is_absolute(url: str) -> bool:
    """Whether a URL names a scheme or a host."""
    return _ABSOLUTE.match(url) is not None


def _relative_to_module(kind: Kind, specifier: str) -> bool:
    if kind in _MODULES:
        return specifier.startswith(("./", "../"))
    return kind in _URLS


def _cut(specifier: str) -> tuple[str, str]:
    ends = [n for n in map(specifier.find, "?#") if n >= 0]
    end = min(ends, default=len(specifier))
    return specifier[:end], specifier[end:]


def _below(path: str, module: str, base_path: str) -> str | None:
    """Return the logical name that *path* leads to, or nothing when it leads out of the assets."""
    try:
        path = unquote(path, errors="strict")
    except UnicodeDecodeError:
        return None
    parts = module.split("/")[:-1]
    if path.startswith("/"):
        starts = [start for start in (f"{base_path}/assets/", "/assets/") if path.startswith(start)]
        if not starts:
            return None
        path, parts = path.removeprefix(starts[0]), []
    return None if _UNPRINTABLE.search(path) else _joined(parts, path.split("/"))


def _joined(folder: list[str], path: list[str]) -> str | None:
    parts = list(folder)
    for part in path:
        if part == ".." and parts:
            parts.pop()
        elif part == "..":
            return None
        elif part != ".":
            parts.append(part)
    return None if path[-1] in {"", ".", ".."} or not all(parts) else "/".join(parts)


def _typed(name: str, module: str, has: Has) -> str:
    """Return the TypeScript source that is meant where its script, or no suffix, is written."""
    if posixpath.splitext(module)[1] not in TYPED_SUFFIXES or has(name):
        return name
    stem, suffix = posixpath.splitext(name)
    other = stem + _TYPED.get(suffix, suffix)
    return other if has(other) else name
