"""Values to doit tasks; a dodo.py imports its task creators from here."""

from __future__ import annotations

from bengal_tasks.tasks.creators import *  # noqa: F403 (the names are `CREATORS` and DOIT_CONFIG)
from bengal_tasks.tasks.creators import CREATORS, DOIT_CONFIG


__all__ = ("DOIT_CONFIG", *CREATORS)  # noqa: PLE0604 (text, all of them)
