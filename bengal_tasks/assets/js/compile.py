"""Compile: a script becomes the code that is published, with holes for the URLs of assets."""

from __future__ import annotations

import binascii
import posixpath
from base64 import b64decode
from dataclasses import dataclass, replace

from bengal_tasks.assets.js.esbuild import Job, run_esbuild
from bengal_tasks.assets.js.holes import Hole, Point, Shift, cut, hole, points_of
from bengal_tasks.assets.js.imports import find_imports
from bengal_tasks.assets.js.map_comments import MapComment, map_comments, without_map_comments
from bengal_tasks.assets.js.mappings import map_mappings, token_mappings
from bengal_tasks.assets.js.minify import Refusal, minify
from bengal_tasks.assets.js.resolve import Has, is_absolute, resolve_specifier
from bengal_tasks.assets.js.syntax import Syntax, read_syntax
from bengal_tasks.assets.lines import Lines
from bengal_tasks.assets.source_map import SourceMap, read_source_map
from bengal_tasks.errors import ExtraError, Place
from bengal_tasks.model.code import Code
from bengal_tasks.model.trace import Notice


_MINIFIED = (".min.js", ".min.mjs", ".min.cjs")
_LOADERS = {".ts": "ts", ".mts": "ts", ".tsx": "tsx", ".jsx": "jsx"}
"""What no browser reads: the suffix, and what esbuild calls it."""
_INLINE = "data:application/json;base64,"


@dataclass(frozen=True, slots=True)
class JsOptions:
    """
    How scripts are made.

    *esbuild* is the path of that program, or empty. *base_path* stands before URLs that are
    written from the root on: empty, or ``/docs``.
    """

    minify: bool = True
    source_map: bool = False
    base_path: str = ""
    esbuild: str = ""


@dataclass(frozen=True, slots=True)
class _Script:
    name: str
    path: str
    text: str
    options: JsOptions
    has: Has


def compile_script(name: str, path: str, text: str, options: JsOptions, has: Has) -> Code:
    """
    Return the code of the script with the logical name *name* and the site path *path*.

    *has* tells whether there is an asset of a logical name; it is asked only where that matters.
    Names that end in ``.min.js`` stay as they are but for their references. Mappings are there
    only if a map was asked for and the text is another than the source's. TypeScript without
    esbuild, and what esbuild refuses, is an AssetError.
    """
    script = _Script(name, path, text, options, has)
    if name.endswith(_MINIFIED):
        return _kept(script, read_syntax(text))
    script = replace(script, text=text.replace("\r\n", "\n"))
    loader = _LOADERS.get(posixpath.splitext(name)[1])
    if options.esbuild and (options.minify or loader):
        return _built(script, loader or "js")
    if loader:
        raise ExtraError(
            f"a browser cannot read {posixpath.splitext(name)[1]} files",
            Place(path),
            "set [assets] esbuild to the path of that program, or put the compiled .js file here",
        )
    source = read_syntax(script.text)
    return _minified(script, source) if options.minify else _kept(script, source)


def _minified(script: _Script, source: Syntax) -> Code:
    result = minify(source)
    lines = Lines(script.text, script=True)
    if isinstance(result, Refusal):
        line = Lines(script.text).at(source.offset(result.start))[0] + 1
        told = f"published without being minified: {result.why}"
        return _kept(script, source, (Notice(script.path, line, "asset", told),))
    points = points_of(source, find_imports(source), Lines(script.text))
    text = result.decoded(0, len(result.data))
    holes = _holes(script, result, text, points)
    mappings = (
        token_mappings(source, result, lines, Shift(holes)) if script.options.source_map else ()
    )
    return Code(cut(text, holes), (script.path,), tuple(mappings))


def _kept(script: _Script, syntax: Syntax, notices: tuple[Notice, ...] = ()) -> Code:
    """Return the text as it is; a comment that names a source map goes if there is no such map."""
    text = script.text
    comments = map_comments(syntax)
    extra: list[Hole] = []
    if comments:
        kept = _map_hole(script, comments[-1])
        if kept is None:
            text = without_map_comments(text, comments)
            syntax = read_syntax(text)
        else:
            extra += kept
    points = points_of(syntax, find_imports(syntax), Lines(text))
    holes = sorted([*_holes(script, syntax, text, points), *extra], key=lambda one: one.start)
    return Code(cut(text, holes), (script.path,), notices=notices)


def _map_hole(script: _Script, comment: MapComment) -> list[Hole] | None:
    """Return the hole for the URL of a map; nothing if the map is absent; none if it is remote."""
    if is_absolute(comment.url):
        return []
    resolved = resolve_specifier(
        "url", comment.url, script.name, script.options.base_path, script.has
    )
    if resolved is None or not script.has(resolved.name):
        return None
    line, column = Lines(script.text).at(comment.url_start)
    span = (comment.url_start, comment.url_end)
    return [hole(script.text, span, resolved, script.path, Point(line + 1, column + 1))]


def _built(script: _Script, loader: str) -> Code:
    """Return what esbuild makes of the script."""
    options = script.options
    job = Job(script.path, script.text, loader, options.minify)
    text, found = _without_map(run_esbuild(options.esbuild, job))
    syntax = read_syntax(text)
    lines, source_lines = Lines(text, script=True), Lines(script.text, script=True)
    points = [
        _source_point(found, lines, source_lines, syntax.offset(one.start))
        for one in find_imports(syntax)
    ]
    holes = _holes(script, syntax, text, points)
    mappings = map_mappings(found, lines, source_lines, Shift(holes)) if options.source_map else ()
    return Code(cut(text, holes), (script.path,), tuple(mappings))


def _without_map(text: str) -> tuple[str, SourceMap]:
    """Return a text without its inline source map, and the map."""
    comments = map_comments(read_syntax(text))
    if comments and comments[-1].url.startswith(_INLINE):
        try:
            found = read_source_map(b64decode(comments[-1].url.removeprefix(_INLINE)).decode())
        except (ValueError, binascii.Error):
            return text, SourceMap((), (), ())
        return text[: comments[-1].start], found
    return text, SourceMap((), (), ())


def _source_point(found: SourceMap, text: Lines, source: Lines, offset: int) -> Point:
    """Return where the text behind the quote at *offset* was written."""
    segment = found.at(*text.units_at(offset))
    if segment is None or segment.source < 0:
        return Point()
    offset = source.offset(segment.source_line, segment.source_column)
    return Point(segment.source_line + 1, source.at(offset)[1] + 2)


def _holes(script: _Script, syntax: Syntax, text: str, points: list[Point]) -> list[Hole]:
    """Return the holes for the imports of *text* that name assets; *points* say where each is."""
    holes: list[Hole] = []
    base_path = script.options.base_path
    for found, point in zip(find_imports(syntax), points, strict=True):
        if found.specifier is None:
            continue
        resolved = resolve_specifier(
            found.kind, found.specifier, script.name, base_path, script.has
        )
        if resolved is not None:
            span = (syntax.offset(found.start + 1), syntax.offset(found.end - 1))
            holes.append(hole(text, span, resolved, script.path, point))
    return holes
