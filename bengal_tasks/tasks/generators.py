"""
Generators: Markdown that functions of dodo.py make from sources, before the site is scanned.

The pages are files below ``.bengal/generated/NAME/`` and count as if they lay in the content
folder. A function gets one source at a time and is called again when that source, or the code of
the site, has changed; what comes out with the same bytes concerns no task. This only works if a
function depends on its source alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias, cast

from doit.exceptions import InvalidDodoFile

from bengal_tasks.errors import BengalError, ContentError, Place, SiteError
from bengal_tasks.model.digest import digest_of_value
from bengal_tasks.model.inventory import Generated
from bengal_tasks.model.keys import GENERATED
from bengal_tasks.model.values import JSON
from bengal_tasks.scan.generated import is_memo_of_generator, memo_key
from bengal_tasks.scan.sources import base_of, folders_of, matching
from bengal_tasks.store.files import remove_file, safe_join, write_file
from bengal_tasks.store.table import FileTable


@dataclass(frozen=True, slots=True)
class Source:
    """One source: its path relative to the site, and its bytes."""

    path: str
    data: bytes

    @property
    def text(self) -> str:
        """The source as text; raises ContentError when it is not UTF-8."""
        try:
            return self.data.decode("utf-8")
        except UnicodeDecodeError as error:
            raise ContentError("the file is not UTF-8 text", Place(self.path)) from error


Produce: TypeAlias = Callable[[Source], Mapping[str, str]]
"""Returns Markdown by the path that it would have below the content folder: ``api/a.md``."""

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*")


@dataclass(frozen=True, slots=True)
class Generator:
    """A generator as it was declared; *version* is what its pages depend on besides."""

    name: str
    sources: tuple[str, ...]
    function: Produce
    version: str = ""


@dataclass(slots=True)
class Generation:
    """What all generators made: pages by path below the content folder, and what they read."""

    pages: dict[str, Generated] = field(default_factory=dict)
    inputs: set[str] = field(default_factory=set)


_declared: dict[str, Generator] = {}


def generate(
    name: str, sources: str | Iterable[str], function: Produce, *, version: str = ""
) -> None:
    """
    Declare, in dodo.py, that *function* makes Markdown of each file that *sources* match.

    A pattern is relative to the site and begins with a folder: ``src/**/*.py``. The function gets a
    `Source`, and returns Markdown by path: ``{"api/tool.md": "# Tool"}``. *version* is compared: a
    new one makes every page anew. Raises InvalidDodoFile for a name or a pattern of another form.
    """
    patterns = (sources,) if isinstance(sources, str) else tuple(sources)
    if not _NAME.fullmatch(name):
        raise InvalidDodoFile(f"generate({name!r}): a name is made of a-z, 0-9, _ and -")
    for pattern in patterns:
        if not base_of(pattern) or pattern.startswith("/"):
            raise InvalidDodoFile(
                f"generate({name!r}): the pattern {pattern!r} must begin with a folder of the site"
            )
    _declared[name] = Generator(name, patterns, function, version)


def declared_generators() -> dict[str, Generator]:
    """Return the generators that dodo.py has declared, by name."""
    return _declared


def source_folders(root: Path) -> list[str]:
    """Return the folders that the generators look into."""
    return folders_of(root, [p for g in _declared.values() for p in g.sources])


def run_generators(
    root: Path, table: FileTable, memo: dict[str, dict[str, JSON]], programs: Iterable[str]
) -> Generation:
    """
    Make what is not as the memo says, remove what is made no more, and return all pages.

    *programs* are the modules of the site. Raises BengalError when a function fails, when a path is
    not one below the content folder, or when two sources make the same page.
    """
    generation = Generation()
    code = [[path, table.digest(path)] for path in sorted(programs)]
    for name, generator in sorted(_declared.items()):
        basis = digest_of_value([cast("JSON", code), generator.version])
        known = memo.get(memo_key(name), {})
        kept = known.get("sources") if known.get("basis") == basis else {}
        made = {
            path: _made(root, table, generator, (path, cast("dict[str, JSON]", kept).get(path)))
            for path in matching(root, generator.sources)
        }
        memo[memo_key(name)] = {"basis": basis, "sources": cast("JSON", made)}
        generation.inputs |= made.keys()
        _collect(generation, name, made)
    declared = {memo_key(name) for name in _declared}
    for key in [k for k in memo if is_memo_of_generator(k) and k not in declared]:
        del memo[key]
    _remove_others(root, {page.path for page in generation.pages.values()})
    return generation


def _made(
    root: Path, table: FileTable, generator: Generator, source: tuple[str, JSON]
) -> dict[str, JSON]:
    """Return the digest of a source and those of its pages, which are written if they are not."""
    path, known = source
    digest = table.digest(path)
    folder = f"{GENERATED}/{generator.name}"
    if isinstance(known, dict) and known["digest"] == digest:
        pages = cast("dict[str, str]", known["pages"])
        if all(table.digest(f"{folder}/{page}") == state for page, state in pages.items()):
            return known
    pages = {}
    for page, text in _produced(root, generator, path):
        pages[page] = write_file(root, f"{folder}/{page}", text.encode("utf-8", "replace"))
        table.forget(f"{folder}/{page}")
    return {"digest": digest, "pages": cast("JSON", pages)}


def _produced(root: Path, generator: Generator, path: str) -> Iterator[tuple[str, str]]:
    try:
        found = generator.function(Source(path, (root / path).read_bytes()))
        pages = sorted(found.items())
    except BengalError:
        raise
    except Exception as error:
        raise ContentError(
            f"the generator {generator.name!r} fails: {type(error).__name__}: {error}", Place(path)
        ) from error
    for page, text in pages:
        safe_join(root, page)
        if not page.endswith(".md") or not isinstance(text, str):
            raise ContentError(
                f"the generator {generator.name!r} makes {page!r}, which is no page", Place(path),
                hint="return Markdown by path: {'api/tool.md': '# Tool'}",
            )  # fmt: skip
        yield page, text


def _collect(generation: Generation, name: str, made: dict[str, dict[str, JSON]]) -> None:
    for source, row in made.items():
        for page in cast("dict[str, str]", row["pages"]):
            other = generation.pages.get(page)
            if other is not None:
                raise SiteError(f"{other.origin} and {source} both make {page}", Place(source))
            generation.pages[page] = Generated(f"{GENERATED}/{name}/{page}", source)


def _remove_others(root: Path, wanted: set[str]) -> None:
    folder = root / GENERATED
    for place in sorted(folder.rglob("*")) if _declared or folder.is_dir() else []:
        path = place.relative_to(root).as_posix()
        if path not in wanted and (place.is_symlink() or place.is_file()):
            remove_file(root, path)
