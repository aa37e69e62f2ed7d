"""
Make stylesheets and scripts small, beside esbuild and lightningcss: seconds and bytes.

    python bench/assets.py ESBUILD LIGHTNINGCSS FILE...

The programs are those of ``npm pack @esbuild/linux-x64 lightningcss-cli-linux-x64-gnu``; fitting
files are in the packages bootstrap, bulma, jquery and three. Two things are timed for each file:
that it is made smaller, and that a bundle is: of a stylesheet that imports each given one, of a
script that imports each given module. We do not bundle modules, so for scripts the second line is
that all modules are compiled.

Seconds are the best of three in wall time. Ours are without the start of Python, theirs with that
of the program (5 ms), and theirs use all cores. Ratios are ours to theirs: above 1 is slower, or
larger. The machine is noisy: quote the ratios.
"""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bengal_tasks.assets.css.bundle import bundle
from bengal_tasks.assets.css.reading import CssOptions, Stylesheet
from bengal_tasks.assets.js.compile import JsOptions, compile_script
from bengal_tasks.model.code import Code


TIMES = 3
Work = Callable[[], bytes]


def best(work: Work) -> tuple[float, bytes]:
    """Return the seconds that *work* takes at best, and what it makes."""
    least, made = float("inf"), b""
    for _ in range(TIMES):
        began = time.perf_counter()
        made = work()
        least = min(least, time.perf_counter() - began)
    return least, made


def text_of(code: Code) -> bytes:
    """Return code as bytes, its URLs as they were written."""
    parts = (part if isinstance(part, str) else part.written for part in code.fragments)
    return "".join(parts).encode()


def style(name: str, sheets: dict[str, Path]) -> bytes:
    """Return a stylesheet with what it imports, made smaller by us."""

    def read(asked: str) -> Stylesheet | None:
        place = sheets.get(asked)
        return Stylesheet(asked, place.read_text("utf-8")) if place else None

    return text_of(bundle(name, read, CssOptions(minify=True)))


def script(places: list[Path]) -> bytes:
    """Return scripts one after the other, each made smaller by us."""
    made = [
        compile_script(p.name, p.name, p.read_text("utf-8"), JsOptions(), lambda _: True)
        for p in places
    ]
    return b"".join(map(text_of, made))


def program(*command: str) -> bytes:
    """Return what a program prints."""
    return subprocess.run(command, check=True, capture_output=True).stdout  # noqa: S603 (as given)


def compare(name: str, ours: Work, theirs: dict[str, Work]) -> None:
    """Print a line for each program that makes the same thing."""
    seconds, made = best(ours)
    zipped = len(gzip.compress(made, mtime=0))
    for other, work in theirs.items():
        took, result = best(work)
        small = len(gzip.compress(result, mtime=0))
        print(
            f"{name:24}{other:14}{seconds:8.3f} s{took:8.3f} s{seconds / took:7.1f}"
            f"{len(made):11,}{len(result):11,}{len(made) / len(result):7.2f}{zipped / small:7.2f}"
        )


def styles(places: list[Path], esbuild: str, lightning: str, folder: Path) -> None:
    """Compare stylesheets, each alone and all in one."""
    quiet = "--log-level=error"
    for place in places:
        compare(
            place.name,
            lambda p=place: style(p.name, {p.name: p}),  # type: ignore[misc]  # bound now
            {
                "esbuild": lambda p=place: program(esbuild, "--minify", quiet, str(p)),  # type: ignore[misc]  # bound now
                "lightningcss": lambda p=place: program(lightning, "--minify", str(p)),  # type: ignore[misc]  # bound now
            },
        )
    sheets = {f"{n}.css": place for n, place in enumerate(places)}
    for name, place in sheets.items():
        (folder / name).write_bytes(place.read_bytes())
    whole = folder / "all.css"
    whole.write_text("".join(f'@import "./{name}";\n' for name in sheets), "utf-8")
    bundled = ("--bundle", "--minify", str(whole))
    external = ("--external:*.woff", "--external:*.woff2")
    compare(
        f"bundle of {len(places)}",
        lambda: style("all.css", {**sheets, "all.css": whole}),
        {
            "esbuild": lambda: program(esbuild, *bundled, quiet, *external),
            "lightningcss": lambda: program(lightning, *bundled),
        },
    )


def scripts(places: list[Path], esbuild: str, folder: Path) -> None:
    """Compare scripts, each alone and the modules together."""
    quiet = "--log-level=error"
    for place in places:
        compare(
            place.name,
            lambda p=place: script([p]),  # type: ignore[misc]  # bound now
            {"esbuild": lambda p=place: program(esbuild, "--minify", quiet, str(p))},  # type: ignore[misc]  # bound now
        )
    modules = [place for place in places if ".module" in place.name or ".core" in place.name]
    if not modules:
        return
    whole = folder / "all.js"
    lines = (f"export * as m{n} from {os.fspath(p)!r};\n" for n, p in enumerate(modules))
    whole.write_text("".join(lines), "utf-8")
    command = (esbuild, "--bundle", "--minify", "--format=esm", quiet, str(whole))
    compare(
        f"{len(modules)} modules", lambda: script(modules), {"esbuild": lambda: program(*command)}
    )


def main(esbuild: str, lightning: str, files: list[str]) -> None:
    """Print the figures of *files*."""
    places = [Path(file).resolve() for file in files]
    print(f"{'file':24}{'beside':14}{'ours':>10}{'theirs':>10}{'ratio':>7}", end="")
    print(f"{'bytes':>11}{'theirs':>11}{'ratio':>7}{'zipped':>7}")
    with tempfile.TemporaryDirectory() as folder:
        sheets = [place for place in places if place.suffix == ".css"]
        if sheets:
            styles(sheets, esbuild, lightning, Path(folder))
        scripts([p for p in places if p.suffix in {".js", ".mjs"}], esbuild, Path(folder))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
