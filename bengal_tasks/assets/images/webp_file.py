"""WebP as RIFF chunks (RFC 9649)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from bengal_tasks.assets.images.container import Container, Damaged


_NEEDED = frozenset({b"VP8X", b"ICCP", b"ANIM", b"ANMF", b"ALPH", b"VP8 ", b"VP8L"})
_HEADER = 8
_EXIF_FLAG, _XMP_FLAG = 0x08, 0x04


def read(data: bytes) -> Container:
    """Cut *data* into chunks; EXIF, XMP, unknown chunks and bytes after the end go. Or Damaged."""
    parts: list[bytes] = []
    metadata: list[bytes] = []
    exif = xmp = b""
    for name, body in _chunks(data):
        (parts if name in _NEEDED else metadata).append(_chunk(name, body))
        if name == b"EXIF":
            exif = exif or body.removeprefix(b"Exif\0\0")
        elif name == b"XMP ":
            xmp = xmp or body
    names = [part[:4] for part in parts]
    frames = max(1, names.count(b"ANMF"))
    return Container(
        "webp", tuple(parts), tuple(metadata), exif, xmp, frames, lossless=b"VP8L" in names
    )


def write(container: Container, metadata: Iterable[bytes] = ()) -> bytes:
    """Return the file of *container* with the chunks *metadata* at its end, and flags for them."""
    added = tuple(metadata)
    parts = [_flagged(p, added) if p[:4] == b"VP8X" else p for p in container.parts]
    body = b"WEBP" + b"".join((*parts, *added))
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def exif_chunk(tiff: bytes) -> bytes:
    """Return the chunk for the EXIF *tiff*."""
    return _chunk(b"EXIF", tiff)


def extended(container: Container, source: Container) -> Container:
    """Return *container* with the header of *source* that metadata needs, unless it has its own."""
    if container.parts[0][:4] == b"VP8X":
        return container
    header = [part for part in source.parts if part[:4] == b"VP8X"]
    return replace(container, parts=(*header, *container.parts))


def _flagged(header: bytes, metadata: tuple[bytes, ...]) -> bytes:
    names = {part[:4] for part in metadata}
    flags = header[_HEADER] & ~(_EXIF_FLAG | _XMP_FLAG)
    flags |= _EXIF_FLAG * (b"EXIF" in names) | _XMP_FLAG * (b"XMP " in names)
    return header[:_HEADER] + bytes((flags,)) + header[_HEADER + 1 :]


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    end = _HEADER + int.from_bytes(data[4:8], "little")
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP" or end > len(data) + 1:
        raise Damaged("the WebP is cut off")
    at = _HEADER + 4
    while at + _HEADER <= end:
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        body = data[at + _HEADER : at + _HEADER + size]
        if len(body) != size:
            raise Damaged("a WebP chunk is cut off")
        yield data[at : at + 4], body
        at += _HEADER + size + size % 2
    if at == _HEADER + 4:
        raise Damaged("the WebP is empty")


def _chunk(name: bytes, body: bytes) -> bytes:
    return name + len(body).to_bytes(4, "little") + body + bytes(len(body) % 2)
