"""``doit info TASK|OUTPUT``: doit's, which also takes a file, and knows what is no task."""

from __future__ import annotations

from typing import cast

from doit.cmd_info import Info as DoitInfo

from bengal_tasks.cli.named import task_named
from bengal_tasks.cli.piped import Piped


class Info(Piped, DoitInfo):  # type: ignore[misc]  # doit ships no hints
    """The command; doit's own ends in a traceback for what is no task."""

    name = "info"
    doc_usage = "TASK|OUTPUT"

    def _execute(self, pos_args: list[str], hide_status: bool = False) -> int:  # noqa: FBT001, FBT002 (doit's signature)
        tasks = {task.name: task for task in self.task_list}
        names = [task_named("info", tasks, name) for name in pos_args]
        return cast("int", super()._execute(names, hide_status))
