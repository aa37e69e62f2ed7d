"""Publish one asset as it is, under a name that has the digest of its bytes in it."""

from __future__ import annotations

from bengal_tasks.actions.bench import Bench
from bengal_tasks.actions.publish import publish_asset


def asset(bench: Bench, *, name: str, path: str, output_dir: str) -> None:
    """Write ``public/assets/NAME`` (with a fingerprint) and the entry file of the asset."""
    data = bench.read(path)
    publish_asset(bench, output_dir, name, data, {"source": path})
