"""The run command: doit's, with a quick look first, and our runner behind it."""

from __future__ import annotations

import gc
from typing import Any

from doit.cmd_run import Run as DoitRun
from doit.cmd_run import opt_num_process

from bengal_tasks.cli.exclusive import ExclusiveCommand
from bengal_tasks.cli.options import option
from bengal_tasks.cli.quick import is_nothing_to_do


_DRY_RUN = option("dry_run", bool, "show what would run and why, and run nothing", default=False)
_AUDIT = option(
    "audit",
    bool,
    "fail a task that opens a file of the site which it does not declare; one process",
    default=False,
)
_CLEAN_OUTPUT = option(
    "clean_output",
    bool,
    "remove all that was published before, and publish everything anew",
    default=False,
)
_WORKERS = {
    **opt_num_process,
    "default": -1,
    "help": "number of worker processes; 0 or 1: none, default: as many as there are cores",
}

_GARBAGE = 200_000
"""
Objects to make before they are searched for circles. A session makes millions that all stay: with
Python's 700 the search takes a sixth of a build of one page among 1,000.
"""


class Run(ExclusiveCommand, DoitRun):  # type: ignore[misc]  # doit ships no hints
    """``doit run``, and what ``doit`` alone means."""

    name = "run"
    doc_purpose = "build the site: run tasks that are not up to date"
    cmd_options = (
        *(option for option in DoitRun.cmd_options if option is not opt_num_process),
        _WORKERS,
        _DRY_RUN,
        _CLEAN_OUTPUT,
        _AUDIT,
    )

    def execute(self, params: Any, args: list[str]) -> int:  # noqa: ANN401 (doit's types)
        """Look whether anything is to do; if so, take the lock and do as doit does."""
        if is_nothing_to_do(params, args):
            return 0
        gc.set_threshold(_GARBAGE)
        return super().execute(params, args)

    def _execute(self) -> int:
        """Run the selected tasks with our runner; doit calls it when the tasks are loaded."""
        from bengal_tasks.cli.building import build  # noqa: PLC0415 (a null build does without)

        return build(self)
