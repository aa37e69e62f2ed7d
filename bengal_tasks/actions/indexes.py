"""Collect many sources into one artefact: data files, the asset manifest."""

from __future__ import annotations

import json
from pathlib import PurePosixPath
from typing import cast

from bengal_tasks.actions.bench import Bench
from bengal_tasks.errors import BengalError
from bengal_tasks.model.entries import FAULT, MISSING
from bengal_tasks.model.keys import DATA, MANIFEST, asset_path, split_variant
from bengal_tasks.model.values import JSON
from bengal_tasks.parse.data import parse_data


def data(bench: Bench, *, folder: str, names: list[str]) -> None:
    """
    Write ``.bengal/data.json.zst``: every file below ``data/`` under its name without suffix.

    A file that cannot be read is kept as its fault, told to whoever reads it.
    """
    tree: dict[str, JSON] = {}
    for name in names:
        path = f"{folder}/{name}"
        pure = PurePosixPath(name)
        place = tree
        for part in pure.parent.parts:
            place = cast("dict[str, JSON]", place.setdefault(part, {}))
        try:
            place[pure.stem] = parse_data(bench.text(path), path=path)
        except BengalError as error:
            place[pure.stem] = {FAULT: str(error)}
    bench.write_artefact(DATA, tree)


_ASSET_FIELDS = (
    "output_path",
    "fingerprint",
    "size_bytes",
    "type",
    "integrity",
    "width",
    "height",
    "siblings",
    "source_map",
)
_VARIANT_FIELDS = ("output_path", "fingerprint", "size_bytes", "type", "width", "height")


def manifest(bench: Bench, *, names: list[str], target: str, variants: list[str]) -> None:
    """
    Write ``public/asset-manifest.json`` and ``.bengal/asset_manifest.json.zst``.

    *names* are the assets, *variants* the entry files of images in other sizes. Those of an image
    beside the Markdown stand under ``pictures`` with its source.
    """
    assets = {name: _row(bench, asset_path(name), _ASSET_FIELDS) for name in names}
    assets = {name: row for name, row in assets.items() if "output_path" in row}
    pictures: dict[str, JSON] = {}
    for path in variants:
        row = _row(bench, path, _VARIANT_FIELDS)
        image = split_variant(path)[0]
        place = assets.get(image.removeprefix("assets/")) if image.startswith("assets/") else None
        if "output_path" in row and place is not None:
            cast("list[JSON]", place.setdefault("variants", [])).append(row)
        elif "output_path" in row:
            cast("list[JSON]", pictures.setdefault(image, [])).append(row)
    value: dict[str, JSON] = {"version": 1, "assets": cast("JSON", assets)}
    if pictures:
        value["pictures"] = pictures
    text = json.dumps(value, indent=2, sort_keys=True, ensure_ascii=False)
    bench.write(target, f"{text}\n".encode())
    bench.write_artefact(MANIFEST, value)


def _row(bench: Bench, path: str, fields: tuple[str, ...]) -> dict[str, JSON]:
    """Return those *fields* of an entry file that it has."""
    found = {field: bench.reads.entry(path, field) for field in fields}
    return {field: value for field, value in found.items() if value is not MISSING}
