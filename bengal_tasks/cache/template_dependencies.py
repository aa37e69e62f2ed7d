"""Template dependencies: the templates that each page went through, and the reverse."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote

from bengal_tasks.cache.compression import load_tolerantly
from bengal_tasks.cache.folder import StateFolder, texts_in
from bengal_tasks.graph.build import DependencyGraph, is_task
from bengal_tasks.model.chains import chains_of
from bengal_tasks.model.keys import (
    STATE_DIR,
    family_of,
    split_dependency,
    task_name,
    template_path,
)
from bengal_tasks.model.lookup import candidates
from bengal_tasks.model.rows import Row


RENDERING = frozenset({"page", "listing", "feed"})
"""Families of tasks that go through a template."""

_NAMES_START = template_path("").removesuffix(".json.zst")


@dataclass(frozen=True, slots=True)
class TemplateChain:
    """
    What one page went through: its own *template*, and what that extends, includes and imports.

    >>> str(TemplateChain("about.md", "single.html", ("base.html", "partials/nav.html")))
    'about.md → single.html → base.html, partials/nav.html'
    """

    page: str
    template: str
    others: tuple[str, ...] = ()

    @property
    def templates(self) -> tuple[str, ...]:
        """All templates, the page's own first."""
        return (self.template, *self.others)

    def __str__(self) -> str:
        own = f"{self.page} → {self.template}"
        return f"{own} → {', '.join(self.others)}" if self.others else own


class TemplateDependencies:
    """
    The templates of each page, as its task read them when it last ran.

    Partials with computed names are among them; one behind a condition that was false is not. A
    page is its source relative to the site, or the URL of what has no source. Raises what
    `DependencyGraph.load` raises.

    >>> from bengal_tasks.cache import save_compressed
    >>> tasks = {"listing:/tags/": [[0, 1], []], "template:base.html": [[], []]}
    >>> names = [".bengal/templates/base.html.json.zst#code"]
    >>> graph = {"version": 2, "names": names, "tasks": tasks}
    >>> _ = save_compressed(graph, Path(".bengal/graph.json.zst"))
    >>> templates = TemplateDependencies()
    >>> templates.templates_of("/tags/"), templates.pages_of("base.html")
    (('base.html',), ['/tags/'])
    """

    def __init__(self, folder: Path | str = STATE_DIR) -> None:
        self._folder = StateFolder(Path(folder))
        self._graph = DependencyGraph.load(self._folder.folder / "graph.json.zst")

    @cached_property
    def _chains(self) -> dict[str, TemplateChain]:
        """The chain of each page; made at the first question."""
        rows = {source: self._folder.rows[key] for key, source in self._folder.sources.items()}
        known = set(self._graph.tasks())
        chains: dict[str, TemplateChain] = {}
        for task in self._graph.tasks():
            read = [name for name in self._names(task) if task_name("template", name) in known]
            if read and family_of(task) in RENDERING:
                page = self._folder.page_of(task)
                chains[page] = self._chain(page, rows.get(page), read)
        return chains

    def _names(self, task: str) -> list[str]:
        reads = self._graph.dependencies(task)
        return [template_of(path) for path in reads if path.startswith(_NAMES_START)]

    def _chain(self, page: str, row: Row | None, read: list[str]) -> TemplateChain:
        found = chains_of(read, self._refers)
        tried = candidates(row) if row else []
        own = min(
            found, key=lambda c: tried.index(c.template) if c.template in tried else len(tried)
        )
        rest = [name for c in found if c is not own for name in (c.template, *c.others)]
        others = dict.fromkeys([*own.others, *rest])
        return TemplateChain(
            page, own.template, tuple(name for name in others if name != own.template)
        )

    @cached_property
    def _refers(self) -> dict[str, tuple[str, ...]]:
        """The names in each template, from its artefact."""
        found: dict[str, tuple[str, ...]] = {}
        for task in self._graph.tasks():
            for path in self._graph.dependents(task) if family_of(task) == "template" else ():
                value = load_tolerantly(self._folder.root / path)
                found[template_of(path)] = tuple(texts_in(value.get("refers")))
        return found

    # -- questions --------------------------------------------------------------------------------

    def chains(self) -> dict[str, TemplateChain]:
        """Return the chain of every page, sorted by page."""
        return dict(sorted(self._chains.items()))

    def chain(self, page: Path | str) -> TemplateChain | None:
        """Return the chain of a page; None when it is not known."""
        return self._chains.get(self._folder.spelled(page)) or self._chains.get(str(page))

    def templates_of(self, page: Path | str) -> tuple[str, ...]:
        """Return the templates of a page, its own first; none for a page that is not known."""
        found = self.chain(page)
        return found.templates if found else ()

    def pages_of(self, template: str) -> list[str]:
        """
        Return the pages that went through a template, directly or by way of others, sorted.

        *template* is its name, or the path of its file in the site. It is a look-up in an index
        made at the first call.
        """
        return self._users.get(self._named.get(template, template), [])

    @cached_property
    def _users(self) -> dict[str, list[str]]:
        users: dict[str, list[str]] = {}
        for page, chain in sorted(self._chains.items()):
            for name in chain.templates:
                users.setdefault(name, []).append(page)
        return users

    @cached_property
    def _named(self) -> dict[str, str]:
        """The name of each template by the path of its file."""
        return {
            path: unquote(task.partition(":")[2])
            for task in self._graph.tasks()
            if family_of(task) == "template"
            for path in self._graph.dependencies(task)
            if not is_task(path) and not split_dependency(path)[1]
        }


def template_of(artefact: str) -> str:
    """Return the name of the template whose artefact this is."""
    return unquote(artefact[len(_NAMES_START) :].removesuffix(".json.zst"))
