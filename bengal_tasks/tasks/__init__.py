"""Values to doit tasks; a dodo.py imports its task creators from here."""

from __future__ import annotations

import sys
from pathlib import Path

from bengal_tasks.tasks.creators import *  # noqa: F403 (the names are `CREATORS` and DOIT_CONFIG)
from bengal_tasks.tasks.creators import CREATORS, DOIT_CONFIG, check_tables


if "dodo" in sys.modules:  # a dodo.py imports us, and doit has not loaded our plugins before it
    check_tables(Path.cwd())

__all__ = ("DOIT_CONFIG", *CREATORS)  # noqa: PLE0604 (text, all of them)
