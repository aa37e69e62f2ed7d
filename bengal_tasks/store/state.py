"""
The state: all that one build leaves for the next, in ``.bengal/cache.json.zst``.

This only works if:

- VERSION is raised whenever the meaning of a saved field changes;
- what is saved for a task was true of one successful run of it (see `Trace`);
- the memo of the scan is a function of a file's bytes and of our code, whose digest is saved too.

What it holds stands in the file once, and is named by number; see `store.packing`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

from bengal_tasks.errors import StateError
from bengal_tasks.model.keys import CACHE, STATE_DIR
from bengal_tasks.model.values import JSON
from bengal_tasks.store.codec import decode, encode
from bengal_tasks.store.files import read_if_there, write_file
from bengal_tasks.store.former import kept_of, remove_former, taken_over
from bengal_tasks.store.journal import ANY, read_journal
from bengal_tasks.store.packing import Parts, pack
from bengal_tasks.store.shapes import is_record, is_state, is_text, table_of
from bengal_tasks.store.unpacking import unpack


PUBLISHED = ".bengal/published.json.zst"
"""What was published, apart from the state: enough to prune when the state is damaged."""

VERSION = 2
"""Raise it when a field of the file changes its meaning; an older state is then not used."""


@dataclass(slots=True)
class State:
    """
    What the last build left.

    *files*: path to stamp and digest. *entries*: dependency to the artefact's digest and the
    entry's. *scan*: the memo of the scan by path, made by the code with the digest *code*. *tasks*:
    doit's records by name. *run*: number of the last run. *orphans*: published files that their
    task has given up, with digests. *user*: what people keep here through `BuildCache`; no task
    reads it, and a build hands it on as it is.
    """

    files: dict[str, list[int | str]] = field(default_factory=dict)
    entries: dict[str, list[str]] = field(default_factory=dict)
    scan: dict[str, dict[str, JSON]] = field(default_factory=dict)
    tasks: dict[str, dict[str, JSON]] = field(default_factory=dict)
    orphans: dict[str, str] = field(default_factory=dict)
    run: int = 0
    code: str = ""
    user: dict[str, JSON] = field(default_factory=dict)
    warning: str = ""


def load_state(root: Path) -> State:
    """
    Return the saved state, with what a killed run has put into the journal.

    A state that cannot be used is an empty one with a warning, one that is gone is empty; what was
    published then comes from the list that is kept beside it. Of a plain ``cache.json``, which the
    original program left, what people keep is taken over, with a warning.
    """
    state = _loaded(root)
    if not state.run:
        state.orphans = _published(root)
    paths, records = read_journal(root)
    for name, record in records.items():
        if not is_record(record):
            continue
        kept = _written(record)
        left = _written(state.tasks.get(name, {}))
        state.orphans.update({p: d for p, d in left.items() if p not in kept})
        state.tasks[name] = record
    known = {path for record in state.tasks.values() for path in _written(record)}
    state.orphans.update({path: ANY for path in paths if path not in known})
    return state


def _written(record: dict[str, JSON]) -> dict[str, str]:
    values = record.get("_values_:")
    writes = values.get("writes") if isinstance(values, dict) else None
    found = cast("dict[str, str]", writes or {})
    return {path: digest for path, digest in found.items() if not path.startswith(STATE_DIR)}


def _published(root: Path) -> dict[str, str]:
    try:
        found = decode((root / PUBLISHED).read_bytes())
    except (OSError, StateError):
        return {}
    files = found.get("files") if isinstance(found, dict) else None
    return cast("dict[str, str]", files) if table_of(is_text)(files) else {}


def _loaded(root: Path) -> State:
    data = read_if_there(root / CACHE)
    if data is not None:
        return state_of(data)
    user, warning = taken_over(root)
    return State(user=user, warning=warning)


def state_of(data: bytes) -> State:
    """
    Return the state in *data*; with a warning, and empty, when it cannot be used.

    What people keep in it is kept also when another version has written the rest.
    """
    raw: JSON = None
    try:
        raw = decode(data)
        if not isinstance(raw, dict) or raw.get("version") != VERSION:
            raise StateError("written by another version")  # noqa: TRY301 (one way out)
        if not is_state(raw):
            raise StateError("a field of another kind")  # noqa: TRY301 (one way out)
        parts = unpack(raw)
        return State(
            files=parts.files,
            entries=parts.entries,
            scan=parts.scan,
            tasks=parts.tasks,
            orphans=cast("dict[str, str]", raw["orphans"]),
            run=cast("int", raw["run"]),
            code=cast("str", raw["code"]),
            user=kept_of(raw),
        )
    except (StateError, KeyError, TypeError, IndexError, AttributeError, ValueError) as error:
        told = f"{CACHE} is not usable ({error}); everything is built anew"
        return State(user=kept_of(raw), warning=told)


def save_state(root: Path, state: State) -> None:
    """
    Write the state; nothing is written when it says the same as before.

    Plain files of the original program go, once ours are in their places.
    """
    published = {p: d for record in state.tasks.values() for p, d in _written(record).items()}
    published.update(state.orphans)
    listed: JSON = {"version": 1, "files": cast("JSON", published)}
    write_file(root, PUBLISHED, encode(listed))
    write_file(root, CACHE, bytes_of(state))
    remove_former(root)


def bytes_of(state: State) -> bytes:
    """Return the bytes of a state; the reverse of `state_of`."""
    parts = Parts(state.files, state.entries, state.scan, state.tasks)
    value: dict[str, JSON] = {
        "version": VERSION,
        "run": state.run,
        "code": state.code,
        "orphans": cast("JSON", state.orphans),
        **pack(parts),
    }
    return encode(value | {"user": state.user} if state.user else value)
