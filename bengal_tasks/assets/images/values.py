"""What image work is asked for, and what it gives."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ImageOptions:
    """
    How images are written.

    *quality* is 1 to 100 on JPEG's scale; it counts for lossy formats only. *strip_metadata* drops
    all that is not needed to show the image: EXIF with its GPS position, IPTC, XMP, comments.
    """

    quality: int = 85
    strip_metadata: bool = True


@dataclass(frozen=True, slots=True)
class Probe:
    """
    What is known of an image without decoding it.

    *kind* is ``png jpeg webp gif avif svg``. *width* and *height* are in pixels as it is shown,
    that is after EXIF orientation; both are 0 for an SVG without a size. *mode* is Pillow's word
    for the pixels, "" for SVG. *lossless* says that the pixels are stored exactly.
    """

    kind: str
    width: int
    height: int
    frames: int = 1
    has_alpha: bool = False
    mode: str = ""
    lossless: bool = False

    def height_at(self, width: int) -> int:
        """Return the height of a variant that is *width* wide: the ratio kept, at least 1."""
        return scaled_height(self.width, self.height, width)


def scaled_height(width: int, height: int, new_width: int) -> int:
    """Return *height* scaled as *width* is to *new_width*: halves go up, and at least 1."""
    return max(1, (2 * height * new_width + width) // (2 * width)) if width else 0


@dataclass(frozen=True, slots=True)
class Optimized:
    """
    An image in its own format, never longer than its source.

    *width* and *height* are those of `Probe`, or 0 when it could not be read. *optimized* says that
    *data* is not the source. *notice* tells what is wrong, "" if nothing.
    """

    data: bytes
    width: int = 0
    height: int = 0
    notice: str = ""
    optimized: bool = False


@dataclass(frozen=True, slots=True)
class Variant:
    """An image of another size or format; *notice* tells what was lost, "" if nothing."""

    data: bytes
    width: int
    height: int
    kind: str
    notice: str = ""
