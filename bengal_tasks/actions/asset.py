"""Publish one asset under a name that has the digest of its bytes in it."""

from __future__ import annotations

from hashlib import sha256
from pathlib import PurePosixPath

from bengal_tasks.actions.bench import Bench
from bengal_tasks.model.keys import asset_path
from bengal_tasks.model.values import JSON


FINGERPRINT_LENGTH = 8
"""Hex digits, as the manifest format has it."""

_PLAIN = frozenset({"robots.txt", "favicon.ico", "sw.js", "CNAME"})
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


def asset(bench: Bench, *, name: str, path: str, output_dir: str) -> None:
    """Write ``public/assets/NAME`` (with a fingerprint) and the entry file of the asset."""
    data = bench.read(path)
    digest = sha256(data).hexdigest()[:FINGERPRINT_LENGTH]
    marked = bench.setting("assets.fingerprint") is True and not is_plain(name)
    published = f"assets/{fingerprinted(name, digest) if marked else name}"
    bench.write(f"{output_dir}/{published}", data)
    entry: dict[str, JSON] = {
        "version": 1,
        "output_path": published,
        "size_bytes": len(data),
        "type": type_of(name),
        **({"fingerprint": digest} if marked else {}),
    }
    bench.write_artefact(asset_path(name), entry)


def type_of(name: str) -> str:
    """Return the type of an asset by its suffix; ``other`` when it is not known."""
    return _TYPE_OF_SUFFIX.get(PurePosixPath(name).suffix.lower(), "other")


def is_plain(name: str) -> bool:
    """Tell whether an asset must keep its name, because others look for it under that name."""
    return PurePosixPath(name).name in _PLAIN or name.startswith(".well-known/")


def fingerprinted(name: str, digest: str) -> str:
    """
    Return *name* with *digest* before its suffix.

    >>> fingerprinted("css/site.min.css", "1a2b3c4d")
    'css/site.min.1a2b3c4d.css'
    """
    pure = PurePosixPath(name)
    return str(pure.with_name(f"{pure.stem}.{digest}{pure.suffix}"))
