"""What the state says, in the words of the documents: fingerprints, dependencies, terms."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import Any

from bengal_tasks.cache.folder import StateFolder, as_table, texts_in
from bengal_tasks.cache.present import hash_of_settings
from bengal_tasks.cache.template_dependencies import RENDERING
from bengal_tasks.model.keys import (
    DATA,
    FRONT_MATTER,
    STATE_DIR,
    family_of,
    parsed_path,
    split_dependency,
    task_name,
    template_path,
)
from bengal_tasks.model.record import Records, dependencies_of, values_of
from bengal_tasks.model.rows import terms_of
from bengal_tasks.model.trace import writes_of
from bengal_tasks.scan.generated import memo_key, sources_made
from bengal_tasks.store.state import State


Fingerprint = dict[str, Any]
"""``mtime`` in seconds, ``mtime_ns``, ``size`` in bytes, ``hash``: the digest; ``stamp``."""

_MADE_FROM_ONE = frozenset({"template", "parse", "asset"})
"""Families whose artefact stands for the sources it was made from."""

_TEMPLATE_END = template_path("").removeprefix(f"{STATE_DIR}/templates/")
_PRIORITY = {"page": 100, "listing": 50}


def fingerprint(row: list[int | str]) -> Fingerprint:
    """Return the fingerprint of a file by its row in the state: stamp and digest."""
    size, mtime = int(row[0]), int(row[1])
    stamp = [int(number) for number in row[:5]]
    return {"mtime": mtime / 1e9, "mtime_ns": mtime, "size": size, "hash": row[5], "stamp": stamp}


class Derived:
    """Answers by the name of a documented field, from one state and its folder."""

    def __init__(self, state: State, folder: StateFolder) -> None:
        self._state = state
        self._folder = folder
        self._records: Records = state.tasks
        self._answers: dict[str, Callable[[], Any]] = {
            "file_fingerprints": self._fingerprints,
            "file_hashes": self._hashes,
            "dependencies": self._dependencies,
            "output_sources": self._output_sources,
            "page_tags": self._page_tags,
            "tag_to_pages": self._tag_to_pages,
            "taxonomy_deps": self._taxonomy_deps,
            "known_tags": lambda: set(self._tag_to_pages()),
            "template_dependencies": self._template_dependencies,
            "url_claims": self._url_claims,
            "config_hash": self._config_hash,
            "autodoc_dependencies": self._autodoc_dependencies,
            "autodoc_hashes": lambda: {s: d for _, s, d, _ in sources_made(self._state.scan)},
        }

    def of(self, name: str) -> Any:  # noqa: ANN401 (the shape is the field's)
        """Return what the state says of a field; None where it says nothing."""
        answer = self._answers.get(name)
        return answer() if answer and self._records else None

    def _fingerprints(self) -> dict[str, Fingerprint]:
        return {path: fingerprint(row) for path, row in self._state.files.items()}

    def _autodoc_dependencies(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for name, source, _, pages in sources_made(self._state.scan):
            found.setdefault(source, set()).update(f"{memo_key(name)}/{page}" for page in pages)
        return found

    def _hashes(self) -> dict[str, str]:
        return {path: str(row[5]) for path, row in self._state.files.items()}

    # -- pages ------------------------------------------------------------------------------------

    def _rendered(self) -> Iterator[tuple[str, str]]:
        """Yield each task that renders, with the page: its source, or a URL."""
        for task in self._records:
            if family_of(task) in RENDERING:
                yield task, self._folder.page_of(task)

    def _dependencies(self) -> dict[str, set[str]]:
        makers = self._makers()
        data = self._data_files()
        found: dict[str, set[str]] = {}
        for task, page in self._rendered():
            reads = list(dependencies_of(self._records[task]))
            key = self._folder.keys.get(page)
            if key is not None:
                reads += dependencies_of(self._records.get(task_name("parse", key), {}))
            own = found.setdefault(page, set())
            for dependency in reads:
                own.update(self._sources(dependency, makers, data))
            own.discard(page)
        return found

    def _makers(self) -> dict[str, str]:
        """Return the task that wrote each artefact."""
        return {
            path: task
            for task, record in self._records.items()
            for path in writes_of(values_of(record))
            if path.startswith(f"{STATE_DIR}/")
        }

    def _data_files(self) -> dict[str, str]:
        files = dependencies_of(self._records.get("data", {}))
        return {str(PurePosixPath(f).with_suffix("")).partition("/")[2]: f for f in files}

    def _sources(
        self, dependency: str, makers: dict[str, str], data: dict[str, str]
    ) -> Iterator[str]:
        """Yield what a dependency stands for: a source, the sources of an artefact, an entry."""
        path, entry = split_dependency(dependency)
        maker = makers.get(path, "")
        if not path.startswith(f"{STATE_DIR}/"):
            yield path
        elif family_of(maker) in _MADE_FROM_ONE:
            reads = dependencies_of(self._records[maker])
            yield from (r for r in reads if not r.startswith(f"{STATE_DIR}/"))
        elif path == DATA:
            names = [n for n in data if f"{entry}.".startswith(f"{n.replace('/', '.')}.")]
            yield from (data[name] for name in names)
        elif maker:
            yield dependency

    def _output_sources(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for task, page in self._rendered():
            for path in writes_of(values_of(self._records[task])):
                if not path.startswith(f"{STATE_DIR}/"):
                    found[self._published(path)] = page
        return found

    def _published(self, path: str) -> str:
        """Return where a file lies below the output folder."""
        return path.removeprefix(f"{self._folder.output}/")

    def _template_dependencies(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        start = f"{STATE_DIR}/templates/"
        for task, page in self._rendered():
            paths = [split_dependency(d)[0] for d in dependencies_of(self._records[task])]
            names = [
                path[len(start) : -len(_TEMPLATE_END)] for path in paths if path.startswith(start)
            ]
            found[page] = [n for n in names if task_name("template", n) in self._records]
        return found

    def _url_claims(self) -> dict[str, dict[str, Any]]:
        claims: dict[str, dict[str, Any]] = {}
        for task, page in self._rendered():
            for path in writes_of(values_of(self._records[task])):
                url = "/" + self._published(path).removesuffix("index.html")
                claims[url] = {
                    "owner": task,
                    "source": page,
                    "priority": _PRIORITY.get(family_of(task), 0),
                    "version": None,
                    "lang": None,
                }
        return claims

    # -- terms ------------------------------------------------------------------------------------

    def _page_tags(self) -> dict[str, set[str]]:
        rows = ((key, self._folder.rows[key]) for key in self._folder.sources)
        found = {self._folder.sources[key]: set(terms_of(row, "tags")) for key, row in rows}
        return {page: tags for page, tags in found.items() if tags}

    def _tag_to_pages(self) -> dict[str, set[str]]:
        return self._terms("tags")

    def _taxonomy_deps(self) -> dict[str, set[str]]:
        index = self._folder.artefact("taxonomy_index")
        names = index.get("names")
        found: dict[str, set[str]] = {}
        for taxonomy in names if isinstance(names, list) else []:
            kind = "tag" if taxonomy == "tags" else str(taxonomy)
            found |= {f"{kind}:{slug}": p for slug, p in self._terms(str(taxonomy)).items()}
        return found

    def _terms(self, taxonomy: str) -> dict[str, set[str]]:
        terms = as_table(self._folder.artefact("taxonomy_index").get(taxonomy))
        sources = self._folder.sources
        return {
            slug: {sources.get(key, key) for key in texts_in(as_table(term).get("pages"))}
            for slug, term in terms.items()
        }

    def _config_hash(self) -> str | None:
        settings = self._folder.artefact("config")
        return hash_of_settings(settings) if settings else None


def spoil(state: State, path: str, key: str | None) -> None:
    """
    Make every task stale that reads or writes *path*, and the page *key* that it is the source of.

    A dependency without a state counts as changed; what the tasks have published stays known.
    """
    own = {task_name("page", key), task_name("parse", key)} if key is not None else set()
    for task, record in state.tasks.items():
        reads = dependencies_of(record)
        hit = [d for d in reads if split_dependency(d)[0] == path or d == path + FRONT_MATTER]
        if path in writes_of(values_of(record)):
            hit = reads
        elif task in own and not hit and key is not None:
            hit = [d for d in reads if split_dependency(d)[0] == parsed_path(key)] or reads
        for dependency in hit:
            record.pop(dependency, None)
        if not reads and (task in own or path in writes_of(values_of(record))):
            values_of(record)["recipe"] = {}  # reads nothing: other facts are all that is left
    state.files.pop(path, None)
    state.scan.pop(path, None)


def forget_all(state: State) -> None:
    """Forget all that the state knows but what was published, which becomes orphans."""
    for record in state.tasks.values():
        for path, digest in writes_of(values_of(record)).items():
            if not path.startswith(f"{STATE_DIR}/"):
                state.orphans[path] = digest
    for table in (state.tasks, state.files, state.entries, state.scan, state.user):
        table.clear()
