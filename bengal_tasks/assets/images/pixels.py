"""Open an image that may be anything: by its own decoder only, within limits, faults as one."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass, replace
from io import BytesIO

from PIL import (
    AvifImagePlugin,
    GifImagePlugin,
    Image,
    JpegImagePlugin,
    PngImagePlugin,
    WebPImagePlugin,
)
from PIL.ImageFile import ImageFile

from bengal_tasks.assets.images import exif, files
from bengal_tasks.assets.images.container import Container, Damaged
from bengal_tasks.errors import AssetError, Place


MOST_BYTES = 100 * 1024 * 1024
"""The longest file that is decoded."""
MOST_PIXELS = 256 * 1024 * 1024 // 3
"""The largest image that is decoded: 256 MiB of RGB. Pillow warns from this size on."""
MOST_FRAMES = 10_000
"""The longest animation that is published."""

FAULTS = (
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    Warning,
    struct.error,
    zlib.error,
)
"""What decoders raise on bytes that are broken."""

# Not `Image.open`: it asks all decoders that are loaded, warns of large images by a global switch,
# and makes a JPEG with a second image after its end another format.
_DECODERS: dict[str, type[ImageFile]] = {
    "png": PngImagePlugin.PngImageFile,
    "jpeg": JpegImagePlugin.JpegImageFile,
    "webp": WebPImagePlugin.WebPImageFile,
    "gif": GifImagePlugin.GifImageFile,
    "avif": AvifImagePlugin.AvifImageFile,
}
_SIDEWAYS = frozenset({5, 6, 7, 8})
_HINT = (
    "make it smaller, or move it to the folder for static files, which are published as they are"
)


@dataclass(frozen=True, slots=True)
class Picture:
    """
    An opened image, not yet decoded, and its container.

    *width* and *height* are as it is shown: after *orientation*, which is 1 to 8 as in EXIF.
    """

    image: ImageFile
    container: Container
    orientation: int
    width: int
    height: int


def opened(kind: str, data: bytes, path: str = "") -> Picture:
    """
    Return the image in *data*, of which nothing is decoded yet.

    Raises AssetError for *path* when it is too large to be decoded safely, Damaged when it is none.
    """
    if len(data) > MOST_BYTES:
        raise _too_large(path, f"{len(data):,} bytes, more than {MOST_BYTES:,}")
    container = files.read(kind, data)
    image = _decoder(kind, files.write(container), path)
    if kind == "avif":
        tiff = bytes(image.info.get("exif") or b"").removeprefix(b"Exif\0\0")
        frames = int(getattr(image, "n_frames", 1))
        xmp = bytes(image.info.get("xmp") or b"")
        container = replace(container, exif=tiff, xmp=xmp, frames=frames)
    width, height = image.size
    if width * height > MOST_PIXELS:
        raise _too_large(path, f"{width} x {height} pixels, more than {MOST_PIXELS:,}")
    if container.frames > MOST_FRAMES:
        raise _too_large(path, f"{container.frames:,} frames, more than {MOST_FRAMES:,}")
    orientation = exif.orientation(container.exif)
    if orientation in _SIDEWAYS:
        width, height = height, width
    return Picture(image, container, orientation, width, height)


def decoded(picture: Picture) -> ImageFile:
    """Return the image of *picture*, decoded but not turned. Raises Damaged."""
    try:
        picture.image.load()
    except FAULTS as fault:
        raise Damaged(_words(fault)) from fault
    return picture.image


def _decoder(kind: str, data: bytes, path: str) -> ImageFile:
    try:
        image = _DECODERS[kind](BytesIO(data))
    except Image.DecompressionBombError as fault:
        raise _too_large(path, f"more than {MOST_PIXELS:,} pixels") from fault
    except FAULTS as fault:
        raise Damaged(_words(fault)) from fault
    return image


def _words(fault: BaseException) -> str:
    return str(fault) or type(fault).__name__


def _too_large(path: str, size: str) -> AssetError:
    place = Place(path) if path else None
    return AssetError(f"the image is too large to be decoded: {size}", place, _HINT)
