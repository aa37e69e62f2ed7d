"""
Weigh the artefacts of a site, and time how they are loaded, beside plain JSON.

``python bench/artefacts.py [N]`` makes and builds a site of N pages (773), ``--site DIR`` takes one
that is built. Bytes are those of the value spelled out as JSON, of the JSON in the file (state and
graph say everything once there), and of the file. Times are the best of nine, in milliseconds: of
the file, of its JSON by orjson and by json, and of the class of the API with one question. The
machine is noisy: quote ratios.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import orjson
from make_site import make_site

from bengal_tasks.cache import (
    AssetDependencyMap,
    BuildCache,
    DependencyGraph,
    PageDiscoveryCache,
    TaxonomyIndex,
)
from bengal_tasks.store.codec import decode
from bengal_tasks.store.state import state_of


TIMES = 9
PAGES = 773
"""As many as the documents of the original measured."""

FACES: dict[str, Callable[[Path], object]] = {
    "cache": lambda place: BuildCache.load(place).file_fingerprints,
    "page_metadata": lambda place: PageDiscoveryCache(place).pages,
    "taxonomy_index": lambda place: TaxonomyIndex(place).tags,
    "asset_deps": lambda place: AssetDependencyMap(place).get_all_assets(),
    "graph": lambda place: DependencyGraph.load(place).dependents("bengal.toml"),
}


def spelled(place: Path, packed: object) -> bytes:
    """Return the value of an artefact as JSON, without the numbers that stand for names."""
    if place.name == "cache.json.zst":
        return orjson.dumps(state_of(place.read_bytes()))
    if place.name == "graph.json.zst":
        graph = DependencyGraph.load(place)
        return orjson.dumps({name: _edges(graph, name) for name in graph.tasks()})
    return orjson.dumps(packed)


def _edges(graph: DependencyGraph, name: str) -> dict[str, list[str]]:
    reads = []
    for node in graph.dependencies(name):
        entries = graph.entries(node, name)
        reads += [f"{node}#{entry}" for entry in entries] or [node]
    return {"reads": reads, "writes": graph.dependents(name)}


def best(work: Callable[[], object]) -> float:
    """Return the milliseconds that *work* takes at best."""
    times = []
    for _ in range(TIMES):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return 1_000 * min(times)


def weigh(folder: Path) -> None:
    """Print a line for each artefact of the state folder, and for those of folders together."""
    print(
        f"{'file':24}{'spelled':>10}{'JSON':>10}{'file':>10}{'less':>7}"
        f"{'load':>7}{'orjson':>7}{'json':>7}{'API':>7}"
    )
    whole = [0, 0, 0]
    for place in sorted(folder.glob("*.json.zst")):
        data = place.read_bytes()
        value = decode(data)
        text = orjson.dumps(value)
        sizes = [len(spelled(place, value)), len(text), len(data)]
        whole = [one + other for one, other in zip(whole, sizes, strict=True)]
        loads: tuple[Callable[[], object], ...] = (
            lambda d=data: decode(d),  # type: ignore[misc]  # bound now
            lambda t=text: orjson.loads(t),  # type: ignore[misc]  # bound now
            lambda t=text: json.loads(t),  # type: ignore[misc]  # bound now
        )
        face = FACES.get(place.name.removesuffix(".json.zst"))
        if face:
            loads += (lambda f=face, p=place: f(p),)  # type: ignore[misc]  # bound now
        print(_weight(place.name, sizes) + "".join(f"{best(load):7.2f}" for load in loads))
    for below in sorted(path for path in folder.iterdir() if path.is_dir() and path.name != "tmp"):
        files = [path.read_bytes() for path in below.rglob("*.json.zst")]
        raw = sum(len(orjson.dumps(decode(d))) for d in files)
        sizes = [raw, raw, sum(map(len, files))]
        whole = [one + other for one, other in zip(whole, sizes, strict=True)]
        print(_weight(f"{below.name}/ ({len(files)})", sizes))
    print(_weight("all", whole))


def _weight(name: str, sizes: list[int]) -> str:
    less = 100 * (1 - sizes[2] / max(sizes[0], 1))
    return f"{name:24}" + "".join(f"{size:10}" for size in sizes) + f"{less:6.1f}%"


def main(arguments: list[str]) -> None:
    """Make a site unless there is one, and weigh it."""
    if arguments[:1] == ["--site"]:
        weigh(Path(arguments[1]) / ".bengal")
        return
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        make_site(site, int(arguments[0]) if arguments else PAGES)
        doit = [str(Path(sys.executable).parent / "doit")]
        subprocess.run(doit, cwd=site, check=True, capture_output=True)  # noqa: S603 (our own)
        weigh(site / ".bengal")


if __name__ == "__main__":
    main(sys.argv[1:])
