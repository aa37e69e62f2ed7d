"""Publish a stylesheet or script: fill the holes of its compiled form with the URLs of others."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import cast
from urllib.parse import quote

from bengal_tasks.actions.bench import Bench
from bengal_tasks.actions.publish import fingerprint_of, has_fingerprint, publish_asset
from bengal_tasks.assets.link import Linked, Site, link
from bengal_tasks.assets.source_map import source_map
from bengal_tasks.errors import AssetError, Place
from bengal_tasks.model.assets import marked, type_of
from bengal_tasks.model.code import Code, Mapping, Reference
from bengal_tasks.model.entries import MISSING
from bengal_tasks.model.keys import BASE_PATH, URLS, asset_path, compiled_path
from bengal_tasks.model.trace import Notice
from bengal_tasks.model.values import JSON


def code_asset(bench: Bench, *, name: str, path: str, output_dir: str) -> None:
    """
    Write ``public/assets/NAME`` with a fingerprint, its source map if asked for, and its entry.

    The entry of what cannot be compiled here holds the fault, for those that ask for the asset.
    Raises AssetError under ``[build] strict`` for a reference that leads nowhere.
    """
    fields: dict[str, JSON] = {"source": path}
    for field in ("minified", "fault"):
        value = bench.reads.entry(compiled_path(name), field)
        if value is not MISSING:
            fields[field] = value
    if "fault" in fields:
        entry: dict[str, JSON] = {"version": 1, "type": type_of(name), **fields}
        bench.write_artefact(asset_path(name), entry)
        return
    desk = _Desk(bench)
    desk.check(name)
    found = desk.link(name)
    if found.mappings:
        path, data = desk.source_map(name, found.text, found.mappings)
        bench.write(f"{output_dir}/{path}", data)
        fields["source_map"] = path
    fields["fingerprint"] = found.fingerprint
    publish_asset(bench, output_dir, name, found.text.encode(), fields)


_COMMENTS = {"css": "/*# sourceMappingURL={} */", "javascript": "//# sourceMappingURL={}"}
_SCHEME = "site:///"
"""What the names of sources start with, so that no browser takes them for URLs of the site."""


class _Desk:
    """What linking asks of the site, read through the bench."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    def link(self, name: str) -> Linked:
        """Return the published form of the asset *name*."""
        base_path = cast("str", self._bench.setting(BASE_PATH))
        return link(name, Site(self.code_of, self.path_of, self.named, base_path, self.ending))

    def ending(self, name: str, text: str, mappings: tuple[Mapping, ...]) -> str:
        """Return the comment that names the source map of an asset, "" when it has none."""
        if not mappings:
            return ""
        url = quote(PurePosixPath(self.source_map(name, text, mappings)[0]).name)
        return f"\n{_COMMENTS[type_of(name)].format(url)}\n"

    def source_map(self, name: str, text: str, mappings: tuple[Mapping, ...]) -> tuple[str, bytes]:
        """
        Return where the source map of an asset is published, and its bytes.

        Its name has the digest of the map, which does not know the name of the asset.
        """
        code = self.code_of(name)
        sources = code.sources if code else ()
        texts = [self._bench.text(path) for path in sources]
        names = [f"{_SCHEME}{path}" for path in sources]
        script = type_of(name) == "javascript"
        data = source_map(text, mappings, names, texts, script=script).to_text().encode()
        return f"{self.named(name, fingerprint_of(data))}.map", data

    def _is_there(self, reference: Reference) -> bool:
        return bool(self.code_of(reference.name) or self.path_of(reference.name))

    def code_of(self, name: str) -> Code | None:
        """Return the compiled form of a stylesheet or script; none for what is neither."""
        found = self._bench.reads.entry(compiled_path(name), "code")
        return None if found is MISSING else Code.from_json(cast("dict[str, JSON]", found))

    def path_of(self, name: str) -> str | None:
        """Return the published path of an asset; none when there is no such asset."""
        found = self._bench.reads.entry(asset_path(name), "output_path")
        return None if found is MISSING else cast("str", found)

    def named(self, name: str, fingerprint: str) -> str:
        """Return the published path of an asset with a fingerprint, if it gets one."""
        wanted = has_fingerprint(self._bench, name)
        return f"assets/{marked(name, fingerprint) if wanted else name}"

    def check(self, name: str) -> None:
        """
        Note each reference of an asset that leads nowhere; under ``strict`` raise the first.

        Raises AssetError for one to an asset that is not published yet: nothing must be written
        then. It is published next, and the task runs again.
        """
        code = self.code_of(name)
        # All are looked up before one is raised, so that all that is needed is built at once.
        for reference in [r for r in (code.references if code else ()) if not self._is_there(r)]:
            place = Place(reference.path, reference.line, reference.column)
            if self._bench.reads.entry(URLS, f"assets/{reference.name}") is not MISSING:
                raise AssetError(f"{reference.name} could not be published", place)
            message = f"there is no asset {reference.name!r} for {reference.written!r}"
            if self._bench.setting("build.strict") is True:
                raise AssetError(message, place)
            self._bench.note(Notice(reference.path, reference.line, "asset", message))
