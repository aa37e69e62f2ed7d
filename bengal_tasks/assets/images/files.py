"""One door to the containers: which format it is, its parts, and a file of parts again."""

from __future__ import annotations

from collections.abc import Iterable

from bengal_tasks.assets.images import exif, gif_file, jpeg_file, png_file, webp_file
from bengal_tasks.assets.images.container import Container
from bengal_tasks.assets.images.svg import is_svg


_AVIF_BRANDS = (b"avif", b"avis")


def sniff(data: bytes) -> str:
    """Return the kind of image that *data* begins like: see `Probe`; "" for all else."""
    if data.startswith(png_file.SIGNATURE):
        return "png"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    return _sniff_others(data)


def _sniff_others(data: bytes) -> str:
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "gif"
    if data[4:8] == b"ftyp" and any(brand in data[8:64] for brand in _AVIF_BRANDS):
        return "avif"
    return "svg" if is_svg(data) else ""


def read(kind: str, data: bytes) -> Container:
    """Return the parts of *data*; AVIF is one part, `pixels` finds its EXIF. Raises Damaged."""
    readers = {
        "png": png_file.read,
        "jpeg": jpeg_file.read,
        "webp": webp_file.read,
        "gif": gif_file.read,
    }
    return readers[kind](data) if kind in readers else Container(kind, (data,))


def write(container: Container, metadata: Iterable[bytes] = ()) -> bytes:
    """Return the file of *container* with the parts *metadata*, which GIF and AVIF do not get."""
    writers = {"png": png_file.write, "jpeg": jpeg_file.write, "webp": webp_file.write}
    write_parts = writers.get(container.kind)
    return write_parts(container, metadata) if write_parts else b"".join(container.parts)


def turned(container: Container) -> bytes:
    """Return the file without metadata; of EXIF only the orientation stays, if it says anything."""
    value = exif.orientation(container.exif)
    parts = {
        "png": png_file.exif_chunk,
        "jpeg": jpeg_file.exif_segment,
        "webp": webp_file.exif_chunk,
    }
    if value == 1 or container.kind not in parts:
        return write(container)
    return write(container, (parts[container.kind](exif.only_orientation(value)),))


def with_metadata(source: Container, made: bytes) -> bytes:
    """Return the file *made* with the metadata of *source*, both of one kind and size."""
    container = read(source.kind, made)
    if source.kind == "webp" and source.metadata:
        container = webp_file.extended(container, source)
    return write(container, source.metadata)
