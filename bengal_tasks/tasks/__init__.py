"""
Values to doit tasks; a dodo.py imports its task creators from here.

doit loads our backend from this package for every command, also for a null build that makes no
task. So the creators, and all they need, are loaded when one of their names is asked for.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import Any


def __getattr__(name: str) -> Any:  # noqa: ANN401 (any of the creators, or their list)
    # Not "from bengal_tasks.tasks import creators": that would ask here first.
    creators = import_module("bengal_tasks.tasks.creators")
    if name == "__all__" or name in creators.__all__:
        return getattr(creators, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


if "dodo" in sys.modules:  # a dodo.py imports us, and doit has not loaded our plugins before it
    from bengal_tasks.tasks.creators import check_tables

    check_tables(Path.cwd())
