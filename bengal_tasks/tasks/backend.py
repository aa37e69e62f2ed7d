"""The backend: doit's dependency database as part of our state, in ``.bengal/cache.json.zst``."""

from __future__ import annotations

from typing import Any

from doit import get_var
from doit.exceptions import InvalidDodoFile

from bengal_tasks.errors import BengalError
from bengal_tasks.model.values import JSON


class BengalBackend:
    """
    doit's interface to a database; a command opens it first, so here a session begins.

    Values are kept by task and by name: dependencies by their spelling, doit's own with a colon.
    """

    desc = "one compressed file with all that a build leaves for the next"

    def __init__(self, name: str, codec: object, *, module_name: object = None) -> None:
        from bengal_tasks.tasks.session import begin_session  # noqa: PLC0415 (a null build needs none)

        del codec, module_name
        self.name = name
        try:
            self._session = begin_session(profile=get_var("profile", "") or "")
        except BengalError as error:
            raise InvalidDodoFile(str(error)) from None
        self._tasks = self._session.state.tasks

    def get(self, task_id: str, dependency: str) -> Any:  # noqa: ANN401 (as doit wants it)
        """Return a value of a task, or none."""
        return self._tasks.get(task_id, {}).get(dependency)

    def set(self, task_id: str, dependency: str, value: JSON) -> None:
        """Keep a value of a task."""
        self._tasks.setdefault(task_id, {})[dependency] = value

    def in_(self, task_id: str) -> bool:
        """Tell whether anything is known of a task."""
        return task_id in self._tasks

    def remove(self, task_id: str) -> None:
        """Forget a task; what it has published is remembered, so that it can be pruned."""
        self._session.forget(task_id)

    def remove_all(self) -> None:
        """Forget all tasks."""
        for task_id in list(self._tasks):
            self._session.forget(task_id)

    def dump(self) -> None:
        """Write the state."""
        self._session.save()
