"""The same image in the same format, encoded again: without loss, or JPEG at a lower quality."""

from __future__ import annotations

from functools import lru_cache

from PIL import Image, JpegImagePlugin

from bengal_tasks.assets.images import files, jpeg_file, png_file
from bengal_tasks.assets.images.encode import JPEG, png, saved, squeezed
from bengal_tasks.assets.images.pixels import Picture
from bengal_tasks.assets.images.turn import turned


_FULL, _HALF = 0, 2
_BITS, _GREY = 8, 0


def recoded(picture: Picture, *, quality: int, turn: bool) -> bytes | None:
    """
    Return the decoded *picture* encoded again, with its colour profile and no metadata.

    With *turn* its pixels are turned as its EXIF says. None when its format cannot be encoded again
    without loss that nobody asked for: GIF, AVIF, lossy WebP, PNG with 16 bits of colour.
    Raises what Pillow raises (`pixels.FAULTS`).
    """
    orientation = picture.orientation if turn else 1
    container = picture.container
    if container.kind == "jpeg":
        return _jpeg(picture, orientation, quality)
    if container.kind == "webp" and container.lossless:
        return _webp(picture, orientation)
    if container.kind == "png":
        return _png(picture, orientation)
    return None


def _jpeg(picture: Picture, orientation: int, quality: int) -> bytes:
    """Keep the tables of a source that is already coarser than *quality*."""
    image = picture.image
    assert isinstance(image, JpegImagePlugin.JpegImageFile)  # noqa: S101 (told by `pixels.opened`)
    options = JPEG | {"icc_profile": image.info.get("icc_profile")}
    sampling = JpegImagePlugin.get_sampling(image)
    if _is_finer(image, quality):
        options |= {"quality": quality, "subsampling": _FULL if sampling == _FULL else _HALF}
    elif orientation == 1:
        return saved(image, "JPEG", quality="keep", **options)
    else:
        options |= {
            "qtables": image.quantization,
            "subsampling": _HALF if sampling == _HALF else _FULL,
        }
    return saved(turned(image, orientation), "JPEG", **options)


def _is_finer(image: JpegImagePlugin.JpegImageFile, quality: int) -> bool:
    tables: dict[int, list[int]] = image.quantization
    return sum(tables[min(tables)]) < _coarseness(quality)


@lru_cache
def _coarseness(quality: int) -> int:
    """Return the sum of libjpeg's table for brightness at *quality*: less is finer."""
    pixel = Image.new("L", (1, 1))
    table = files.read("jpeg", saved(pixel, "JPEG", quality=quality))
    return sum(jpeg_file.brightness_table(table))


def _webp(picture: Picture, orientation: int) -> bytes:
    profile = picture.image.info.get("icc_profile")
    image = turned(picture.image, orientation)
    return saved(
        image, "WEBP", lossless=True, exact=True, quality=100, method=6, icc_profile=profile
    )


def _png(picture: Picture, orientation: int) -> bytes | None:
    """Return the shortest: Pillow is better at plain gradients, oxipng at nearly all else."""
    made = _png_by_pillow(picture, orientation)
    if orientation == 1:
        found = [made, squeezed(files.write(picture.container))]
    else:
        found = [made, made and squeezed(made)]
    return min(filter(None, found), key=len, default=None)


def _png_by_pillow(picture: Picture, orientation: int) -> bytes | None:
    bits, layout = png_file.depth(picture.container)
    if bits > _BITS and layout != _GREY:
        return None
    image = turned(picture.image, orientation)
    return png_file.dressed(png(image), picture.container)
