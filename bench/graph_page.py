"""
Measure the graph page in headless Chromium: how long it takes to be ready, and to show a node.

    python bench/graph_page.py [CHROMIUM]

First the page is used as a person would, with keys alone, and what it shows is checked.
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


_USE = """
<script>
const wait = () => new Promise((done) => setTimeout(done, 60));
const press = async (key) => {
  const target = document.activeElement;
  target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  if (key === "Enter" && target.tagName === "BUTTON") target.click();
  await wait();
};
const faults = [];
const check = (name, held) => { if (!held) faults.push(name); };
const shown = () => document.querySelector(".card h2")?.textContent;
window.addEventListener("error", (event) => faults.push(event.message));
window.addEventListener("securitypolicyviolation", (event) => faults.push(event.violatedDirective));
(async () => {
  check("overview", document.querySelectorAll(".overview .node").length >= 4);
  await press("/");
  check("search has the focus", document.activeElement.id === "search");
  document.activeElement.value = "page blog/p7";
  document.activeElement.dispatchEvent(new Event("input"));
  check("found", document.querySelectorAll("#results [role=option]").length > 1);
  await press("ArrowDown");
  await press("ArrowUp");
  await press("Enter");
  check("focus on the first", shown() === "page:blog/p7");
  check("results are closed", document.getElementById("results").hidden);
  check("depends on 26", document.querySelectorAll(".column:first-child .node").length === 26);
  await press("ArrowRight");
  check("on the right", document.activeElement.textContent === "public/blog/p7/index.html");
  await press("Enter");
  check("went there", shown() === "public/blog/p7/index.html");
  history.back();
  await wait();
  check("back", shown() === "page:blog/p7");
  await press("ArrowLeft");
  await press("ArrowDown");
  await press("Enter");
  check("artefact", shown().startsWith(".bengal/"));
  const some = document.querySelectorAll(".node").length;
  document.querySelector(".more").click();
  check("more", document.querySelectorAll(".node").length > some);
  document.querySelector("[name=depth][value='2']").click();
  await wait();
  check("two steps", document.querySelectorAll(".column").length === 5);
  document.getElementById("theme").click();
  check("theme", document.documentElement.dataset.theme === "dark");
  await press("Escape");
  check("overview again", document.querySelectorAll(".overview .node").length >= 4);
  document.documentElement.dataset.faults = faults.join("; ") || "none";
})();
</script>
"""


def use(browser: str) -> str:
    """Use a page with keys alone; return what is not as it should be, or "none"."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        text = graph_page(graph_of(2_000), "public", "Used")
        page.write_text(text.replace("</body>", f"{_USE}</body>"), "utf-8")
        found = re.search(r'data-faults="([^"]*)"', dumped(browser, page.as_uri(), "5000"))
    return found[1] if found else "the check did not end"


def dumped(browser: str, url: str, wait: str = "") -> str:
    """Return the document of a page after its script has run, or after *wait* ms of its clock."""
    more = [f"--virtual-time-budget={wait}"] if wait else []
    with tempfile.TemporaryDirectory() as profile:
        done = subprocess.run(  # noqa: S603 (a browser that the caller named)
            [browser, *_OPTIONS, f"--user-data-dir={profile}", *more, "--dump-dom", url],
            capture_output=True, text=True, check=True, timeout=300,
        )  # fmt: skip
    return done.stdout


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
    text = dumped(browser, f"{page.as_uri()}#{quote(node)}")
    times = [re.search(rf'data-{name}="([0-9.]+)"', text) for name in ("ready", "shown")]
    if not all(times):
        raise SystemExit("the page's script did not end; open it in a browser to see why")
    ready, shown = (float(found[1]) for found in times if found)
    return ready, shown


def main(browser: str) -> None:
    """Print the faults of the page, and a line for each size."""
    print(f"faults in use: {use(browser)}")
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
