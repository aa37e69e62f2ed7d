"""
The audit: which files an action really opens, listed beside what its trace says.

CPython tells of every `open`, listing and move (PEP 578). A hook cannot be taken out again, so
there is one a process, and it listens only while an audit goes on.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bengal_tasks.model.keys import PACKAGED, split_dependency
from bengal_tasks.model.trace import Trace
from bengal_tasks.store.files import TEMPORARY
from bengal_tasks.store.journal import JOURNAL


_PLACES = {"open": 0, "os.listdir": 0, "os.scandir": 0, "os.rename": 1, "os.link": 1}
"""Which argument of an event is the path that is read or made."""
_STATE_FILES = frozenset({JOURNAL, TEMPORARY})
_listeners: list[set[str]] = []
_hooked: list[bool] = []


def _hook(event: str, arguments: tuple[object, ...]) -> None:
    if not _listeners or event not in _PLACES:
        return
    path = arguments[_PLACES[event]]
    if isinstance(path, (str, os.PathLike)):
        _listeners[-1].add(os.fspath(path))


@contextmanager
def listening() -> Iterator[set[str]]:
    """Collect the paths that are opened meanwhile."""
    if not _hooked:
        sys.addaudithook(_hook)
        _hooked.append(True)
    opened: set[str] = set()
    _listeners.append(opened)
    try:
        yield opened
    finally:
        _listeners.remove(opened)


def undeclared(opened: set[str], trace: Trace, root: Path, templates: dict[str, str]) -> list[str]:
    """
    Return the site's files among *opened* that *trace* does not name, sorted.

    *templates* gives the source of each template artefact: reading one is declared by the other.
    """
    declared = {split_dependency(d)[0] for d in trace.reads} | set(trace.writes)
    declared |= set(trace.sources)
    declared |= {templates[path] for path in declared if path in templates}
    found = {_relative(path, root) for path in opened}
    return sorted(path for path in found if path and path not in declared and not _is_ours(path))


def _relative(path: str, root: Path) -> str:
    place = Path(path)
    place = place if place.is_absolute() else root / place
    return place.relative_to(root).as_posix() if place.is_relative_to(root) else ""


def _is_ours(path: str) -> bool:
    """Tell whether a path is the journal, a temporary file, or Python's own business."""
    first = path.split("/", 1)[0]
    if first in {".venv", "bengal_tasks", "__pycache__"} or path.startswith(PACKAGED):
        return True
    return path in _STATE_FILES or path.startswith(f"{TEMPORARY}/") or path in {".", ""}
