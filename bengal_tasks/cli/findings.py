"""Show findings: a table on a terminal, a line each elsewhere."""

from __future__ import annotations

from collections import Counter
from typing import TextIO

from bengal_tasks.model.health import Finding, Severity


def write_findings(findings: list[Finding], out: TextIO) -> None:
    """Write *findings*, the worst first, and how many there are of each severity."""
    order = list(Severity)
    ordered = sorted(findings, key=lambda f: (order.index(f.severity), f))
    if out.isatty():
        _write_table(ordered, out)
    else:
        out.writelines(f"{f.severity.value}  {f.where}: {f.message}\n" for f in ordered)
    counts = Counter(finding.severity for finding in findings)
    told = ", ".join(_counted(counts[s], s) for s in order if counts[s])
    out.write(f"{told or 'nothing found'}\n")


def _counted(number: int, severity: Severity) -> str:
    plural = "s" if number > 1 and severity is not Severity.INFO else ""
    return f"{number} {severity.value}{plural}"


def _write_table(findings: list[Finding], out: TextIO) -> None:
    from rich.console import Console  # noqa: PLC0415 (only on a terminal)
    from rich.table import Table  # noqa: PLC0415

    table = Table("", "kind", "place", "message", box=None)
    for finding in findings:
        table.add_row(finding.severity.value, finding.kind, finding.where, finding.message)
    Console(file=out).print(table)
