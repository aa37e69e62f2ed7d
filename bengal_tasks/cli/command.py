"""What our commands that only look share: options after names, and readers that stop early."""

from __future__ import annotations

import os
import sys
from typing import Any

from doit.cmd_base import DoitCmdBase

from bengal_tasks.cli.options import options_first
from bengal_tasks.tasks.session import session


CUT_OFF = 141
"""Exit status when whoever reads the output went away (as shells have it: 128 + SIGPIPE)."""


class LookingCommand(DoitCmdBase):  # type: ignore[misc]  # doit ships no hints
    """A command of doit's kind; *params* are its options when it executes."""

    params: Any

    def parse_execute(self, in_args: list[str]) -> int:
        """Read the words, options first, and execute; ``doit graph | head`` is no error."""
        try:
            status = int(super().parse_execute(options_first(in_args, self.cmd_options)) or 0)
            sys.stdout.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return CUT_OFF
        return status

    def execute(self, params: Any, args: list[str]) -> int:  # noqa: ANN401 (doit's types)
        """Keep the options, and do as doit does; say what makes the answer a poor one."""
        self.params = params
        status = int(super().execute(params, args) or 0)
        if session().state.warning:
            sys.stderr.write(f"warning: {session().state.warning}\n")
        return status
