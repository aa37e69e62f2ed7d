"""``doit ignore``: doit's, while no build runs."""

from __future__ import annotations

from doit.cmd_ignore import Ignore as DoitIgnore

from bengal_tasks.cli.exclusive import ExclusiveCommand


class Ignore(ExclusiveCommand, DoitIgnore):  # type: ignore[misc]  # doit ships no hints
    """The command."""

    name = "ignore"
