"""Copy one file as it is: from static/, or from beside the Markdown."""

from __future__ import annotations

from bengal_tasks.actions.bench import Bench


def copy(bench: Bench, *, path: str, target: str) -> None:
    """Publish the file *path* as *target*, byte for byte."""
    bench.write(target, bench.read(path))
