"""Unkept: a task of the user's own that returns what the state cannot hold."""

from __future__ import annotations

from typing import Any

from doit.exceptions import TaskFailed

from bengal_tasks.store.codec import encode


def unkept(task: Any) -> TaskFailed | None:  # noqa: ANN401 (doit's types)
    """Return the failure of a task that ran, when what it returned is no JSON."""
    returned = task.result if isinstance(task.result, dict) else {}
    try:
        encode({"values": task.values, "result": returned})
    except TypeError as error:
        return TaskFailed(f"returned what cannot be kept for the next build: {error}")
    return None
