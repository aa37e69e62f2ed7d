"""The bench: what an action works with - root, artefacts, templates, and its own trace."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bengal_tasks.errors import ContentError, Place
from bengal_tasks.model.digest import Digest, digest_of
from bengal_tasks.model.keys import CONFIG, PACKAGED
from bengal_tasks.model.trace import Notice, Trace
from bengal_tasks.model.values import JSON
from bengal_tasks.render.reads import Reads
from bengal_tasks.store.artefacts import ArtefactReader
from bengal_tasks.store.codec import encode
from bengal_tasks.store.files import read_if_there, safe_join, write_file
from bengal_tasks.store.journal import will_write


if TYPE_CHECKING:
    from bengal_tasks.render.environment import TemplateEnvironment
    from bengal_tasks.render.scope import Scope


@dataclass(frozen=True, slots=True)
class Workshop:
    """
    What every action of one build shares: where the site and the packaged themes are.

    *templates* are names with site paths, *serial* tells the builds of one process apart, *seconds*
    limits each task.
    """

    root: Path
    themes: Path
    templates: tuple[tuple[str, str], ...]
    extensions: tuple[str, ...] = ()
    serial: int = 0
    seconds: int = 0

    def locate(self, path: str) -> str:
        """Return the absolute place of a site path; ``@theme/x`` is in the packaged themes."""
        if path.startswith(PACKAGED):
            return f"{self.themes}/{path[1:]}"
        return f"{self.root}/{path}"


class Shop:
    """A workshop with what it has read so far; one in each process."""

    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop
        self.reader = ArtefactReader(workshop.root)
        self._environment: TemplateEnvironment | None = None

    @property
    def environment(self) -> TemplateEnvironment:
        """The template environment, made when it is first asked for (Jinja costs 40 ms)."""
        if self._environment is None:
            from bengal_tasks.render.environment import TemplateEnvironment  # noqa: PLC0415

            workshop = self.workshop
            self._environment = TemplateEnvironment(
                dict(workshop.templates), workshop.locate, workshop.extensions
            )
        return self._environment


class Bench:
    """
    One run of one action: reads go through it, writes too, and `trace` tells of both.

    With *trial* nothing is written; the trace tells what would have been.
    """

    def __init__(self, shop: Shop, *, trial: bool = False) -> None:
        self.shop = shop
        self._trial = trial
        self.root = shop.workshop.root
        self.reads = Reads(shop.reader)
        self._writes: dict[str, Digest] = {}
        self._references: tuple[str, ...] = ()

    def read(self, path: str) -> bytes:
        """
        Return the bytes of a source, and record it.

        Raises ContentError when it is not there.
        """
        data = read_if_there(Path(self.shop.workshop.locate(path)))
        if data is None:
            try:
                data = Path(self.shop.workshop.locate(path)).read_bytes()
            except OSError as error:
                self.reads.file(path, None)
                reason = error.strerror or "not readable"
                raise ContentError(f"the file cannot be read: {reason}", Place(path)) from error
        self.reads.file(path, data)
        return data

    def text(self, path: str) -> str:
        """Return a source as text; raises ContentError when it is not UTF-8."""
        try:
            return self.read(path).decode("utf-8")
        except UnicodeDecodeError as error:
            raise ContentError(
                "the file is not UTF-8 text", Place(path), hint="save it with the encoding UTF-8"
            ) from error

    def setting(self, name: str) -> JSON:
        """Return a setting, and record it."""
        return self.reads.entry(CONFIG, name)

    def write(self, path: str, data: bytes) -> None:
        """Write a published file; the journal knows of it first."""
        if self._trial:
            self._writes[path] = digest_of(data)
            return
        will_write(self.root, path)
        self._writes[path] = write_file(self.root, path, data)

    def write_artefact(self, path: str, value: JSON) -> None:
        """Write an artefact."""
        safe_join(self.root, path)
        data = encode(value)
        self._writes[path] = digest_of(data) if self._trial else write_file(self.root, path, data)

    def note(self, notice: Notice) -> None:
        """Keep a warning."""
        self.reads.notices.append(notice)

    def refer(self, urls: tuple[str, ...]) -> None:
        """Keep the URLs that the written page loads."""
        self._references = urls

    def scope(self, key: str, url: str) -> Scope:
        """Begin a rendering of the page *key* at *url*."""
        from bengal_tasks.render.scope import Scope  # noqa: PLC0415 (only what renders needs it)
        from bengal_tasks.render.sections import SectionViews  # noqa: PLC0415

        scope = Scope(self.reads, self.shop.environment, SectionViews(), key, url)
        self.shop.environment.scope = scope
        return scope

    def trace(self) -> Trace:
        """Return what was read and made."""
        return Trace(
            reads=self.reads.all_states(),
            writes=dict(sorted(self._writes.items())),
            notices=tuple(self.reads.notices),
            references=self._references,
            sources=self.reads.sources(),
        )
