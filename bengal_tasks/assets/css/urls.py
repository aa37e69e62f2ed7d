"""URLs of a stylesheet: which asset one means, and how it is written from another stylesheet."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from urllib.parse import unquote


ASSETS = "/assets/"
_EXTERNAL = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|[/\\]{2}")
_DROPPED = str.maketrans("", "", "\t\n\r")
_IN_TAIL = str.maketrans({'"': "%22", "\\": "%5C", " ": "%20"})


@dataclass(frozen=True, slots=True)
class Target:
    """
    What a URL means: the asset *name* with *tail* (query and fragment), or no asset.

    *rooted* tells a URL from the root of the site, *external* one that leads out of the site,
    *outside* a relative one that leads out of the folder of assets.
    """

    name: str = ""
    tail: str = ""
    rooted: bool = False
    external: bool = False
    outside: bool = False


def target_of(url: str, sheet: str, base_path: str) -> Target:
    """
    Return what *url* means in the stylesheet with the logical name *sheet*.

    *base_path* is the path of the site, "" or like ``/docs``.
    """
    url = url.strip(" ").translate(_DROPPED)
    if _EXTERNAL.match(url):
        return Target(external=True)
    path, tail = _split(url)
    path = unquote(path.replace("\\", "/"), errors="replace")
    if not path or path.endswith(("/", "/.", "/..")) or "\0" in path:
        return Target()
    if path.startswith("/"):
        return _rooted(posixpath.normpath(path), tail, base_path)
    return _relative(path, tail, sheet)


def _relative(path: str, tail: str, sheet: str) -> Target:
    name = posixpath.normpath(posixpath.join(posixpath.dirname(sheet), path))
    if name == ".." or name.startswith("../"):
        return Target(outside=True)
    return Target() if name == "." else Target(name, tail)


def _split(url: str) -> tuple[str, str]:
    cut = min((n for n in (url.find("?"), url.find("#")) if n >= 0), default=len(url))
    return url[:cut], url[cut:].translate(_IN_TAIL)


def _rooted(path: str, tail: str, base_path: str) -> Target:
    for root in (base_path + ASSETS, ASSETS):
        if path.startswith(root):
            return Target(path.removeprefix(root), tail, rooted=True)
    return Target()


def rebased(url: str, sheet: str, entry: str) -> str:
    """Return a relative *url* of the stylesheet *sheet* as it is written in *entry*."""
    here, there = posixpath.dirname(sheet), posixpath.dirname(entry)
    path, tail = _split(url)
    if here == there or not path or path.startswith("/"):
        return url
    # two folders of one tree: a root of our own keeps leading ".." apart from the real one
    root = "/" + "up/" * (path.count("..") + 1)
    moved = posixpath.relpath(posixpath.join(root, here, path), posixpath.join(root, there))
    return moved + tail
