"""``doit clean``: doit's, while no build runs."""

from __future__ import annotations

from doit.cmd_clean import Clean as DoitClean

from bengal_tasks.cli.exclusive import ExclusiveCommand


class Clean(ExclusiveCommand, DoitClean):  # type: ignore[misc]  # doit ships no hints
    """The command."""

    name = "clean"
