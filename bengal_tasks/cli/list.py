"""``doit list``: doit's, for pipes."""

from __future__ import annotations

from doit.cmd_list import List as DoitList

from bengal_tasks.cli.piped import Piped


class List(Piped, DoitList):  # type: ignore[misc]  # doit ships no hints
    """The command; a site has thousands of tasks, and ``doit list --all | head`` is near."""

    name = "list"
