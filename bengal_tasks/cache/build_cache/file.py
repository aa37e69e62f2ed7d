"""The file of the build cache: where the state is, read and replaced under its locks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from bengal_tasks.cache.compression import (
    get_compressed_path,
    get_json_path,
    load_compressed,
    load_tolerantly,
)
from bengal_tasks.cache.folder import StateFolder
from bengal_tasks.errors import StateError
from bengal_tasks.model.keys import CACHE
from bengal_tasks.store.files import read_if_there, replace_file
from bengal_tasks.store.journal import Journal
from bengal_tasks.store.locks import reading, replacing, writing
from bengal_tasks.store.state import VERSION, State, bytes_of, load_state, save_state, state_of


class StateFile:
    """
    The file at *path* (compressed), with its folder.

    In a ``.bengal`` it is the state of that site, with its journal; anywhere else it stands alone.
    """

    def __init__(self, path: Path) -> None:
        self.path = get_compressed_path(path.absolute())
        self.folder = StateFolder(self.path.parent)
        self._is_site = self.path == self.folder.root / CACHE
        self._lock = get_json_path(self.path).with_suffix(".json.lock")

    def load(self, timeout: float | None) -> tuple[State, dict[str, Any]]:
        """Return the state, and the fields of a file that the original program has written."""
        with ExitStack() as stack:
            if timeout is not None and self.path.parent.is_dir():
                stack.enter_context(reading(self._lock, timeout))
            state = self._state()
        return state, self._legacy(state)

    def _state(self) -> State:
        if self._is_site:
            return load_state(self.folder.root)
        data = read_if_there(self.path)
        return State() if data is None else state_of(data)

    def _legacy(self, state: State) -> dict[str, Any]:
        """Return the fields of a file of former times: plain, or with another version."""
        there = self.path.exists()
        if not state.warning:
            return {} if there else load_tolerantly(get_json_path(self.path))
        try:
            found = load_compressed(self.path if there else get_json_path(self.path))
        except (OSError, StateError):
            return {}
        return found if found.get("version") != VERSION and "tasks" not in found else {}

    def saved_at(self) -> float:
        """Return when the file was last written, in seconds; 0 when it is not there."""
        return self.path.stat().st_mtime if self.path.exists() else 0

    @contextmanager
    def changing(self, timeout: float | None) -> Iterator[State]:
        """Give the state as it is now, to be changed, and then put it in place."""
        with ExitStack() as stack:
            if timeout is not None and self._is_site:
                stack.enter_context(writing(self.folder.root, timeout))
            state = self._state()
            yield state
            with replacing(self._lock):
                self._put(state)
        get_json_path(self.path).unlink(missing_ok=True)

    def _put(self, state: State) -> None:
        if not self._is_site:
            replace_file(self.path, bytes_of(state))
            return
        save_state(self.folder.root, state)
        Journal(self.folder.root).remove()
