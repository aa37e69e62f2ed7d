"""The one entry of EXIF that changes how an image is shown: its orientation (tag 0x0112)."""

from __future__ import annotations

import struct


_TAG = 0x0112
_ENTRY = 12
_UPRIGHT = 1


def orientation(tiff: bytes) -> int:
    """Return the orientation in *tiff*, 1 to 8; 1, upright, when there is none or it is broken."""
    found = _find(tiff)
    if not found:
        return _UPRIGHT
    order, offset = found
    (value,) = struct.unpack_from(order + "H", tiff, offset)
    return int(value) if _UPRIGHT <= value <= 8 else _UPRIGHT  # noqa: PLR2004 (EXIF 2.32, 4.6.5)


def upright(tiff: bytes) -> bytes:
    """Return *tiff* with orientation 1: what belongs to pixels that have been turned."""
    found = _find(tiff)
    if not found:
        return tiff
    order, offset = found
    return tiff[:offset] + struct.pack(order + "H", _UPRIGHT) + tiff[offset + 2 :]


def only_orientation(value: int) -> bytes:
    """Return the smallest EXIF that says orientation *value*: 26 bytes."""
    entry = struct.pack("<HHIHxx", _TAG, 3, 1, value)
    return b"II*\0\x08\0\0\0" + struct.pack("<H", 1) + entry + bytes(4)


def _find(tiff: bytes) -> tuple[str, int] | None:
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(tiff[:4])
    if order is None or len(tiff) < 8:  # noqa: PLR2004 (the header of TIFF)
        return None
    (start,) = struct.unpack_from(order + "I", tiff, 4)
    if start + 2 > len(tiff):
        return None
    (count,) = struct.unpack_from(order + "H", tiff, start)
    for offset in range(start + 2, min(start + 2 + count * _ENTRY, len(tiff) - _ENTRY + 1), _ENTRY):
        tag, kind = struct.unpack_from(order + "HH", tiff, offset)
        if (tag, kind) == (_TAG, 3):
            return order, offset + 8
    return None
