"""
Measure the graph page in headless Chromium: how long it takes to be ready, and to show a node.

    python bench/graph_page.py [CHROMIUM]

The graphs are like those of sites: pages that read 25 artefacts each. The page itself notes its
times; nothing is loaded from another host, because the page says so to the browser.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

from bengal_tasks.graph.build import DependencyGraph, TaskEdges
from bengal_tasks.graph.export import Digraph
from bengal_tasks.report.graph_page import graph_page


SIZES = (1_000, 10_000, 50_000)
_READS = 25
_OPTIONS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


def graph_of(count: int) -> Digraph:
    """Return a graph of about *count* nodes: five for each page, and the templates."""
    tasks = {}
    for n in range(count // 5):
        parsed, source = f".bengal/parsed/blog/p{n}.json.zst", f"content/blog/p{n}.md"
        templates = [f".bengal/templates/t{(n + k) % 60}.html.json.zst#code" for k in range(_READS)]
        tasks[f"parse:blog/p{n}"] = TaskEdges((source,), (parsed,))
        tasks[f"page:blog/p{n}"] = TaskEdges(
            (f"{parsed}#pieces", *templates), (f"public/blog/p{n}/index.html",)
        )
    return DependencyGraph(tasks).digraph


def measure(browser: str, page: Path, node: str) -> tuple[float, float]:
    """Return the milliseconds until the page is ready, and those that showing *node* took."""
    with tempfile.TemporaryDirectory() as profile:
        done = subprocess.run(  # noqa: S603 (a browser that the caller named)
            [
                browser, *_OPTIONS, f"--user-data-dir={profile}", "--dump-dom",
                f"{page.as_uri()}#{quote(node)}",
            ],
            capture_output=True, text=True, check=True, timeout=300,
        )  # fmt: skip
    times = [re.search(rf'data-{name}="([0-9.]+)"', done.stdout) for name in ("ready", "shown")]
    if not all(times):
        raise SystemExit("the page's script did not end; open it in a browser to see why")
    ready, shown = (float(found[1]) for found in times if found)
    return ready, shown


def main(browser: str) -> None:
    """Print a line for each size."""
    titles = ("nodes", "edges", "made in s", "page MB", "ready ms", "node ms", "hub ms")
    print("".join(f"{title:>10}" for title in titles))
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            graph = graph_of(size)
            start = time.perf_counter()
            page = Path(folder) / f"{size}.html"
            page.write_text(graph_page(graph, "public", "Measured"), "utf-8")
            made = time.perf_counter() - start
            ready, shown = measure(browser, page, "task:page:blog/p1")
            _, hub = measure(browser, page, ".bengal/templates/t1.html.json.zst")
            counts = f"{graph.number_of_nodes():10}{graph.number_of_edges():10}"
            size_text = f"{made:10.2f}{page.stat().st_size / 1e6:10.1f}"
            print(f"{counts}{size_text}{ready:10.0f}{shown:10.0f}{hub:10.0f}")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "chromium")
