"""URLs: which asset a URL in a page points at, and the URL that points at it when published."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, unquote

from bengal_tasks.assets.html.values import SPACE


ASSETS = "assets"
"""The folder of the site that assets are published in."""

_ORIGIN = re.compile(r"(?:([A-Za-z][A-Za-z0-9+.-]*):)?//([^/]*)")
_TAIL = re.compile(r"[?#]")
_NO_PART = re.compile(r"[/\\\0]")
_NOT_SEEN = str.maketrans("", "", "\t\n\r")
_PORTS = {"http": ":80", "https": ":443"}
_UNQUOTED = "/:@!$&*+;=~-._"


@dataclass(frozen=True, slots=True)
class AssetUrl:
    """
    A URL that points at the asset *name* (a logical name: ``css/site.css``).

    *tail* is its query and fragment with their signs. *root* is what stands before the path of a
    published file: ``/docs/``, ``https://example.org/docs/``; for a relative URL it is empty, and
    *above* has the folder of the page and *base* that of the site, from the root of the host on, in
    decoded parts.
    """

    name: str
    tail: str
    root: str
    above: tuple[str, ...] = ()
    base: tuple[str, ...] = ()

    def leading_to(self, output_path: str) -> str:
        """
        Return the URL of the same form to a published file: ``assets/css/site.1a2b3c4d.css``.

        An absolute URL stays absolute and a relative one relative; one from the root on gets the
        path of the base URL in front when it has none.
        """
        if self.root:
            return f"{self.root}{quote(output_path, safe=_UNQUOTED)}{self.tail}"
        parts = (*self.base, *output_path.split("/"))
        shared = _shared(self.above, parts[:-1])
        path = "/".join([".."] * (len(self.above) - shared) + list(parts[shared:]))
        dot = "./" if ":" in path.partition("/")[0] else ""
        return f"{dot}{quote(path, safe=_UNQUOTED)}{self.tail}"


def is_local(url: str) -> bool:
    """Tell whether *url* leads into the site: no scheme, no host, more than a fragment."""
    return not (url.startswith(("//", "#")) or ":" in url.split("/", 1)[0]) and bool(url)


def asset_at(url: str, page_url: str, base: str) -> AssetUrl | None:
    """
    Return the asset that *url* points at from the page *page_url*, None when it is none.

    *page_url* is from the root of the site on (``/blog/first/``), *base* the base URL:
    ``https://example.org/docs``, ``/docs`` or empty. A URL from the root on may have the path of
    the base URL in front or not; one with a host must have all of the base URL. What is not below
    the folder of the assets, or leads out of the site, is no asset. Whether there is an asset of
    that name is for the caller to know.
    """
    if ASSETS not in url and ASSETS not in page_url:
        return None
    path, tail = _cut(url.strip(SPACE).translate(_NOT_SEEN))
    origin, path = _parted(path.replace("\\", "/"))
    own, base_path = _parted(base.rstrip("/"))
    site = _resolved(base_path[1:]) if base_path else ()
    if site is None or not path or (origin and not _same(origin, own)):
        return None
    if path.startswith("/"):
        parts = _resolved(path[1:])
        name = _name(parts, site) or (not origin and _name(parts, ()))
        return AssetUrl(name, tail, f"{origin}{base_path}/") if name else None
    folder = page_url.rpartition("/")[0][1:]
    above = (*site, *((_resolved(folder) if folder else ()) or ()))
    name = "" if origin or ":" in path.partition("/")[0] else _name(_resolved(path, above), site)
    return AssetUrl(name, tail, "", above, site) if name else None


def _cut(url: str) -> tuple[str, str]:
    """Return *url* before its query and fragment, and these."""
    match = _TAIL.search(url)
    return (url[: match.start()], url[match.start() :]) if match else (url, "")


def _parted(url: str) -> tuple[str, str]:
    """Return scheme and host of *url*, empty if it has none, and its path."""
    match = _ORIGIN.match(url)
    return (match[0], url[match.end() :]) if match else ("", url)


def _same(origin: str, own: str) -> bool:
    """Tell whether *origin*, perhaps without a scheme, is where the site is."""
    written, ours = _ORIGIN.fullmatch(origin), _ORIGIN.fullmatch(own)
    if written is None or ours is None:
        return False
    scheme = (ours[1] or "").lower()
    hosts = {match[2].lower().removesuffix(_PORTS.get(scheme, ":")) for match in (written, ours)}
    return (written[1] or scheme).lower() == scheme and len(hosts) == 1


def _resolved(path: str, above: Sequence[str] = ()) -> tuple[str, ...] | None:
    """Return the decoded parts of *path* below *above*; None for what is no path of a file."""
    parts = list(above)
    for written in path.split("/"):
        try:
            part = unquote(written, errors="strict")
        except UnicodeDecodeError:
            return None
        if part == ".." and parts:
            parts.pop()
        elif part in {"", ".."} or _NO_PART.search(part):
            return None
        elif part != ".":
            parts.append(part)
    return tuple(parts)


def _name(parts: tuple[str, ...] | None, site: tuple[str, ...]) -> str:
    """Return the logical name of an asset from the parts of its path, "" when it is none."""
    folder = (*site, ASSETS)
    if parts is None or parts[: len(folder)] != folder:
        return ""
    return "/".join(parts[len(folder) :])


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many parts two paths have in common at the start."""
    return next(
        (i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )
