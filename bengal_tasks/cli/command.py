"""What our commands that only look share: options after names, and readers that stop early."""

from __future__ import annotations

import sys
from typing import Any

from bengal_tasks.cli.options import options_first
from bengal_tasks.cli.piped import Piped
from bengal_tasks.tasks.session import session


class LookingCommand(Piped):
    """A command of doit's kind; *params* are its options when it executes."""

    params: Any

    def parse_execute(self, in_args: list[str]) -> int:
        """Read the words, options first, and execute."""
        return int(super().parse_execute(options_first(in_args, self.cmd_options)) or 0)

    def execute(self, params: Any, args: list[str]) -> int:  # noqa: ANN401 (doit's types)
        """Keep the options, and do as doit does; say what makes the answer a poor one."""
        self.params = params
        status = super().execute(params, args)
        if session().state.warning:
            sys.stderr.write(f"warning: {session().state.warning}\n")
        return status
