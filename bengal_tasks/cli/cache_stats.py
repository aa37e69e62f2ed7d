"""The figures of the state folder: sizes and entries by kind, and what the last build did."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from bengal_tasks.model.keys import family_of
from bengal_tasks.store.contents import Contents
from bengal_tasks.tasks.records import values_of
from bengal_tasks.tasks.session import Session


@dataclass(slots=True)
class Kind:
    """The files of one kind: how many, their entries, bytes as JSON and on disk, damaged ones."""

    kind: str
    files: int = 0
    entries: int = 0
    raw: int = 0
    packed: int = 0
    faults: int = 0

    def add(self, found: Contents) -> None:
        """Count a file in."""
        self.files += 1
        self.entries += found.entries
        self.raw += found.raw
        self.packed += found.packed
        self.faults += bool(found.fault)


@dataclass(slots=True)
class Work:
    """What the last build did with the tasks of a family."""

    ran: int = 0
    hits: int = 0


def kinds_of(contents: Iterable[Contents]) -> list[Kind]:
    """Return the sums by kind, sorted, and that of all at the end."""
    kinds: dict[str, Kind] = {}
    total = Kind("all")
    for found in contents:
        kinds.setdefault(found.kind, Kind(found.kind)).add(found)
        total.add(found)
    return [*(kinds[name] for name in sorted(kinds)), total]


def work_of(found: Session) -> dict[str, Work]:
    """
    Return by family how many tasks ran in the last build that loaded the state, and how many not.

    A build that says "nothing to do" at once is not counted: it looks at no task.
    """
    works: dict[str, Work] = {}
    for name, record in sorted(found.state.tasks.items()):
        values = values_of(record)
        if "recipe" not in values:
            continue  # a task of the user's
        work = works.setdefault(family_of(name), Work())
        if values.get("run") == found.state.run:
            work.ran += 1
        else:
            work.hits += 1
    return works


def stats_text(contents: list[Contents], found: Session, *, as_json: bool) -> str:
    """Return the figures as a table for people, or as JSON."""
    kinds, works = kinds_of(contents), work_of(found)
    if as_json:
        value = {
            "run": found.state.run,
            "kinds": [asdict(kind) for kind in kinds],
            "last_build": {name: asdict(work) for name, work in works.items()},
        }
        return json.dumps(value, indent=2, sort_keys=True)
    lines = [f"{'':18} {'files':>6} {'entries':>8} {'JSON':>10} {'on disk':>10} {'saved':>6}"]
    lines += [_line(kind) for kind in kinds]
    ran, hits = (sum(getattr(w, n) for w in works.values()) for n in ("ran", "hits"))
    lines += ["", f"last build (number {found.state.run}): {ran} tasks ran, {hits} up to date"]
    lines += [
        f"{name:18} {work.ran:6} ran {work.hits:8} up to date"
        for name, work in works.items()
        if work.ran
    ]
    return "\n".join(lines)


def _line(kind: Kind) -> str:
    saved = f"{1 - kind.packed / kind.raw:.0%}" if kind.raw else ""
    damaged = f"  {kind.faults} damaged" if kind.faults else ""
    sizes = f"{_size(kind.raw):>10} {_size(kind.packed):>10}"
    return f"{kind.kind:18} {kind.files:6} {kind.entries:8} {sizes} {saved:>6}{damaged}"


def _size(count: int) -> str:
    return f"{count / 1000:.1f} kB"
