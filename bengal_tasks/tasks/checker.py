"""The checker: decides for doit whether a dependency changed, by stamp and then by digest."""

from __future__ import annotations

import os
from typing import cast

from doit.dependency import FileChangedChecker

from bengal_tasks.model.digest import ABSENT
from bengal_tasks.model.keys import ENVIRONMENT, PACKAGED, STATE_DIR
from bengal_tasks.tasks.session import session


def is_ours(dependency: str) -> bool:
    """Tell whether a dependency is spelled in a way that only we resolve."""
    return dependency.startswith((f"{STATE_DIR}/", PACKAGED, ENVIRONMENT)) or "#" in dependency


class DigestChecker(FileChangedChecker):  # type: ignore[misc]  # doit ships no hints
    """
    Compares digests.

    A dependency of ours that is not there has the state ABSENT; a file of the user's own tasks that
    is not there is an error, as doit has it.
    """

    def exists(self, file_path: str) -> bool:
        """Tell whether a target is there."""
        return session().state_of(file_path) != ABSENT if is_ours(file_path) else _exists(file_path)

    def info(self, file_path: str) -> str:
        """Return the present state of a dependency; raises OSError for a missing user file."""
        state = session().state_of(file_path)
        if state == ABSENT and not is_ours(file_path):
            if os.path.isdir(file_path):  # noqa: PTH112 (doit hands over text)
                raise IsADirectoryError(file_path)
            os.stat(file_path)  # noqa: PTH116 (raises what doit waits for)
        return state

    def check_modified(self, file_path: str, file_stat: str, state: object) -> bool:
        """Tell whether the state that `info` gave differs from the saved one."""
        del file_path
        return file_stat != state

    def get_state(self, dep: str, current_state: object) -> str | None:
        """Return the state to save, none when it is saved already."""
        state = cast("str", session().state_of(dep))
        return None if state == current_state else state


def _exists(path: str) -> bool:
    return os.path.exists(path)  # noqa: PTH110 (doit hands over text)
