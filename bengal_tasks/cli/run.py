"""The run command: doit's, with a quick look first, and our runner behind it."""

from __future__ import annotations

from typing import Any

from doit.cmd_run import Run as DoitRun
from doit.cmd_run import opt_num_process

from bengal_tasks.cli.quick import is_nothing_to_do


_opt_no_wait = {
    "name": "no_wait",
    "short": "",
    "long": "no-wait",
    "type": bool,
    "default": False,
    "help": "end with status 75 when another build is running, instead of waiting for it",
}
_opt_dry_run = {
    "name": "dry_run",
    "short": "",
    "long": "dry-run",
    "type": bool,
    "default": False,
    "help": "show what would run and why, and run nothing",
}
_opt_audit = {
    "name": "audit",
    "short": "",
    "long": "audit",
    "type": bool,
    "default": False,
    "help": "fail a task that opens a file of the site which it does not declare; one process",
}
_opt_clean_output = {
    "name": "clean_output",
    "short": "",
    "long": "clean-output",
    "type": bool,
    "default": False,
    "help": "remove all that was published before, and publish everything anew",
}
_opt_workers = {
    **opt_num_process,
    "default": -1,
    "help": "number of worker processes; 0 or 1: none, default: as many as there are cores",
}


class Run(DoitRun):  # type: ignore[misc]  # doit ships no hints
    """``doit run``, and what ``doit`` alone means."""

    name = "run"
    doc_purpose = "build the site: run tasks that are not up to date"
    cmd_options = (
        *(option for option in DoitRun.cmd_options if option is not opt_num_process),
        _opt_workers,
        _opt_no_wait,
        _opt_dry_run,
        _opt_clean_output,
        _opt_audit,
    )

    def execute(self, params: Any, args: list[str]) -> int:  # noqa: ANN401 (doit's types)
        """Look whether anything is to do; if so, take the lock and do as doit does."""
        if is_nothing_to_do(params, args):
            return 0
        from bengal_tasks.cli.building import locked  # noqa: PLC0415 (150 ms; a null build does without)

        self.loader.setup(params)
        self.params = params
        return locked(self, lambda: int(super(Run, self).execute(params, args) or 0))

    def _execute(self) -> int:
        """Run the selected tasks with our runner; doit calls it when the tasks are loaded."""
        from bengal_tasks.cli.building import build  # noqa: PLC0415 (as above)

        return build(self)
