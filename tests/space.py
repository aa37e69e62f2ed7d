"""The site space: a small site in a folder of its own, and builds of it that tell what ran."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import (
    AbstractContextManager,
    chdir,
    contextmanager,
    nullcontext,
    redirect_stderr,
    redirect_stdout,
)
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any
from unittest import mock

from doit.cmd_base import ModuleTaskLoader
from doit.doit_cmd import DoitMain
from doit.exceptions import UnmetDependency
from doit.plugin import PluginDict

from bengal_tasks import tasks
from bengal_tasks.report.console import ConsoleReporter
from bengal_tasks.tasks.session import Session


SAMPLE = Path(__file__).parent / "sample"
"""The sources of a site that has one of everything."""

NOW = 1_800_000_000
"""The clock of the builds, in 2027: what is dated before is published."""

Published = dict[str, tuple[bytes, int]]

_STATE = {f"{name}.json.zst" for name in ("cache", "published", "snapshot")}
_STATE |= {"cache.json.lock", "lock", "journal"}
_GENERATED = (".bengal", "public")
_PLUGINS = {
    "COMMAND": {
        "run": "bengal_tasks.cli.run:Run",
        "why": "bengal_tasks.cli.why:Why",
        "impact": "bengal_tasks.cli.impact:Impact",
        "list": "bengal_tasks.cli.list:List",
        "assets": "bengal_tasks.cli.assets:Assets",
        "info": "bengal_tasks.cli.info:Info",
        "forget": "bengal_tasks.cli.forget:Forget",
        "clean": "bengal_tasks.cli.clean:Clean",
        "ignore": "bengal_tasks.cli.ignore:Ignore",
        "reset-dep": "bengal_tasks.cli.reset_dep:ResetDep",
        "verify": "bengal_tasks.cli.verify:Verify",
        "cache": "bengal_tasks.cli.cache:Cache",
        "graph": "bengal_tasks.cli.graph:Graph",
        "template-deps": "bengal_tasks.cli.template_deps:TemplateDeps",
    },
    "BACKEND": {"bengal": "bengal_tasks.tasks.backend:BengalBackend"},
    "REPORTER": {"bengal": "bengal_tasks.report.console:ConsoleReporter"},
}
_PYPROJECT = """\
[tool.doit.plugins.command]
run = "bengal_tasks.cli.run:Run"
list = "bengal_tasks.cli.list:List"
impact = "bengal_tasks.cli.impact:Impact"
[tool.doit.plugins.backend]
bengal = "bengal_tasks.tasks.backend:BengalBackend"
[tool.doit.plugins.reporter]
bengal = "bengal_tasks.report.console:ConsoleReporter"
"""
_DODO = "from bengal_tasks.tasks import *\n"


@dataclass(slots=True)
class Log:
    """What a reporter was told."""

    ran: set[str] = field(default_factory=set)
    up_to_date: set[str] = field(default_factory=set)
    failed: dict[str, str] = field(default_factory=dict)
    unmet: set[str] = field(default_factory=set)
    reasons: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ran:
    """
    One run of doit.

    *changed* are published files whose bytes changed, that appeared or vanished; *rewritten* those
    whose inode or mtime changed although they were there before. *failed* has messages by task.
    """

    ran: frozenset[str]
    up_to_date: frozenset[str]
    failed: dict[str, str]
    unmet: frozenset[str]
    reasons: dict[str, list[str]]
    status: int
    text: str
    changed: frozenset[str]
    rewritten: frozenset[str]

    def of(self, family: str) -> set[str]:
        """Return the keys of the tasks of one family that ran."""
        return {name.partition(":")[2] for name in self.ran if name.partition(":")[0] == family}


class Recorder(ConsoleReporter):
    """Our reporter, that keeps a log as well."""

    def __init__(self, log: Log, stream: Any, options: dict[str, Any]) -> None:
        super().__init__(stream, options)
        self._log = log

    def will_run(self, task: Any, reasons: Any) -> None:
        """Keep the reasons."""
        super().will_run(task, reasons)
        self._log.reasons[task.name] = [str(reason) for reason in reasons]

    def execute_task(self, task: Any) -> None:
        """Keep that the task ran."""
        super().execute_task(task)
        if task.actions:
            self._log.ran.add(task.name)

    def skip_uptodate(self, task: Any) -> None:
        """Keep that the task was up to date."""
        super().skip_uptodate(task)
        if not task.has_subtask:
            self._log.up_to_date.add(task.name)

    def add_failure(self, task: Any, fail_info: Any) -> None:
        """Keep why the task failed."""
        super().add_failure(task, fail_info)
        if isinstance(fail_info, UnmetDependency):
            self._log.unmet |= set() if task.has_subtask else {task.name}
        else:
            self._log.failed[task.name] = fail_info.get_msg().removeprefix("TaskFailed - ").strip()


class SiteSpace:
    """
    A site below *root*, empty until something is written.

    Unless *audited* is turned off, each action of its builds is audited for undeclared files.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.environ: dict[str, str] = {"SOURCE_DATE_EPOCH": str(NOW)}
        self.user_tasks: dict[str, Callable[..., Any]] = {}
        self.profile = ""
        self.audited = True
        root.mkdir(parents=True, exist_ok=True)

    # -- sources ----------------------------------------------------------------------------------

    def write(self, path: str, text: str) -> None:
        """Write a source, with its folders."""
        place = self.root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8")

    def read(self, path: str) -> str:
        """Return a source or a published file as text."""
        return (self.root / path).read_text("utf-8")

    def edit(self, path: str, old: str, new: str) -> None:
        """Replace *old*, which must be there, by *new*."""
        text = self.read(path)
        assert old in text, f"{old!r} is not in {path}"
        self.write(path, text.replace(old, new))

    def remove(self, path: str) -> None:
        """Remove a source, or a folder of them."""
        place = self.root / path
        if place.is_dir() and not place.is_symlink():
            shutil.rmtree(place)
        else:
            place.unlink()

    def rename(self, path: str, other: str) -> None:
        """Move a source, or a folder of them."""
        (self.root / other).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).rename(self.root / other)

    def touch(self, path: str, *, at: int | None = None) -> None:
        """Give a file another mtime: one hour on, or *at* (seconds since the epoch)."""
        place = self.root / path
        when = place.stat().st_mtime_ns + 3_600 * 10**9 if at is None else at * 10**9
        os.utime(place, ns=(when, when))

    def sources(self) -> list[str]:
        """Return every file of the site that is not made by a build."""
        return [path for path in _files(self.root) if path.partition("/")[0] not in _GENERATED]

    # -- builds -----------------------------------------------------------------------------------

    def build(self, *args: str) -> Ran:
        """Run doit in this process, by default to build all, and tell what happened."""
        before = self._stamps()
        log, stream = Log(), io.StringIO()
        words = [*args, *([f"profile={self.profile}"] if self.profile else [])]
        with self._surroundings(), redirect_stdout(stream), redirect_stderr(stream):
            status = self._doit(log, stream).run(words)
        after = self._stamps()
        return Ran(
            frozenset(log.ran), frozenset(log.up_to_date), log.failed, frozenset(log.unmet),
            log.reasons, int(status or 0), stream.getvalue(),
            changed=frozenset(p for p in before | after if _bytes(before, p) != _bytes(after, p)),
            rewritten=frozenset(p for p in before.keys() & after if before[p][1] != after[p][1]),
        )  # fmt: skip

    def _doit(self, log: Log, stream: io.StringIO) -> DoitMain:
        namespace: dict[str, Any] = {name: getattr(tasks, name) for name in tasks.__all__}
        namespace |= self.user_tasks
        namespace["DOIT_CONFIG"] = {
            **tasks.DOIT_CONFIG,
            "reporter": partial(Recorder, log),
            "outfile": stream,
            "num_process": 0,
        }
        return DoitMain(ModuleTaskLoader(namespace), config_filenames=(), extra_config=_PLUGINS)

    @contextmanager
    def _surroundings(self) -> Iterator[None]:
        # Asking the metadata of every installed package for plugins takes 15 ms.
        no_plugins = mock.patch.object(PluginDict, "_from_entry_points", return_value={})
        environ = mock.patch.dict(os.environ, self.environment(), clear=True)
        with chdir(self.root), environ, no_plugins, self._audit():
            yield

    def _audit(self) -> AbstractContextManager[Any]:
        """Have every action audited: one that opens what it does not declare fails."""
        if not self.audited:
            return nullcontext()
        always = property(lambda _: True, lambda *_: None)
        return mock.patch.object(Session, "audit", always, create=True)

    def environment(self) -> dict[str, str]:
        """Return the variables that a build of this site has."""
        kept = {name: text for name, text in os.environ.items() if not name.startswith("BENGAL_")}
        return {**kept, **self.environ}

    def shell(self, *args: str, environ: Mapping[str, str] | None = None) -> tuple[int, str]:
        """Run the real ``doit`` in a process of its own; return its status and all it printed."""
        self._make_project()
        done = subprocess.run(  # noqa: S603 (our own interpreter)
            [sys.executable, "-m", "doit", *args],
            cwd=self.root,
            env={**self.environment(), **(environ or {})},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout

    def _make_project(self) -> None:
        for path, text in (("dodo.py", _DODO), ("pyproject.toml", _PYPROJECT)):
            if not (self.root / path).exists():
                self.write(path, text)

    # -- what was made ----------------------------------------------------------------------------

    def published(self) -> Published:
        """Return the published files with bytes and mode; links count by what they are."""
        return {path: (data, mode) for path, ((data, mode), _) in self._stamps().items()}

    def artefacts(self) -> Published:
        """Return what tasks left below ``.bengal/`` for each other, without the state."""
        found = _stamps(self.root / ".bengal")
        return {path: pair for path, (pair, _) in found.items() if path not in _STATE}

    def _stamps(self) -> dict[str, tuple[tuple[bytes, int], tuple[int, int]]]:
        return _stamps(self.root / "public")

    def copy(self, name: str) -> SiteSpace:
        """Return another space beside this one, with the same sources and nothing built."""
        other = SiteSpace(self.root.parent / name)
        for path in self.sources():
            place = other.root / path
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(self.root / path, place, follow_symlinks=False)
        other.environ = dict(self.environ)
        other.user_tasks = dict(self.user_tasks)
        other.profile = self.profile
        return other

    def clean_build(self) -> Published:
        """Return what a first build of these sources publishes, in a folder of its own."""
        return self._clean()[0]

    def _clean(self) -> tuple[Published, Published]:
        other = self.copy(f"{self.root.name}-clean")
        try:
            other.build()
            return other.published(), other.artefacts()
        finally:
            shutil.rmtree(other.root)

    def is_clean(self) -> bool:
        """
        Tell whether a clean build leaves the same published files and artefacts, byte for byte.

        Raises AssertionError with the first difference, because a dump of all helps nobody.
        """
        published, artefacts = self._clean()
        _compare(self.published(), published)
        _compare(self.artefacts(), artefacts)
        return True

    def eject(self) -> Path:
        """Copy everything to where it stays after the test, for a look at it; return the place."""
        place = Path.cwd() / "ejected"
        shutil.rmtree(place, ignore_errors=True)
        return Path(shutil.copytree(self.root, place, symlinks=True))


def sample_site(root: Path) -> SiteSpace:
    """Return a space with the sample's sources, unbuilt."""
    space = SiteSpace(root)
    for path in _files(SAMPLE):
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(SAMPLE / path, place)
    return space


def _files(folder: Path) -> list[str]:
    found = [path for path in folder.rglob("*") if path.is_symlink() or path.is_file()]
    return sorted(str(path.relative_to(folder)) for path in found)


def _stamps(folder: Path) -> dict[str, tuple[tuple[bytes, int], tuple[int, int]]]:
    """Return bytes and mode, and inode and mtime, of all files of a folder."""
    stamps: dict[str, tuple[tuple[bytes, int], tuple[int, int]]] = {}
    for path in _files(folder) if folder.is_dir() else []:
        place = folder / path
        found = place.lstat()
        data = os.fsencode(place.readlink()) if place.is_symlink() else place.read_bytes()
        stamps[path] = ((data, found.st_mode), (found.st_ino, found.st_mtime_ns))
    return stamps


def _compare(own: Published, clean: Published) -> None:
    differing = sorted(path for path in own | clean if own.get(path) != clean.get(path))
    for path in differing:
        texts = [
            f"{pair[0]!r}, mode {pair[1]:o}" if pair else "nothing"
            for pair in (own.get(path), clean.get(path))
        ]
        message = f"{path}, one of {differing}:\nwarm  {texts[0]}\nclean {texts[1]}"
        raise AssertionError(message)


def _bytes(stamps: Mapping[str, Any], path: str) -> bytes | None:
    return stamps[path][0] if path in stamps else None
