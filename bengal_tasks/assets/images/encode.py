"""Pixels -> the bytes of one format; the same bytes on any number of cores."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from types import MappingProxyType
from typing import Final

from PIL import Image, ImageChops


WEBP_METHOD: Final = 5
"""Of 0 to 6; 5 takes a tenth longer than 4 for 1 to 4 % fewer bytes, 6 twice as long for 2 to 7."""
AVIF: Final = MappingProxyType({"speed": 6, "max_threads": 1})
"""Speed is 0 to 10; 5 takes five times as long as 6. By its threads libavif cuts tiles."""
AVIF_SCALE: Final = 0.75
"""Quality 64 in AVIF has the signal-to-noise ratio of 85 in WebP: both 34 dB on a photograph."""
JPEG: Final = MappingProxyType({"progressive": True, "optimize": True})
"""How a JPEG is stored; says nothing of its pixels."""
COLOURS: Final = 256
"""The longest palette."""

KINDS: Final = ("avif", "webp", "jpeg", "png")
"""The formats that variants can have."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """
    How an image is written: at *quality* 1 to 100, with EXIF (in its JPEG form) and XMP.

    *exact* says that the source was stored exactly, as drawings and screenshots are. WebP is then
    tried without loss too, and the shorter one taken.
    """

    quality: int
    exact: bool = False
    exif: bytes = b""
    xmp: bytes = b""


def encoded(image: Image.Image, kind: str, how: Encoding) -> bytes:
    """
    Return *image*, which is L, LA, RGB or RGBA, as a file of *kind*.

    Raises what Pillow raises (`pixels.FAULTS`).
    """
    if kind == "png":
        made = png(image, exif=how.exif)
        return squeezed(made) or made
    metadata: dict[str, object] = {"exif": how.exif, "xmp": how.xmp}
    if kind == "jpeg":
        return saved(image, "JPEG", quality=how.quality, **metadata, **JPEG)
    if kind == "avif":
        return saved(image, "AVIF", quality=round(how.quality * AVIF_SCALE), **metadata, **AVIF)
    return _webp(image, how, metadata | {"method": WEBP_METHOD})


def _webp(image: Image.Image, how: Encoding, options: dict[str, object]) -> bytes:
    lossy = saved(image, "WEBP", quality=how.quality, **options)
    if not how.exact:
        return lossy
    return min(saved(image, "WEBP", lossless=True, quality=75, **options), lossy, key=len)


def saved(image: Image.Image, form: str, **options: object) -> bytes:
    """Return what Pillow writes, with no profile and no metadata but those in *options*."""
    out = BytesIO()
    nothing: dict[str, object] = {"icc_profile": None, "exif": b"", "xmp": b""}
    image.save(out, form, **(nothing | options))
    return out.getvalue()


def png(image: Image.Image, **options: object) -> bytes:
    """Return *image* as a PNG, with a palette where that holds all colours and is shorter."""
    layouts = (image, _with_palette(image))
    made = (saved(one, "PNG", optimize=True, **options) for one in layouts if one)
    return min(made, key=len)


def on_white(image: Image.Image) -> Image.Image:
    """Return *image* without alpha, as it looks on a white page."""
    colours = image.convert("RGBA")
    page = Image.new("RGBA", image.size, "white")
    return Image.alpha_composite(page, colours).convert("RGB")


def same_pixels(one: Image.Image, other: Image.Image) -> bool:
    """Tell whether two images are equal in every channel of RGBA."""
    pair = one.convert("RGBA"), other.convert("RGBA")
    if pair[0].size != pair[1].size:
        return False
    difference = ImageChops.difference(*pair)
    return all(difference.getchannel(band).getbbox() is None for band in "RGBA")


def _with_palette(image: Image.Image) -> Image.Image | None:
    if image.mode != "RGB" or "transparency" in image.info or not image.getcolors(COLOURS):
        return None
    small = image.quantize(COLOURS, dither=Image.Dither.NONE)
    return small if same_pixels(small, image) else None


def squeezed(data: bytes) -> bytes | None:
    """Return the PNG *data* by oxipng, all pixels and chunks kept; None without the extra png."""
    try:
        import oxipng  # noqa: PLC0415 (an extra)
    except ImportError:
        return None
    try:
        return bytes(oxipng.optimize_from_memory(data, level=2, strip=oxipng.StripChunks.none()))
    except oxipng.PngError:
        return data
