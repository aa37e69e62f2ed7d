"""
Time cold, null and one-page builds of one site, and ninja's null build of the same graph.

``python bench/builds.py [N]`` or ``python bench/builds.py --site DIR``; prints medians of five in
seconds, and ratios. Needs ninja on the path. The machine is noisy: quote the ratios.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from make_site import make_site

from bengal_tasks.graph.build import DependencyGraph


TIMES = 5
BIN = Path(sys.executable).parent


def timed(command: list[str], folder: Path) -> float:
    """Return the seconds that a command takes; it must end well."""
    began = time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, capture_output=True)  # noqa: S603 (our own)
    return time.perf_counter() - began


def cold(folder: Path) -> float:
    """Return the seconds of one cold build."""
    for left in (".bengal", "public"):
        shutil.rmtree(folder / left, ignore_errors=True)
    return timed([str(BIN / "doit")], folder)


def one_page(folder: Path, number: int) -> float:
    """Return the seconds of a build after an edit of one body."""
    page = min((folder / "content").rglob("*.md"), key=lambda path: ("_" in path.name, str(path)))
    page.write_text(page.read_text("utf-8") + f"\nEdit {number}.\n", encoding="utf-8")
    return timed([str(BIN / "doit")], folder)


def ninja_null(folder: Path) -> float:
    """Return the seconds of ninja's null build of the graph that the last build recorded."""
    graph = DependencyGraph.load(folder / ".bengal/graph.json.zst")
    ninja = folder / ".bengal/ninja"
    ninja.mkdir(exist_ok=True)
    lines = ["rule touch", "  command = touch $out"]
    for name in graph.tasks():
        reads = sorted({d.partition("#")[0] for d in graph.dependencies(name)})
        inputs = " ".join(_spelled(r) for r in reads if (folder / r).is_file())
        outputs = " ".join(_spelled(w) + ".n" for w in graph.dependents(name))
        if outputs:
            lines.append(f"build {outputs}: touch {inputs}")
    (ninja / "build.ninja").write_text("\n".join(lines) + "\n", encoding="utf-8")
    command = [shutil.which("ninja") or str(BIN / "ninja"), "-f", ".bengal/ninja/build.ninja"]
    timed(command, folder)
    return statistics.median(timed(command, folder) for _ in range(TIMES))


def _spelled(path: str) -> str:
    return path.replace("$", "$$").replace(" ", "$ ").replace(":", "$:")


def main(arguments: list[str]) -> None:
    """Measure, and print a table."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "site"
        if arguments[:1] == ["--site"]:
            shutil.copytree(arguments[1], folder)
        else:
            make_site(folder, int(arguments[0]) if arguments else 1000)
        first = cold(folder)
        timed([str(BIN / "doit")], folder)
        null = statistics.median(timed([str(BIN / "doit")], folder) for _ in range(TIMES))
        page = statistics.median(one_page(folder, number) for number in range(TIMES))
        ninja = ninja_null(folder)
    rows = (("cold", first), ("null", null), ("one page", page), ("ninja, null", ninja))
    for name, seconds in rows:
        print(f"{name:12} {seconds:7.3f} s  {seconds / first:7.1%} of cold")
    print(f"null / ninja {null / ninja:7.1f}")


if __name__ == "__main__":
    main(sys.argv[1:])
