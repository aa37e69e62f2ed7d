"""The reason: why a task is stale, with the thing it is about."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Cause(Enum):
    """All the ways in which a task can be stale; the value is the sentence, without its subject."""

    NEW = "it has never run here"
    FAILED = "it failed the last time"
    CHANGED = "changed"
    ADDED = "is a new dependency"
    REMOVED = "is gone"
    MISSING = "is missing"
    EDITED = "was not left as it was written"
    CODE = "the code of bengal-tasks changed"
    LIBRARIES = "a library changed"
    TOOL = "the program that it runs changed"
    ARGUMENTS = "what the task is to do changed"
    DERIVED = "what it collects changed"
    ORPHAN = "is promised by no task any more"
    USER = "a condition of dodo.py says so"
    ALWAYS = "it has no dependencies, so it always runs"
    FORCED = "it was asked to run whatever its state"


@dataclass(frozen=True, slots=True)
class Reason:
    """A cause, and the dependency or target it is about ("" when it is about the task)."""

    cause: Cause
    about: str = ""

    def __str__(self) -> str:
        return f"{self.about} {self.cause.value}" if self.about else self.cause.value
