"""What an image is, from its header."""

from __future__ import annotations

from bengal_tasks.assets.images import files
from bengal_tasks.assets.images.container import Damaged
from bengal_tasks.assets.images.pixels import opened
from bengal_tasks.assets.images.svg import size_of_svg
from bengal_tasks.assets.images.values import Probe


def probe(data: bytes, path: str = "") -> Probe | None:
    """
    Return what *data* is, or None when it is no image of a kind we know, or its header is damaged.

    Raises AssetError, which names *path*, when the image is too large to be decoded safely.
    """
    kind = files.sniff(data)
    if kind == "svg":
        return Probe(kind, *size_of_svg(data), has_alpha=True, lossless=True)
    if not kind:
        return None
    try:
        picture = opened(kind, data, path)
    except Damaged:
        return None
    image, container = picture.image, picture.container
    return Probe(
        kind,
        picture.width,
        picture.height,
        container.frames,
        image.has_transparency_data,
        image.mode,
        container.lossless or kind == "gif",
    )


def fallback_kind(found: Probe) -> str:
    """
    Return the format that every reader of the image *found* can show: ``jpeg``, ``png`` or its own.

    JPEG is for photographs without alpha. It is known before anything is decoded, so that the name
    of a variant is known before its task runs.
    """
    if found.kind == "svg" or found.frames > 1:
        return found.kind
    return "png" if found.has_alpha or found.lossless else "jpeg"
