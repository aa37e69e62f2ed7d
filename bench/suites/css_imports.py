"""
The suite of romainmenke/css-import-tests, judged in headless Chromium.

    python bench/suites/css_imports.py FOLDER [native|bundle|minified ...]

FOLDER holds the cases: folders with a `style.css` and what it imports. Each is shown in a frame
with a `.box`; it passes when the box is green, by colour or by the image it asks for. `native` is
the browser's own reading of the sources. In the other ways of reading every stylesheet of the case
is bundled by `bengal_tasks.assets.css`, as the site's assets would be, and served under its name.
Each case has a host of its own, `c7-bundle.localhost`, which stands for the `localhost:8080` that
some cases import from. Needs `chromium` on the path. Prints the cases that fail, and a score.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, quote, unquote, urlsplit

from browser import Answer, posted

from bengal_tasks.assets.css.bundle import bundle
from bengal_tasks.assets.css.reading import CssOptions, Stylesheet
from bengal_tasks.errors import BengalError
from bengal_tasks.model.code import Code


WAYS = ("native", "bundle", "minified")
SECONDS = 300
GREEN = "rgb(0, 128, 0)"
CASE = """<!doctype html><meta charset=utf-8>
<style>@layer base { :where(.box) { width: 100px; height: 100px; background-color: red } }</style>
<link rel=stylesheet href=style.css>
<div class=donut-edge><div class=donut-body><div class=donut-hole>
<div id=box class=box></div></div></div></div>
<script>
const look = () => innerWidth < 2 || innerHeight < 2  // not laid out yet: media would be wrong
  ? setTimeout(look, 20)
  : parent.postMessage([location.hostname, getComputedStyle(box).backgroundColor], "*");
onload = () => setTimeout(look, 50);
</script>"""
ALL = """<!doctype html><script>
const hosts = HOSTS, seen = {}, frames = {};
let next = 0;
function open_() {
  if (next == hosts.length) return;
  const frame = document.createElement("iframe"), host = hosts[next++];
  frame.src = `http://${host}:${location.port}/`;
  frames[host] = frame;
  document.documentElement.append(frame);
}
onmessage = (event) => {
  const [host, colour] = event.data;
  seen[host] = colour;
  frames[host].remove();
  if (Object.keys(seen).length == hosts.length)
    fetch("/", {method: "POST", body: JSON.stringify(seen)});
  open_();
};
for (let n = 0; n < 4; n++) open_();
</script>"""


@dataclass
class Suite:
    """The cases by host, and the hosts whose images were asked for."""

    cases: dict[str, Path]
    images: set[str] = field(default_factory=set)

    def answer(self, address: str, path: str) -> Answer:
        """Return the file that a request means; *address* is host and port."""
        host = address.partition(":")[0]
        if host == "localhost":
            page = ALL.replace("HOSTS", json.dumps(list(self.cases)))
            return ("text/html", page.encode()) if path == "/" else None
        case, name = self.cases[host], unquote(urlsplit(path).path).lstrip("/")
        if not (case / name).is_file():
            return None if name else ("text/html", CASE.encode())
        if name.endswith(".css"):
            return "text/css", (_made(path) or stylesheet(case, name, address)).encode()
        self.images.add(host)
        return "image/png", (case / name).read_bytes()


def _made(path: str) -> str:
    """Return the stylesheet that a query asks the server itself to make, or ""."""
    colour = parse_qs(urlsplit(path).query).get("background-color")
    return f".box {{ background-color: {colour[0]} }}" if colour else ""


def stylesheet(case: Path, name: str, address: str) -> str:
    """Return a stylesheet of *case* in the way that the host of *address* tells."""
    way = address.partition("-")[2].partition(".")[0]

    def read(name: str) -> Stylesheet | None:
        file = case / name
        if not file.is_file():
            return None
        return Stylesheet(name, _moved(file.read_bytes().decode(), address))

    found = read(name)
    if way == "native":
        return found.text if found else ""
    try:
        return published(bundle(name, read, CssOptions(minify=way == "minified")), name)
    except BengalError as error:
        return f"/* {error} */"


def published(code: Code, name: str) -> str:
    """Return *code* with each hole filled by the relative URL of the asset itself."""
    up = "../" * name.count("/")
    return "".join(
        part if isinstance(part, str) else up + quote(part.name) + part.tail
        for part in code.fragments
    )


def _moved(text: str, address: str) -> str:
    """Return *text* with what it imports from localhost:8080 led to *address*."""
    text = text.replace("http://localhost:8080/", f"http://{address}/")
    encoded = "http%3A%2F%2F{}%2F"
    return text.replace(encoded.format("localhost%3A8080"), encoded.format(quote(address, safe="")))


def main(folder: Path, ways: list[str]) -> int:
    """Judge the cases below *folder* and print the score; 1 when Chromium does not answer."""
    cases = sorted(file.parent for file in folder.rglob("style.css"))
    hosts = {f"c{n}-{way}.localhost": case for way in ways for n, case in enumerate(cases)}
    suite = Suite(hosts)
    colours = posted(suite.answer, "http://localhost/", SECONDS)
    for way in ways:
        mine = [host for host in hosts if f"-{way}." in host]
        failed = [host for host in mine if colours[host] != GREEN and host not in suite.images]
        for host in failed:
            print(f"{way:9} fails {hosts[host].relative_to(folder)}")
        print(f"{way:9} {len(mine) - len(failed)} of {len(mine)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:] or list(WAYS)))
