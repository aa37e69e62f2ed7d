"""AVIF: its metadata is overwritten in place, since boxes hold the offsets of one another."""

from __future__ import annotations

from bengal_tasks.assets.images.container import Container


_EMPTY_TIFF = b"II*\0\x08\0\0\0"
_LEFT = "its metadata could not be found in the file, and is published with it"


def blanked(container: Container) -> tuple[bytes, str]:
    """
    Return the file with EXIF and XMP overwritten, and a notice when one of them was not found.

    The length stays. How an AVIF is turned is said by boxes, not by its EXIF.
    """
    data = container.parts[0]
    notice = ""
    for text, start in ((container.exif, _EMPTY_TIFF), (container.xmp, b"")):
        if not text:
            continue
        if data.count(text) != 1:
            notice = _LEFT
            continue
        empty = start[: len(text)].ljust(len(text), b"\0" if start else b" ")
        data = data.replace(text, empty)
    return data, notice
