"""PNG as chunks (W3C PNG, third edition)."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator

from bengal_tasks.assets.images.container import Container, Damaged


SIGNATURE = b"\x89PNG\r\n\x1a\n"
COLOUR = frozenset({b"cICP", b"mDCV", b"cLLI", b"iCCP", b"sRGB", b"gAMA", b"cHRM", b"pHYs"})
"""How the pixels are to be shown, whatever their layout; these come before palette and data."""
_LAYOUT = frozenset({b"IHDR", b"PLTE", b"tRNS", b"sBIT", b"bKGD", b"IDAT", b"IEND"})
_ANIMATION = frozenset({b"acTL", b"fcTL", b"fdAT"})
_NEEDED = COLOUR | _LAYOUT | _ANIMATION
_XMP = b"XML:com.adobe.xmp\0\0\0"
_FRAME = 12


def read(data: bytes) -> Container:
    """
    Cut *data* into chunks.

    What stays is on a list, so unknown and private chunks go, and so does what follows the end:
    editors have left there what was cropped away. Raises Damaged.
    """
    parts: list[bytes] = [SIGNATURE]
    metadata: list[bytes] = []
    exif = xmp = b""
    frames = 1
    for name, body, whole in _chunks(data):
        (parts if name in _NEEDED else metadata).append(whole)
        if name == b"eXIf":
            exif = exif or body
        elif name == b"iTXt" and body.startswith(_XMP):
            xmp = body[len(_XMP) :].split(b"\0", 2)[-1]
        elif name == b"acTL" and len(body) >= 4:  # noqa: PLR2004 (the number of frames)
            (frames,) = struct.unpack_from(">I", body)
    return Container("png", tuple(parts), tuple(metadata), exif, xmp, frames, lossless=True)


def write(container: Container, metadata: Iterable[bytes] = ()) -> bytes:
    """Return the file of *container* with the chunks *metadata* before its end."""
    return b"".join((*container.parts[:-1], *metadata, container.parts[-1]))


def exif_chunk(tiff: bytes) -> bytes:
    """Return the chunk for the EXIF *tiff*."""
    return chunk(b"eXIf", tiff)


def chunk(name: bytes, body: bytes) -> bytes:
    """Return the chunk *name* with its length and check sum."""
    check = zlib.crc32(name + body)
    return len(body).to_bytes(4, "big") + name + body + check.to_bytes(4, "big")


def dressed(pixels: bytes, source: Container) -> bytes:
    """Return the PNG *pixels* with the colour chunks of *source*."""
    kept = [part for part in source.parts if part[4:8] in COLOUR]
    bare = read(pixels)
    return b"".join((*bare.parts[:2], *kept, *bare.parts[2:]))


def depth(container: Container) -> tuple[int, int]:
    """Return the bits per channel and the colour type of the header."""
    header = container.parts[1]
    return header[16], header[17]


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    at = len(SIGNATURE)
    if data[:at] != SIGNATURE or data[at + 4 : at + 8] != b"IHDR":
        raise Damaged("no start of a PNG")
    name = b""
    while name != b"IEND":
        end = at + _FRAME + int.from_bytes(data[at : at + 4], "big")
        if end > len(data) or at + _FRAME > len(data):
            raise Damaged("a PNG chunk is cut off")
        name, whole = data[at + 4 : at + 8], data[at:end]
        if name in _NEEDED and zlib.crc32(whole[4:-4]) != int.from_bytes(whole[-4:], "big"):
            raise Damaged("a PNG chunk has a wrong check sum")
        yield name, whole[8:-4], whole
        at = end
