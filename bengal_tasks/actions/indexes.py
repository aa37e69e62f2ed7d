"""Collect many sources into one artefact: data files, the asset manifest."""

from __future__ import annotations

import json
from pathlib import PurePosixPath
from typing import cast

from bengal_tasks.actions.bench import Bench
from bengal_tasks.errors import BengalError
from bengal_tasks.model.entries import FAULT, MISSING
from bengal_tasks.model.keys import DATA, MANIFEST, asset_path
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


def manifest(bench: Bench, *, names: list[str], target: str) -> None:
    """Write ``public/asset-manifest.json`` and ``.bengal/asset_manifest.json.zst``."""
    assets: dict[str, JSON] = {}
    for name in names:
        row: dict[str, JSON] = {}
        for field in ("output_path", "fingerprint", "size_bytes", "type"):
            value = bench.reads.entry(asset_path(name), field)
            if value is not MISSING:
                row[field] = value
        if row:
            assets[name] = row
    value = {"version": 1, "assets": assets}
    text = json.dumps(value, indent=2, sort_keys=True, ensure_ascii=False)
    bench.write(target, f"{text}\n".encode())
    bench.write_artefact(MANIFEST, cast("JSON", value))
