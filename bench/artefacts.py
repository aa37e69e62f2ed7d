"""
Weigh the artefacts of a site, and time how they are loaded, beside plain JSON.

``python bench/artefacts.py [N]`` makes and builds a site of N pages (773), ``--site DIR`` takes one
that is built. Bytes are those of the JSON and of the file; times are the best of nine, in
milliseconds: of the file, of the same value as plain JSON, and of the class of the API with one
question. The machine is noisy: quote ratios.
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
        f"{'file':28}{'JSON':>10}{'file':>10}{'less':>8}{'load':>8}{'plain':>8}{'json':>8}{'API':>8}"
    )
    whole = [0, 0]
    for place in sorted(folder.glob("*.json.zst")):
        data = place.read_bytes()
        text = orjson.dumps(decode(data))
        whole = [whole[0] + len(text), whole[1] + len(data)]
        name = place.name.removesuffix(".json.zst")
        face = FACES.get(name)
        asked = f"{best(lambda f=face, p=place: f(p)):8.2f}" if face else ""  # type: ignore[misc]  # bound now
        print(
            _weight(place.name, len(text), len(data))
            + f"{best(lambda d=data: decode(d)):8.2f}"  # type: ignore[misc]  # bound now
            + f"{best(lambda t=text: orjson.loads(t)):8.2f}"  # type: ignore[misc]  # bound now
            + f"{best(lambda t=text: json.loads(t)):8.2f}"  # type: ignore[misc]  # bound now
            + asked
        )
    for below in sorted(path for path in folder.iterdir() if path.is_dir() and path.name != "tmp"):
        files = [path.read_bytes() for path in below.rglob("*.json.zst")]
        sizes = [sum(len(orjson.dumps(decode(d))) for d in files), sum(map(len, files))]
        whole = [whole[0] + sizes[0], whole[1] + sizes[1]]
        print(_weight(f"{below.name}/ ({len(files)})", *sizes))
    print(_weight("all", *whole))


def _weight(name: str, raw: int, packed: int) -> str:
    return f"{name:28}{raw:10}{packed:10}{100 * (1 - packed / max(raw, 1)):7.1f}%"


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
