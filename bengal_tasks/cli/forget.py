"""``doit forget [TASK...]``: doit's, which without a task forgets them all."""

from __future__ import annotations

from doit.cmd_forget import Forget as DoitForget

from bengal_tasks.cli.exclusive import ExclusiveCommand


class Forget(ExclusiveCommand, DoitForget):  # type: ignore[misc]  # doit ships no hints
    """The command; doit's own ends in a traceback when no task is named and none is a default."""

    name = "forget"
    sel_tasks: list[str] | None

    def _execute(self, forget_sub: bool, forget_disable_default: bool, forget_all: bool) -> None:  # noqa: FBT001 (doit's signature)
        if self.sel_tasks is None:
            self.sel_tasks = [task.name for task in self.task_list if not task.subtask_of]
        super()._execute(forget_sub, forget_disable_default, forget_all)
