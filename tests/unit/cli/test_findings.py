"""Findings as the command shows them."""

from __future__ import annotations

import io

from bengal_tasks.cli.findings import write_findings
from bengal_tasks.model.health import Finding


def test_the_worst_come_first():
    """Each finding is a line with its place, and the last line counts them by severity."""
    out = io.StringIO()
    findings = [
        Finding("unused", "assets/a.css", 0, 0, "no page uses it"),
        Finding("missing", "content/b.md", 3, 4, "there is no b.png"),
        Finding("missing", "content/a.md", 3, 0, "there is no a.png"),
        Finding("large", "assets/c.css", 0, 0, "300,000 bytes"),
    ]

    write_findings(findings, out)

    assert (
        "error  content/a.md:3: there is no a.png\n"
        "error  content/b.md:3:4: there is no b.png\n"
        "warning  assets/c.css: 300,000 bytes\n"
        "info  assets/a.css: no page uses it\n"
        "2 errors, 1 warning, 1 info\n"
    ) == out.getvalue()


def test_nothing_found():
    """Without findings the command says so."""
    out = io.StringIO()

    write_findings([], out)

    assert "nothing found\n" == out.getvalue()
