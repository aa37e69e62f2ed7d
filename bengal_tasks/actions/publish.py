"""Publish the bytes of an asset: the file, siblings that are smaller, and the entry."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256, sha384
from typing import cast

from bengal_tasks.actions.bench import Bench
from bengal_tasks.model.assets import is_plain, marked, type_of
from bengal_tasks.model.keys import asset_path
from bengal_tasks.model.values import JSON


FINGERPRINT_LENGTH = 8
"""Hex digits, as the manifest format has it."""

_COMPRESSIBLE = frozenset({"css", "javascript", "data", "other"})
_TEXT_IMAGES = (".svg", ".ico")


def has_fingerprint(bench: Bench, name: str) -> bool:
    """Tell whether the asset *name* is published under a name with a fingerprint."""
    if bench.setting("assets.fingerprint") is not True:
        return False
    return not is_plain(name, cast("list[str]", bench.setting("assets.exempt")))


def fingerprint_of(data: bytes) -> str:
    """Return the fingerprint of the bytes that are published."""
    return sha256(data).hexdigest()[:FINGERPRINT_LENGTH]


def publish_asset(
    bench: Bench, output_dir: str, name: str, data: bytes, fields: dict[str, JSON]
) -> None:
    """
    Publish the asset *name*, and write its entry file with *fields* besides its own.

    The fingerprint is that of *data*, unless it is among the fields.
    """
    known = str(fields.pop("fingerprint", "")) or fingerprint_of(data)
    fingerprint = known if has_fingerprint(bench, name) else ""
    path = f"assets/{marked(name, fingerprint) if fingerprint else name}"
    entry = publish(bench, output_dir, path, data)
    mark: dict[str, JSON] = {"fingerprint": fingerprint} if fingerprint else {}
    bench.write_artefact(asset_path(name), {"version": 1, **entry, **mark, **fields})


def publish(bench: Bench, output_dir: str, path: str, data: bytes) -> dict[str, JSON]:
    """
    Write *data* to *path* below the output folder, with the siblings that are asked for.

    Returns the fields of its entry: ``output_path``, ``size_bytes``, ``integrity``, ``type``, and
    ``siblings``, the sizes by suffix.
    """
    bench.write(f"{output_dir}/{path}", data)
    sizes: dict[str, JSON] = {}
    for suffix, smaller in _siblings(bench, path, data).items():
        bench.write(f"{output_dir}/{path}{suffix}", smaller)
        sizes[suffix.removeprefix(".")] = len(smaller)
    return {
        "output_path": path,
        "size_bytes": len(data),
        "integrity": f"sha384-{b64encode(sha384(data).digest()).decode()}",
        "type": type_of(path),
        **({"siblings": sizes} if sizes else {}),
    }


def _siblings(bench: Bench, path: str, data: bytes) -> dict[str, bytes]:
    compressible = type_of(path) in _COMPRESSIBLE or path.lower().endswith(_TEXT_IMAGES)
    kinds = cast("list[str]", bench.setting("assets.precompress")) if compressible else []
    if not kinds:
        return {}
    from bengal_tasks.assets.precompress import siblings  # noqa: PLC0415 (only where it is asked for)

    return siblings(data, kinds)
