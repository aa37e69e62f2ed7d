"""The task spec: one task as a value, before it becomes doit's dictionary."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum

from bengal_tasks.model.keys import task_name
from bengal_tasks.model.values import JSON


class Phase(IntEnum):
    """When a task runs in a full build; a phase begins when all before it have ended."""

    SOURCES = 0
    LINKS = 1
    PAGES = 2
    END = 3


@dataclass(frozen=True, slots=True)
class TaskSpec:
    """
    One task.

    *reads* are the dependencies known before it has run, *origins* what a value that is compared
    itself is worked out from; *after* are tasks that go before it, and only the failure of those in
    *hard* keeps it from running. An *action* of "" writes what the
    session works out under the task's name.
    """

    family: str
    key: str
    doc: str
    action: str = ""
    arguments: dict[str, JSON] = field(default_factory=dict)
    reads: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    hard: tuple[str, ...] = ()
    phase: Phase = Phase.SOURCES

    @property
    def name(self) -> str:
        """The doit name of the task; a family of one task has no key."""
        return task_name(self.family, self.key) if self.key else self.family
