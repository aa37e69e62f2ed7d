"""One image in another size or format."""

from __future__ import annotations

from PIL import Image

from bengal_tasks.assets.images import files
from bengal_tasks.assets.images.colour import plain
from bengal_tasks.assets.images.container import Container, Damaged
from bengal_tasks.assets.images.encode import KINDS, Encoding, encoded, on_white
from bengal_tasks.assets.images.exif import upright
from bengal_tasks.assets.images.pixels import FAULTS, Picture, decoded, opened
from bengal_tasks.assets.images.turn import turned
from bengal_tasks.assets.images.values import ImageOptions, Variant, scaled_height
from bengal_tasks.errors import AssetError, Place


_LONGEST = 65_000
"""The longest EXIF or XMP that is carried over: a segment of a JPEG holds 65,533 bytes."""
_WHITE = "its transparent parts are white in JPEG, which has none; png, webp and avif keep them"


def variant(
    data: bytes, width: int, kind: str, options: ImageOptions, path: str = ""
) -> Variant | None:
    """
    Return *data* upright, in sRGB, *width* pixels wide, as a file of *kind* (see `encode.KINDS`).

    It may be longer than the source: the caller compares. None when there is no such variant: the
    source is less wide, animated, SVG or no image. Raises AssetError, which names *path*, when the
    image is damaged or too large.
    """
    source_kind = files.sniff(data)
    if kind not in KINDS:
        raise ValueError(kind)
    if source_kind in {"", "svg"}:
        return None
    try:
        picture = opened(source_kind, data, path)
        if not 0 < width <= picture.width or picture.container.frames > 1:
            return None
        return _made(picture, width, kind, options)
    except (Damaged, *FAULTS) as fault:
        place = Place(path) if path else None
        raise AssetError(f"the image cannot be made {kind}: {fault}", place) from fault


def _made(picture: Picture, width: int, kind: str, options: ImageOptions) -> Variant:
    height = scaled_height(picture.width, picture.height, width)
    image, notice = plain(decoded(picture))
    image = _resized(turned(image, picture.orientation), (width, height))
    if kind == "jpeg" and image.mode in {"LA", "RGBA"}:
        image = on_white(image)
        notice = "; ".join(filter(None, (notice, _WHITE)))
    made = encoded(image, kind, _encoding(picture.container, options))
    return Variant(made, width, height, kind, notice)


def _encoding(container: Container, options: ImageOptions) -> Encoding:
    exact = container.lossless or container.kind == "gif"
    if options.strip_metadata:
        return Encoding(options.quality, exact)
    tiff = upright(container.exif)
    fits = tiff[:4] in {b"II*\0", b"MM\0*"} and len(tiff) <= _LONGEST
    xmp = container.xmp if len(container.xmp) <= _LONGEST else b""
    return Encoding(options.quality, exact, b"Exif\0\0" + tiff if fits else b"", xmp)


def _resized(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """Scale with Lanczos; Pillow multiplies LA and RGBA by their alpha first."""
    return image if image.size == size else image.resize(size, Image.Resampling.LANCZOS)
