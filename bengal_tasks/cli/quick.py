"""The quick look: a null build that reads no state and makes no task, while the snapshot holds."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any


_HARMLESS = frozenset({"num_process", "verbosity", "no_wait"})
"""Options that change nothing about what is to do."""
_ALL = 2
"""The verbosity with which the warnings are wanted, not their number."""


def is_nothing_to_do(params: Any, args: list[str]) -> bool:  # noqa: ANN401 (doit's types)
    """Tell whether everything is up to date, and say so; see `store.snapshot`."""
    given = params._non_default_keys - _HARMLESS  # noqa: SLF001 (doit has no other way)
    if args or given or variables_given() or params["verbosity"] == _ALL:
        return False
    from bengal_tasks.errors import ConfigError  # noqa: PLC0415
    from bengal_tasks.model.clock import now_of  # noqa: PLC0415
    from bengal_tasks.scan.packaged import packaged_themes  # noqa: PLC0415
    from bengal_tasks.store.snapshot import warnings_if_held  # noqa: PLC0415

    try:
        now = now_of(os.environ)
    except ConfigError:
        return False  # the build tells it
    warnings = warnings_if_held(Path.cwd(), packaged_themes(), os.environ, now)
    if warnings is None:
        return False
    told = f" · {warnings} warning{'s' if warnings != 1 else ''}" if warnings else ""
    sys.stdout.write(f"nothing to do{told}\n")
    return True


def variables_given() -> bool:
    """Tell whether doit was given variables (``doit profile=x``)."""
    from doit import doit_cmd  # noqa: PLC0415 (it imports the commands, of which this is one)

    return bool(getattr(doit_cmd, "_CMDLINE_VARS", None))
