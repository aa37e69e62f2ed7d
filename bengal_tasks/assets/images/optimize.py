"""
The image of a source, in its own format: without metadata, encoded again where that is shorter.

What cannot be decoded is published byte for byte, with a notice. Animations are not encoded again;
their metadata goes all the same. The colour profile stays embedded: this is the author's file.
"""

from __future__ import annotations

from bengal_tasks.assets.images import files
from bengal_tasks.assets.images.avif_file import blanked
from bengal_tasks.assets.images.container import Damaged
from bengal_tasks.assets.images.pixels import FAULTS, Picture, decoded, opened
from bengal_tasks.assets.images.recode import recoded
from bengal_tasks.assets.images.svg import size_of_svg
from bengal_tasks.assets.images.values import ImageOptions, Optimized


def optimize(data: bytes, options: ImageOptions, path: str = "") -> Optimized:
    """
    Return *data* made smaller, or *data*; never more bytes than it has.

    PNG and lossless WebP keep every pixel, JPEG goes down to the quality of *options*, of all other
    images only the metadata goes. A turned JPEG or PNG is published upright; where that would be
    longer, and in lossy WebP, the orientation stays as the only EXIF. Raises AssetError, which
    names *path*, when the image is too large to be decoded safely.
    """
    kind = files.sniff(data)
    if not kind:
        return Optimized(data)
    if kind == "svg":
        return Optimized(data, *size_of_svg(data))
    try:
        picture = opened(kind, data, path)
        decoded(picture)
    except Damaged as fault:
        return Optimized(data, notice=f"the image is damaged, and published as it is: {fault}")
    best, notice = _smallest(picture, data, options)
    return Optimized(best, picture.width, picture.height, notice, optimized=best != data)


def _smallest(picture: Picture, data: bytes, options: ImageOptions) -> tuple[bytes, str]:
    base, notice = _bare(picture) if options.strip_metadata else (data, "")
    if len(base) > len(data):
        base = data
    if picture.container.frames > 1:
        return base, notice
    try:
        made = recoded(picture, quality=options.quality, turn=options.strip_metadata)
    except FAULTS:
        return base, notice
    if made is None:
        return base, notice
    if not options.strip_metadata:
        made = files.with_metadata(picture.container, made)
    upright = options.strip_metadata and picture.orientation != 1
    limit = len(data) + 1 if upright else len(base)
    return (made if len(made) < limit else base), notice


def _bare(picture: Picture) -> tuple[bytes, str]:
    if picture.container.kind == "avif":
        return blanked(picture.container)
    return files.turned(picture.container), ""
