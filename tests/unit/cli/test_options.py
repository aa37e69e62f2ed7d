"""Options after names: doit wants them first."""

from __future__ import annotations

import pytest

from bengal_tasks.cli.options import option, options_first


OPTIONS = [option("json", bool, "", default=False), option("tasks_only", str, "", default="")]


@pytest.mark.parametrize(
    ("words", "ordered"),
    [
        ([], []),
        (["a", "--json", "b"], ["--json", "a", "b"]),
        (["a", "--tasks-only", "x", "b"], ["--tasks-only", "x", "a", "b"]),
        (["a", "--tasks-only=x", "b"], ["--tasks-only=x", "a", "b"]),
        (["a", "--", "--json"], ["--", "a", "--json"]),
        (["a", "-", "-v"], ["-v", "--", "a", "-"]),
        (["--tasks-only"], ["--tasks-only"]),
    ],
)
def test_order(words, ordered):
    """Options come first with their values, names keep their order."""
    assert ordered == options_first(words, OPTIONS)
