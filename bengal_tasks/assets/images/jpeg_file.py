"""JPEG as segments (ITU T.81, annex B)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bengal_tasks.assets.images.container import Container, Damaged


_EXIF = b"Exif\0\0"
_XMP = b"http://ns.adobe.com/xap/1.0/\0"
_MARK = 0xFF
_SOI, _EOI, _SOS, _DQT = 0xD8, 0xD9, 0xDA, 0xDB
_WITHIN = frozenset({0, *range(0xD0, 0xD8)})
"""What follows FF within a scan: 00 is a stuffed byte, D0 to D7 are restarts."""
_APP0, _APP1, _APP2, _APP14, _APP15, _COM = 0xE0, 0xE1, 0xE2, 0xEE, 0xEF, 0xFE
_JFIF_LENGTH = 16
_LONGEST = 0xFFFF - 2


def read(data: bytes) -> Container:
    """
    Cut *data* into segments.

    What stays: frame, tables, scans, JFIF without its thumbnail, the ICC profile, Adobe's colour
    transform. Bytes after the end are dropped: phones put videos and second images there, with
    EXIF of their own. Raises Damaged.
    """
    parts: list[bytes] = []
    metadata: list[bytes] = []
    exif = xmp = b""
    for marker, segment in _segments(data):
        body = segment[4:]
        if not _is_metadata(marker, body):
            parts.append(_without_thumbnail(segment) if marker == _APP0 else segment)
        elif not _has_offsets(marker, body):
            metadata.append(segment)
        if marker == _APP1 and body.startswith(_EXIF):
            exif = exif or body[len(_EXIF) :]
        elif marker == _APP1 and body.startswith(_XMP):
            xmp = xmp or body[len(_XMP) :]
    return Container("jpeg", tuple(parts), tuple(metadata), exif, xmp)


def write(container: Container, metadata: Iterable[bytes] = ()) -> bytes:
    """Return the file of *container* with the segments *metadata* where readers look for them."""
    at = 2 if container.parts[1][1] == _APP0 else 1
    return b"".join((*container.parts[:at], *metadata, *container.parts[at:]))


def exif_segment(tiff: bytes) -> bytes:
    """Return the segment for the EXIF *tiff*; empty when it is too long for one."""
    body = _EXIF + tiff
    if len(body) > _LONGEST:
        return b""
    return bytes((_MARK, _APP1)) + (len(body) + 2).to_bytes(2, "big") + body


def brightness_table(container: Container) -> bytes:
    """Return the 64 steps that brightness is divided by, in 8 bits: greater is coarser."""
    table = next(part for part in container.parts if part[1] == _DQT)
    return table[5 : 5 + 64]


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    if data[:2] != b"\xff\xd8":
        raise Damaged("no start of a JPEG")
    yield _SOI, data[:2]
    at = 2
    while True:
        while data[at : at + 2] == b"\xff\xff":  # fill bytes
            at += 1
        if len(data) < at + 2 or data[at] != _MARK:
            raise Damaged("a JPEG segment is cut off")
        marker = data[at + 1]
        if marker == _EOI:
            yield marker, data[at : at + 2]
            return
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == _SOS:
            end = _end_of_scan(data, end)
        if end > len(data) or end < at + 4:
            raise Damaged("a JPEG segment is cut off")
        yield marker, data[at:end]
        at = end


def _end_of_scan(data: bytes, start: int) -> int:
    """Return where the next marker is."""
    at = data.find(b"\xff", start)
    while at >= 0 and at + 1 < len(data):
        if data[at + 1] == _MARK:
            at += 1
        elif data[at + 1] in _WITHIN:
            at = data.find(b"\xff", at + 2)
        else:
            return at
    raise Damaged("the JPEG ends within its pixels")


def _is_metadata(marker: int, body: bytes) -> bool:
    needed = {_APP0: b"JFIF\0", _APP2: b"ICC_PROFILE\0", _APP14: b"Adobe"}
    if marker == _COM:
        return True
    if _APP0 <= marker <= _APP15:
        return marker not in needed or not body.startswith(needed[marker])
    return False


def _has_offsets(marker: int, body: bytes) -> bool:
    """Tell whether the segment points at images after the end, which are not kept."""
    return marker == _APP2 and body.startswith(b"MPF\0")


def _without_thumbnail(segment: bytes) -> bytes:
    if len(segment) <= _JFIF_LENGTH + 2:
        return segment
    return segment[:2] + _JFIF_LENGTH.to_bytes(2, "big") + segment[4:16] + bytes(2)
