"""
The one property: whatever was edited, an incremental build leaves what a clean build leaves.

A small random site is edited at random, once or several times, then built and compared with a clean
build of the same sources, in bytes and modes. No task runs whose record still holds, no file is
rewritten with the bytes it had, and a second build does nothing.

``BENGAL_LONG=1 python -m pytest tests/property`` takes 10,000 steps.
"""

from __future__ import annotations

import os
import random
import shutil
import sys
import tempfile
from functools import partial
from pathlib import Path
from unittest import mock

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bengal_tasks.actions.bench import Workshop
from bengal_tasks.cli import pool
from bengal_tasks.cli.pool import Job, Outcomes, perform_batch
from bengal_tasks.store import files
from tests.faults.small import DOORS, end, killed_at, watched
from tests.property import asset_vocabulary
from tests.property import vocabulary as some
from tests.property.oracle import moment_of, spurious
from tests.space import NOW, Ran, SiteSpace


LONG = bool(os.environ.get("BENGAL_LONG"))
_KILLS = hasattr(os, "fork")
_STATE = ".bengal/cache.json.zst"
_pairs = st.sampled_from


class Sites(RuleBasedStateMachine):
    """A site in a folder, with what rules need to pick from it."""

    def __init__(self) -> None:
        super().__init__()
        # A killed build is a fork, and the threads that oxipng has started are not there in one.
        self.without = mock.patch.dict(sys.modules, {"oxipng": None})
        self.without.start()
        self.folder = Path(tempfile.mkdtemp(prefix="bengal-"))
        self.site = SiteSpace(self.folder / "site")
        self.earlier: list[dict[str, bytes]] = []
        self.status = 1
        self.workers: random.Random | None = None
        self.held = 0
        self.pending = False

    @initialize()
    def begin(self) -> None:
        """Write the first site."""
        for path, text in some.START.items():
            self.site.write(path, text)

    def teardown(self) -> None:
        """Remove the site."""
        self.without.stop()
        shutil.rmtree(self.folder)

    def put(self, path: str, text: str) -> None:
        """Write a source where no folder is in the way."""
        place = self.site.root / path
        if not place.is_dir() and not any(above.is_file() for above in place.parents):
            if place.is_symlink():
                place.unlink()
            self.site.write(path, text)

    def present(self, *starts: str) -> list[str]:
        """Return the sources below folders."""
        return [path for path in self.site.sources() if path.startswith(starts)]

    def move(self, path: str, other: str) -> None:
        """Rename a source where nothing is in the way."""
        there = self.site.root / other
        if not there.exists() and not any(above.is_file() for above in there.parents):
            self.site.rename(path, other)

    def snapshot(self) -> dict[str, bytes]:
        """Return the bytes of all sources, dangling links left out."""
        root = self.site.root
        return {p: (root / p).read_bytes() for p in self.site.sources() if (root / p).is_file()}

    def restore(self, wanted: dict[str, bytes]) -> None:
        """Bring back sources, and no others."""
        for path in self.site.sources():
            self.site.remove(path)
        for folder in sorted(self.site.root.glob("[a-z]*/**/"), reverse=True):
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()
        for path, data in wanted.items():
            self.site.write(path, "")
            (self.site.root / path).write_bytes(data)


class Edits(Sites):
    """Edits of sources."""

    @rule(path=some.sources, text=some.pages)
    def page(self, path: str, text: str) -> None:
        """Write a page, new or not."""
        self.put(path, text)

    @rule(path=some.sources, text=some.pages)
    def another_page(self, path: str, text: str) -> None:
        """Write a page, new or not; twice as likely as other edits."""
        self.page(path, text)

    @rule(name=some.templates, text=some.pieces)
    def template(self, name: str, text: str) -> None:
        """Write a template, new or not."""
        feed = "{{% for page in pages %}}{}{{% endfor %}}\n"
        self.put(f"templates/{name}", (feed if name.endswith(".xml") else "{}\n").format(text))

    @rule(name=some.templates, text=some.pieces)
    def another_template(self, name: str, text: str) -> None:
        """Write a template, new or not; twice as likely as other edits."""
        self.template(name, text)

    @rule(pair=some.others)
    def other(self, pair: tuple[str, str]) -> None:
        """Write settings, data, macros, an extension, an asset, a copied or an included file."""
        self.put(*pair)

    @rule(pair=some.others)
    def another_other(self, pair: tuple[str, str]) -> None:
        """Write one of these files; twice as likely as other edits."""
        self.put(*pair)

    @rule(pair=asset_vocabulary.texts)
    def asset(self, pair: tuple[str, str]) -> None:
        """Write a stylesheet or script, new or not; they refer to each other and to images."""
        self.put(*pair)

    @rule(pair=asset_vocabulary.texts)
    def another_asset(self, pair: tuple[str, str]) -> None:
        """Write one of them; twice as likely as other edits."""
        self.put(*pair)

    @rule(row=asset_vocabulary.rows)
    def scripts_in_a_row(self, row: list[tuple[str, str]]) -> None:
        """Have each script import the next: another order turns round who imports whom."""
        for pair in row:
            self.put(*pair)

    @rule(pair=asset_vocabulary.pictures)
    def picture(self, pair: tuple[str, bytes]) -> None:
        """Write an image, new or not: an asset, or beside the Markdown."""
        path, data = pair
        self.put(path, "")
        place = self.site.root / path
        if place.is_file():
            place.write_bytes(data)

    @rule(pick=st.data(), old=some.words, new=some.words)
    def word(self, pick: st.DataObject, old: str, new: str) -> None:
        """Replace a word in some file, keeping the mtime; often the size stays as well."""
        found = [p for p in self.present("") if (self.site.root / p).is_file()]
        path = self.site.root / pick.draw(st.sampled_from(found))
        data, stamp = path.read_bytes(), path.stat()
        path.write_bytes(data.replace(old.encode(), new.encode()))
        os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))

    @rule(pick=st.data(), start=some.folders)
    def remove(self, pick: st.DataObject, start: str) -> None:
        """Remove a source."""
        found = self.present(start)
        if found:
            self.site.remove(pick.draw(st.sampled_from(found)))

    @rule(pick=st.data(), other=some.sources)
    def rename(self, pick: st.DataObject, other: str) -> None:
        """Move a page."""
        found = [path for path in self.present("content/") if path.endswith(".md")]
        if found:
            self.move(pick.draw(st.sampled_from(found)), other)

    @rule(pick=st.data())
    def rename_in_place(self, pick: st.DataObject) -> None:
        """Change the case of a name, or make a page a bundle and back, or rename a template."""
        found = self.present("content/", "templates/", "assets/")
        if not found:
            return
        path = Path(pick.draw(st.sampled_from(found)))
        ways = [path.with_name(path.name.swapcase()), path.with_stem(f"{path.stem}2")]
        if path.suffix == ".md":
            ways.append(path.with_suffix("") / "index.md")
            ways.append(path.parent.with_suffix(".md"))
        self.move(str(path), str(pick.draw(st.sampled_from(ways))))

    @rule(pick=st.data())
    def swap(self, pick: st.DataObject) -> None:
        """Let two pages change places."""
        found = [path for path in self.present("content/") if path.endswith(".md")]
        if len(found) > 1:
            one, two = pick.draw(st.lists(_pairs(found), min_size=2, max_size=2, unique=True))
            for path, other in ((one, "content/.s"), (two, one), ("content/.s", two)):
                self.site.rename(path, other)

    @rule()
    def move_section(self) -> None:
        """Move a folder of pages, or move it back."""
        for path, other in (("content/docs", "content/manual"), ("content/manual", "content/docs")):
            if (self.site.root / path).is_dir() and not (self.site.root / other).exists():
                self.site.rename(path, other)
                return

    @rule(path=_pairs(("content/blog/l.md", "assets/img/p.png")), to=_pairs(("a", "s", "gone")))
    def link(self, path: str, to: str) -> None:
        """Put a link where a source may be."""
        place = self.site.root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.unlink(missing_ok=True)
        up = "../" * path.count("/")
        place.symlink_to(f"{up}{'content/blog' if to == 'a' else 'snip'}/{to}.md")

    @rule(pick=st.data())
    def revert(self, pick: st.DataObject) -> None:
        """Go back to the sources of an earlier step."""
        wanted = pick.draw(st.sampled_from(self.earlier or [{}]))
        if wanted:
            self.restore(wanted)

    @rule(name=_pairs(("COLOUR", "BENGAL_SITE_TITLE", "OTHER")), text=_pairs(("", "x", "y")))
    def variable(self, name: str, text: str) -> None:
        """Set an environment variable, or unset it."""
        self.site.environ.pop(name, None)
        if text:
            self.site.environ[name] = text

    @rule(name=_pairs(("", "dev")), given=st.booleans())
    def profile(self, name: str, *, given: bool) -> None:
        """Choose a profile, by a variable of the environment or of doit."""
        self.site.environ.pop("BENGAL_PROFILE", None)
        self.site.profile = name if given else ""
        if name and not given:
            self.site.environ["BENGAL_PROFILE"] = name


class Games(Edits):
    """What happens to stamps, to the clock, to what was built, and to builds."""

    @rule(at=_pairs((None, NOW - 10**9, NOW + 10**9)))
    def touch(self, at: int | None) -> None:
        """Touch everything: one hour on, or all with one mtime of the past or the future."""
        for path in self.site.sources():
            if (self.site.root / path).is_file():
                self.site.touch(path, at=at)

    @rule(pick=st.data())
    def replace(self, pick: st.DataObject) -> None:
        """Save a file with the bytes it has, as an editor does: a new inode."""
        place = self.site.root / pick.draw(st.sampled_from(self.present("") or [""]))
        if place.is_file():
            (self.site.root / "new.tmp").write_bytes(place.read_bytes())
            (self.site.root / "new.tmp").rename(place)

    @rule(moment=_pairs((NOW, NOW + 10**8)))
    def clock(self, moment: int) -> None:
        """Let time pass, or go back."""
        self.site.environ["SOURCE_DATE_EPOCH"] = str(moment)

    @rule(pick=st.data(), how=_pairs(("remove", "write", "empty", "link", "mode", "folder")))
    def tamper(self, pick: st.DataObject, how: str) -> None:
        """
        Do something to a published file.

        Not after a build that failed: an edited file that no page promises any more is kept.
        """
        found = sorted(self.site.published())
        if self.status or self.pending or not found:
            return
        place = self.site.root / "public" / pick.draw(st.sampled_from(found))
        _harm(place, how)
        self.settle()

    @rule(pick=st.data(), how=_pairs(("remove", "write", "empty", "cut", "flip", "mode")))
    def damage(self, pick: st.DataObject, how: str) -> None:
        """Do something to a file of the state folder."""
        found = [p for p in _files(self.site.root / ".bengal") if not p.endswith("lock")]
        if not self.status and not self.pending and found:
            _harm(self.site.root / ".bengal" / pick.draw(st.sampled_from(found)), how)
            self.settle(warned=True)

    @rule(what=_pairs((".bengal", "public", ".bengal/parsed", "half")))
    def lose(self, what: str) -> None:
        """Lose the state, the published files, or a part."""
        if self.status or self.pending:
            return
        if what == "half":
            for path in sorted((self.site.root / ".bengal").rglob("*.zst"))[::2]:
                path.unlink()
        else:
            shutil.rmtree(self.site.root / what, ignore_errors=True)
        self.settle(warned=True)

    @rule(path=some.sources, text=some.pages)
    def restored_cache(self, path: str, text: str) -> None:
        """Build another commit, then bring back the state of this one without its stamps."""
        if self.status or self.pending:
            return
        shutil.copytree(self.site.root / ".bengal", self.folder / "kept")
        before = self.snapshot()
        self.put(path, text)
        self.site.build()
        self.restore(before)
        shutil.rmtree(self.site.root / ".bengal")
        shutil.rmtree(self.site.root / "public", ignore_errors=True)
        for place, _, names in os.walk(self.folder / "kept"):
            there = self.site.root / ".bengal" / os.path.relpath(place, self.folder / "kept")
            there.mkdir()
            for name in names:
                shutil.copyfile(Path(place) / name, there / name)
        shutil.rmtree(self.folder / "kept")
        self.settle(warned=True)

    @rule(pick=st.data(), command=_pairs(("run", "clean", "forget")))
    def part(self, pick: st.DataObject, command: str) -> None:
        """Build, clean or forget one task."""
        found = sorted(moment_of(self.site).records)
        if found and not self.status:
            self.site.build(command, pick.draw(st.sampled_from(found)))
            if command != "run":
                self.settle()

    @rule(path=some.sources, text=some.pages, count=st.integers(1, 40), back=st.booleans())
    def killed(self, path: str, text: str, count: int, *, back: bool) -> None:
        """Edit, and kill the build at some write; then perhaps take the edit back."""
        before = self.snapshot()
        self.put(path, text)
        if _KILLS:
            killed_at(self.site, count, DOORS[1:5])
        if back:
            self.restore(before)
        self.settle(warned=True)

    @rule(path=some.sources, text=some.pages, count=st.integers(1, 9), back=st.booleans())
    def interrupted(self, path: str, text: str, count: int, *, back: bool) -> None:
        """Edit, and end the build at some write by Ctrl-C; then perhaps take the edit back."""
        left = [count]

        def ctrl_c() -> None:
            left[0] -= 1
            if not left[0]:
                raise KeyboardInterrupt

        before = self.snapshot()
        self.put(path, text)
        with watched([(files, "_move")], ctrl_c):
            self.site.build()
        end(self.site)
        if back:
            self.restore(before)
        self.settle(warned=True)

    @rule(seed=st.none() | st.integers(0, 99))
    def workers_that_race(self, seed: int | None) -> None:
        """Have two workers build from now on, which begin and end in any order, or none."""
        self.workers = None if seed is None else random.Random(seed)  # noqa: S311 (no secret)

    @rule(count=st.integers(1, 3))
    def several(self, count: int) -> None:
        """Let the next build wait for so many more edits."""
        self.held = max(self.held, count)

    def settle(self, *, warned: bool = False) -> None:
        """Build right now."""
        raise NotImplementedError


class CorrectBuild(Games):
    """Edits of a site, and after them a build and a comparison."""

    def build(self) -> Ran:
        """Build as workers do, or without."""
        if not self.workers:
            return self.site.build()
        with mock.patch.object(pool, "perform_batch", partial(_raced, self.workers)):
            return self.site.build("run", "-n", "2")

    @invariant()
    def correct(self) -> None:
        """Build; a build that succeeds leaves what a clean one leaves, and then nothing runs."""
        if self.held:
            self.held -= 1
            self.pending = True  # what a state that is lost now knew of, nobody knows
        else:
            self.settle()

    def settle(self, *, warned: bool = False) -> None:
        """Build and compare; with *warned* there may be no record that tells what was needless."""
        if not (self.site.root / "bengal.toml").exists():
            return
        before = moment_of(self.site)
        ran = self.build()
        self.status, self.held, self.pending = ran.status, 0, False
        assert "a fault of bengal-tasks" not in ran.text
        assert "Traceback" not in ran.text
        assert ran.rewritten <= ran.changed
        assert warned or [] == spurious(self.site, before, ran), ran.reasons
        if ran.status == 0:
            assert self.site.is_clean()
            again = self.site.build()
            assert (frozenset(), frozenset()) == (again.ran, again.rewritten), again.reasons
        self.earlier.append(self.snapshot())


def _raced(chance: random.Random, workshop: Workshop, jobs: list[Job]) -> Outcomes:
    """Perform jobs in any order, and give back the outcomes in any other."""
    outcomes = perform_batch(workshop, chance.sample(jobs, len(jobs)))
    return chance.sample(outcomes, len(outcomes))


def _files(folder: Path) -> list[str]:
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file())


def _harm(place: Path, how: str) -> None:
    data = place.read_bytes()
    if how == "mode":
        place.chmod(0o600)
        return
    place.unlink()
    if how == "link":
        place.symlink_to(place.parent)
    elif how == "folder":
        place.mkdir()
    elif how != "remove":
        middle = len(data) // 2
        flipped = data[:middle] + bytes([data[middle] ^ 4]) + data[middle + 1 :] if data else b"x"
        texts = {"write": b"tampered", "empty": b"", "cut": data[:middle], "flip": flipped}
        place.write_bytes(texts[how])


TestCorrectBuild = CorrectBuild.TestCase
TestCorrectBuild.settings = settings(
    max_examples=400 if LONG else 20,
    stateful_step_count=25 if LONG else 15,
    deadline=None,
    derandomize=not LONG,
    suppress_health_check=list(HealthCheck),
    database=None,
)
