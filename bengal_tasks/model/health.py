"""Health: what is wrong with the published site, as values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from bengal_tasks.model.values import JSON


class Severity(Enum):
    """How bad a finding is; only errors fail a strict build."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """
    One thing that is wrong.

    *kind* is one of `KINDS`; *path*, *line* and *column* (from 1, 0 when not known) say where.
    """

    kind: str
    path: str
    line: int
    column: int
    message: str

    @property
    def severity(self) -> Severity:
        """How bad it is, by its kind."""
        return KINDS[self.kind]

    @property
    def where(self) -> str:
        """The place as messages spell it: ``path:line:column``."""
        numbers = [str(n) for n in (self.line, self.column) if n]
        return ":".join([self.path, *numbers])

    def to_json(self) -> list[JSON]:
        """Return the finding as a JSON list."""
        return [self.kind, self.path, self.line, self.column, self.message]


KINDS = {
    "missing": Severity.ERROR,
    "case": Severity.ERROR,
    "mixed": Severity.WARNING,
    "large": Severity.WARNING,
    "minify": Severity.INFO,
    "optimize": Severity.INFO,
    "unused": Severity.INFO,
    "duplicate": Severity.INFO,
    "purge": Severity.INFO,
}
"""What can be found, and how bad it is."""


def findings_from_json(rows: Iterable[list[JSON]]) -> list[Finding]:
    """Return the findings that `Finding.to_json` gave."""
    return [
        Finding(str(kind), str(path), int(str(line)), int(str(column)), str(message))
        for kind, path, line, column, message in rows
    ]
