"""The file around the pixels, cut into parts, so that metadata goes without touching a pixel."""

from __future__ import annotations

from dataclasses import dataclass


class Damaged(ValueError):  # noqa: N818 (never leaves this package: it becomes a notice or an error)
    """The bytes do not have the structure of their format."""


@dataclass(frozen=True, slots=True)
class Container:
    """
    The parts of one image file.

    Concatenated, *parts* are what is needed to show the image. *metadata* are the parts that are
    not, as they stand in the file. *exif* is the TIFF structure of EXIF, *xmp* the text of XMP,
    both empty if the file has none. Bytes after the end of the
    image are in neither.
    """

    kind: str
    parts: tuple[bytes, ...]
    metadata: tuple[bytes, ...] = ()
    exif: bytes = b""
    xmp: bytes = b""
    frames: int = 1
    lossless: bool = False
