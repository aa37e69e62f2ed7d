"""What a word on the command line names: a task, or the task that writes a file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from doit.exceptions import InvalidCommand

from bengal_tasks.tasks.session import session


def task_named(command: str, tasks: Mapping[str, object], name: str) -> str:
    """
    Return the task that *name* means: itself, or the one that writes the file of this name.

    Raises InvalidCommand, in the name of *command*, when there is none.
    """
    if name in tasks:
        return name
    found = session()
    path = Path(name)
    if path.is_absolute() and path.is_relative_to(found.root):
        path = path.relative_to(found.root)
    spelled = path.as_posix()
    if spelled in found.plan.producers:
        return found.plan.producers[spelled]
    for task, writes in found.before.items():
        if spelled in writes and task in tasks:
            return task
    raise InvalidCommand(f"{command}: {name!r} is neither a task nor a file that a task writes")
