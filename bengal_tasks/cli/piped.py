"""Commands whose output may be piped into a program that ends before them, such as ``head``."""

from __future__ import annotations

import os
import sys
from typing import Any

from doit.cmd_base import DoitCmdBase


CLOSED = 141
"""Exit status when nobody reads on (as shells have it: 128 + SIGPIPE)."""


class Piped(DoitCmdBase):  # type: ignore[misc]  # doit ships no hints
    """A command that ends quietly when nobody reads what it says."""

    def execute(self, params: Any, args: list[str]) -> int:  # noqa: ANN401 (doit's types)
        """Do as doit does; return CLOSED when the output was closed on the way."""
        try:
            status = int(super().execute(params, args) or 0)
            sys.stdout.flush()
        except BrokenPipeError:
            # Python writes what is left when it ends, and would tell that it cannot.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return CLOSED
        return status
