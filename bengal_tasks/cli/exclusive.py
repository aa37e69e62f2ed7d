"""What commands share that write the state: one at a time does, and a build waits for them too."""

from __future__ import annotations

from typing import Any

from doit.cmd_base import DoitCmdBase

from bengal_tasks.cli.options import NO_WAIT


class ExclusiveCommand(DoitCmdBase):  # type: ignore[misc]  # doit ships no hints
    """A command of doit's kind that runs while no build does; *params* are its options."""

    params: Any
    base_options = (*DoitCmdBase.base_options, NO_WAIT)

    def execute(self, params: Any, args: list[str]) -> int:  # noqa: ANN401 (doit's types)
        """Take the lock, and do as doit does; 75 with ``--no-wait`` when it is not free."""
        from bengal_tasks.cli.building import locked  # noqa: PLC0415 (150 ms; a null build does without)

        self.loader.setup(params)
        self.params = params
        return locked(self, lambda: int(super(ExclusiveCommand, self).execute(params, args) or 0))
