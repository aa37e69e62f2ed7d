"""GIF as blocks (GIF89a)."""

from __future__ import annotations

from bengal_tasks.assets.images.container import Container, Damaged


_HEADER = 13
_IMAGE, _EXTENSION, _TRAILER = 0x2C, 0x21, 0x3B
_COMMENT, _APPLICATION = 0xFE, 0xFF
_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012")


def read(data: bytes) -> Container:
    """Cut *data* into blocks; comments, XMP and bytes after the end go. Raises Damaged."""
    if len(data) < _HEADER:
        raise Damaged("the GIF is cut off")
    at = _HEADER + _table(data[10])
    parts = [data[:at]]
    metadata: list[bytes] = []
    frames = 0
    while True:
        block = data[at : at + 2]
        if block[:1] == bytes((_TRAILER,)):
            parts.append(block[:1])
            return Container("gif", tuple(parts), tuple(metadata), frames=frames)
        end = _end(data, at)
        (metadata if _is_metadata(data, at) else parts).append(data[at:end])
        frames += block[0] == _IMAGE
        at = end


def _end(data: bytes, at: int) -> int:
    """Return where the block at *at* ends: its head, then sub-blocks up to an empty one."""
    if data[at : at + 1] == bytes((_EXTENSION,)):
        at += 2
    elif data[at : at + 1] == bytes((_IMAGE,)) and len(data) > at + 10:
        at += 11 + _table(data[at + 9])
    else:
        raise Damaged("the GIF is cut off")
    while at < len(data) and data[at]:
        at += 1 + data[at]
    if at >= len(data):
        raise Damaged("the GIF is cut off")
    return at + 1


def _is_metadata(data: bytes, at: int) -> bool:
    if data[at] != _EXTENSION:
        return False
    kind = data[at + 1]
    return kind == _COMMENT or (kind == _APPLICATION and data[at + 3 : at + 14] not in _LOOPS)


def _table(flags: int) -> int:
    """Return the bytes of the colour table that *flags* announce."""
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0
