"""Compressed siblings of a published file, for servers that send them as they are."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable

import zstandard

from bengal_tasks.errors import AssetError


SMALLEST = 1024
"""The shortest file that gets siblings: below, it fits one packet anyway."""
KINDS = ("br", "gz", "zst")

_GZIP_HEADER = b"\x1f\x8b\x08\0\0\0\0\0\x02\xff"
_ZSTD = 19


def siblings(data: bytes, kinds: Iterable[str]) -> dict[str, bytes]:
    """
    Return the siblings of *data* that are shorter than it, by suffix: ``{".br": ..., ".gz": ...}``.

    *kinds* are of `KINDS`. The same data gives the same bytes. Raises AssetError when ``br`` is
    asked for and the package is not there, however short *data* is.
    """
    packers = {"br": _brotli, "gz": _gzip, "zst": _zstd}
    wanted = sorted(set(kinds))
    if "br" in wanted:
        _brotli(b"")
    if len(data) < SMALLEST:
        return {}
    packed = {f".{kind}": packers[kind](data) for kind in wanted}
    return {suffix: made for suffix, made in packed.items() if len(made) < len(data)}


def _gzip(data: bytes) -> bytes:
    """Pack without a time; `gzip.compress` writes the system into the header on some Pythons."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    body = packer.compress(data) + packer.flush()
    return _GZIP_HEADER + body + struct.pack("<II", zlib.crc32(data), len(data) & 0xFFFFFFFF)


def _zstd(data: bytes) -> bytes:
    """Pack in a window of at most 8 MiB, which is what browsers unpack (RFC 9659)."""
    return zstandard.ZstdCompressor(level=_ZSTD, write_checksum=False, threads=0).compress(data)


def _brotli(data: bytes) -> bytes:
    try:
        import brotli  # noqa: PLC0415 (an extra)
    except ImportError as fault:
        raise AssetError(
            "brotli siblings are asked for, and the package brotli is not installed",
            hint="python -m pip install 'bengal-tasks[brotli]'",
        ) from fault
    return bytes(brotli.compress(data, quality=11))
