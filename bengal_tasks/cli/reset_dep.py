"""``doit reset-dep``: doit's, for the tasks of the user; those of the site have to run."""

from __future__ import annotations

from typing import Any

from doit.cmd_resetdep import ResetDep as DoitResetDep
from doit.exceptions import InvalidCommand

from bengal_tasks import tasks
from bengal_tasks.cli.exclusive import ExclusiveCommand
from bengal_tasks.tasks.session import session


class ResetDep(ExclusiveCommand, DoitResetDep):  # type: ignore[misc]  # doit ships no hints
    """The command; a task that is only called up to date would leave a stale page for good."""

    name = "reset-dep"
    task_list: list[Any]

    def _execute(self, pos_args: list[str]) -> None:
        families = {name.removeprefix("task_") for name in tasks.__all__}
        own = session().plan.specs.keys() | families
        for name in pos_args:
            if name in own:
                raise InvalidCommand(
                    f"reset-dep: what {name} wrote may be stale, so it has to run: doit {name}"
                )
        self.task_list = [task for task in self.task_list if task.name not in own]
        super()._execute(pos_args)
