"""
The trace: what one run of a task read and made.

The states are those of what was really read, taken while the action ran; so an edit that falls
into the middle of a task is a difference at the next build, whatever the clock says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import cast

from bengal_tasks.model.digest import Digest
from bengal_tasks.model.values import JSON


@dataclass(frozen=True, slots=True)
class Notice:
    """A warning about a source; it is kept with the trace and told again while it holds."""

    path: str
    line: int
    kind: str
    message: str

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}" if self.line else self.path
        return f"{where}: {self.message}"


@dataclass(frozen=True, slots=True)
class Trace:
    """
    Dependencies with states, targets with digests, notices, and references found in HTML.

    *sources* are the artefacts that entries were read from, with the digests of their bytes.
    """

    reads: Mapping[str, Digest] = field(default_factory=dict)
    writes: Mapping[str, Digest] = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()
    references: tuple[str, ...] = ()
    sources: Mapping[str, Digest] = field(default_factory=dict)

    def to_json(self) -> dict[str, JSON]:
        """Return the trace as JSON; reads are left out, doit's database holds them."""
        return {
            "writes": dict(sorted(self.writes.items())),
            "notices": [[n.path, n.line, n.kind, n.message] for n in self.notices],
            "references": list(self.references),
        }


def notices_of(values: Mapping[str, JSON]) -> list[Notice]:
    """Return the notices that were saved with a task's values."""
    rows = cast("list[list[str | int]]", values.get("notices") or [])
    return [Notice(str(p), int(line), str(kind), str(text)) for p, line, kind, text in rows]


def writes_of(values: Mapping[str, JSON]) -> dict[str, Digest]:
    """Return the targets with their digests that were saved with a task's values."""
    return cast("dict[str, Digest]", values.get("writes") or {})
