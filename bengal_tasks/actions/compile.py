"""Compile a stylesheet or script: what `asset` publishes, with holes for the URLs of others."""

from __future__ import annotations

from typing import cast

from bengal_tasks.actions.bench import Bench
from bengal_tasks.errors import ExtraError
from bengal_tasks.model.assets import needs_esbuild, suffix_of, type_of
from bengal_tasks.model.code import Code
from bengal_tasks.model.entries import MISSING
from bengal_tasks.model.keys import BASE_PATH, URLS, WORDS, compiled_path
from bengal_tasks.model.values import JSON


_SASS = (".scss", ".sass")
_READY = (".min.css", ".min.js", ".min.mjs")


def compiled(bench: Bench, *, name: str, path: str) -> None:
    """
    Write the compiled form of the asset *name*, whose source is *path*.

    Raises BengalError for a source that is not valid. What cannot be compiled here at all leaves
    the fault instead: it is an error of those that ask for the asset.
    """
    value: dict[str, JSON] = {"version": 1}
    purged: dict[str, JSON] = {}
    style = type_of(name) == "css"
    try:
        code = _style(bench, name, path, purged) if style else _script(bench, name, path)
    except ExtraError as error:
        bench.write_artefact(compiled_path(name), {**value, "fault": str(error)})
        return
    for notice in code.notices:
        bench.note(notice)
    wanted = bench.setting("assets.minify_css" if style else "assets.minify_js") is True
    if wanted and not name.endswith(_READY):
        value["minified"] = not any("minified" in notice.message for notice in code.notices)
    if purged:
        value["purged"] = purged
    bench.write_artefact(compiled_path(name), {**value, "code": code.to_json()})


def _style(bench: Bench, own: str, path: str, purged: dict[str, JSON]) -> Code:
    """Return a stylesheet compiled; *purged* gets the selectors that went, by their source."""
    from bengal_tasks.assets.css.bundle import bundle  # noqa: PLC0415 (each loads a parser)
    from bengal_tasks.assets.css.reading import CssOptions, Stylesheet  # noqa: PLC0415

    def read(name: str) -> Stylesheet | None:
        found = path if name == own else _source(bench, name) or _sass_source(bench, name)
        return Stylesheet(found, _css(bench, name, found, purged)) if found else None

    options = CssOptions(
        minify=bench.setting("assets.minify_css") is True,
        source_map=bench.setting("assets.source_maps") is True,
        base_path=_base_path(bench),
    )
    return bundle(own, read, options)


def _sass_source(bench: Bench, name: str) -> str:
    """Return the Sass source that is published as the stylesheet *name*, "" when there is none."""
    stem = name.removesuffix(".css")
    return next((found for end in _SASS if (found := _source(bench, f"{stem}{end}"))), "")


def _css(bench: Bench, name: str, path: str, purged: dict[str, JSON]) -> str:
    """Return the stylesheet *name* as CSS, purged if the settings say so."""
    suffix = suffix_of(path)
    if suffix == ".less":
        raise ExtraError(f"{path}: Less is not compiled here", hint="write it as .scss or .css")
    text = _from_sass(bench, f"{name.removesuffix('.css')}{suffix}", path)
    if bench.setting("assets.purge_css") is not True:
        return text
    from bengal_tasks.assets.css.purge import purge  # noqa: PLC0415 (as above)

    used = frozenset(cast("list[str]", bench.reads.entry(WORDS, "words")))
    kept, gone = purge(text, used)
    if gone:
        purged[path] = list(gone)
    return kept


def _from_sass(bench: Bench, own: str, path: str) -> str:
    if suffix_of(path) not in _SASS:
        return bench.text(path)
    from bengal_tasks.assets.css.reading import Stylesheet  # noqa: PLC0415 (as above)
    from bengal_tasks.assets.css.sass import compile_sass  # noqa: PLC0415 (as above)

    def read(name: str) -> Stylesheet | None:
        found = path if name == own else _source(bench, name)
        return Stylesheet(found, bench.text(found)) if found else None

    return compile_sass(own, read).text


def _script(bench: Bench, name: str, path: str) -> Code:
    from bengal_tasks.assets.js.compile import JsOptions, compile_script  # noqa: PLC0415 (as above)

    options = JsOptions(
        minify=bench.setting("assets.minify_js") is True,
        source_map=bench.setting("assets.source_maps") is True,
        base_path=_base_path(bench),
        esbuild=_esbuild(bench, path),
    )
    suffix = suffix_of(path)
    own = f"{name.rpartition('.')[0]}{suffix}"
    return compile_script(own, path, bench.text(path), options, lambda n: bool(_source(bench, n)))


def _esbuild(bench: Bench, path: str) -> str:
    """Return the path of esbuild where it is to be used."""
    used = needs_esbuild(path, str(bench.setting("assets.minifier")))
    return str(bench.setting("assets.esbuild")) if used else ""


def _source(bench: Bench, name: str) -> str:
    """Return the source of the asset *name*, "" when there is none; recorded either way."""
    found = bench.reads.entry(URLS, f"assets/{name}")
    return "" if found is MISSING else cast("str", found)


def _base_path(bench: Bench) -> str:
    return cast("str", bench.setting(BASE_PATH))
