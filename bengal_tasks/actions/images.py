"""Publish images: assets and those beside the Markdown made smaller, and variants of both."""

from __future__ import annotations

from typing import cast

from bengal_tasks.actions.bench import Bench
from bengal_tasks.actions.publish import fingerprint_of, has_fingerprint, publish, publish_asset
from bengal_tasks.assets.images.optimize import optimize
from bengal_tasks.assets.images.probe import probe
from bengal_tasks.assets.images.values import ImageOptions, Optimized
from bengal_tasks.assets.images.variant import variant as make_variant
from bengal_tasks.errors import AssetError
from bengal_tasks.model.assets import marked
from bengal_tasks.model.keys import picture_path
from bengal_tasks.model.trace import Notice
from bengal_tasks.model.values import JSON


def image_asset(bench: Bench, *, name: str, path: str, output_dir: str) -> None:
    """Write ``public/assets/NAME`` with a fingerprint, and its entry file with width and height."""
    data = bench.read(path)
    found = _optimized(bench, path, data)
    publish_asset(bench, output_dir, name, found.data, _fields(path, data, found))


def picture(bench: Bench, *, path: str, target: str, output_path: str) -> None:
    """Publish the image *path*, which lies beside the Markdown, as *target*, and its entry file."""
    data = bench.read(path)
    found = _optimized(bench, path, data)
    bench.write(target, found.data)
    entry: dict[str, JSON] = {"version": 1, "output_path": output_path}
    entry["size_bytes"] = len(found.data)
    bench.write_artefact(picture_path(path), {**entry, **_fields(path, data, found)})


def variant(  # noqa: PLR0913 (what makes a variant)
    bench: Bench, *, path: str, stem: str, width: int, form: str, entry: str, output_dir: str
) -> None:
    """
    Publish the image *path* at *width* pixels in the format *form*, and its entry file.

    When it would be no smaller than the source, only the entry file is written, and says so; so it
    is, with a warning, when the image is damaged: pages show it as it is.
    """
    data = bench.read(path)
    try:
        found = make_variant(data, width, form, _options(bench))
    except AssetError as fault:
        bench.note(Notice(path, 0, "image", fault.headline))
        bench.write_artefact(entry, {"version": 1, "skipped": fault.headline})
        return
    if found is None or len(found.data) >= len(data):
        bench.write_artefact(entry, {"version": 1, "skipped": "it would be larger than its source"})
        return
    base, _, suffix = stem.rpartition(".")
    if has_fingerprint(bench, stem.removeprefix("assets/")):
        fingerprint = fingerprint_of(found.data)
        name = marked(f"{base}-{width}w.{form}", fingerprint)
        fields = {"fingerprint": fingerprint, **publish(bench, output_dir, name, found.data)}
    else:  # `a.png` and `a.jpg` need not show the same
        fields = publish(bench, output_dir, f"{base}-{suffix}-{width}w.{form}", found.data)
    if found.notice:
        bench.note(Notice(path, 0, "image", found.notice))
    size: dict[str, JSON] = {"width": found.width, "height": found.height}
    bench.write_artefact(entry, {"version": 1, **fields, **size, "source": path})


def _optimized(bench: Bench, path: str, data: bytes) -> Optimized:
    """Return the image made smaller, or as it is when the settings say so."""
    if bench.setting("assets.optimize_images") is not True:
        found = probe(data)
        return Optimized(data, found.width, found.height) if found else Optimized(data)
    made = optimize(data, _options(bench), path)
    if made.notice:
        bench.note(Notice(path, 0, "image", made.notice))
    return made


def _fields(path: str, data: bytes, made: Optimized) -> dict[str, JSON]:
    """Return what an entry tells of an image; *variable* that it can be made smaller."""
    fields: dict[str, JSON] = {"source": path}
    if made.width:
        fields.update(width=made.width, height=made.height)
    if made.notice:
        fields["optimized"] = False
    found = probe(data)
    varied = found is not None and found.kind != "svg" and found.frames == 1 and not made.notice
    return {**fields, "variable": True} if varied and made.width else fields


def _options(bench: Bench) -> ImageOptions:
    return ImageOptions(
        quality=cast("int", bench.setting("assets.images.quality")),
        strip_metadata=bench.setting("assets.images.strip_metadata") is True,
    )
