"""
Packing: the state as it stands in its file, where everything is said once.

A *pair* is a name with a state: a dependency as a task read it, a file with its digest. Pairs stand
in one table, ``names`` and ``states``, the most used first; all else names them by number, in runs
(`model.runs`). What tasks say alike stands in ``shared``. The fields of most rows are empty: those
that are as in ``blank`` are left out.

A record that is not built as ours are, such as that of a user's task, stands there whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias, cast

import orjson

from bengal_tasks.model.record import Record, Records
from bengal_tasks.model.runs import by_use, runs_of
from bengal_tasks.model.values import JSON


Pair: TypeAlias = tuple[str, str]
Files: TypeAlias = dict[str, list[int | str]]
Entries: TypeAlias = dict[str, list[str]]
Memo: TypeAlias = dict[str, dict[str, JSON]]

STAMP = 5
"""Numbers of a stamp: size, mtime and ctime in nanoseconds, inode, mode."""

BLANK: dict[str, JSON] = {
    "canonical": "", "date": None, "description": "", "draft": False, "expiry_date": None,
    "in_feeds": True, "in_menu": True, "in_search": True, "in_sitemap": True, "kind": "page",
    "lastmod": None, "layout": "", "listed": True, "menu": None, "noindex": False, "outputs": None,
    "publish_date": None, "summary": "", "template": "", "toc": None, "weight": None,
}  # fmt: skip
"""What most rows have in these fields. Texts, numbers and nothing: tables would be shared."""

OURS = ("why", "notices", "references")
"""What tasks of ours often say alike, in this order."""

_OWN = 3
"""The values of a record of ours that it says itself: run, recipe, writes."""
_PARTS = 3
"""The parts of a record of ours besides its dependencies: values, their names, the checker."""


@dataclass(slots=True)
class Parts:
    """The parts of a state that are packed; see `store.state.State`."""

    files: Files
    entries: Entries
    scan: Memo
    tasks: Records


class _Shared:
    """Values that are said once; each gets a number when it is first asked for."""

    def __init__(self) -> None:
        self.values: list[JSON] = []
        self._numbers: dict[bytes, int] = {}

    def number(self, value: JSON) -> int:
        key = orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
        found = self._numbers.get(key)
        if found is None:
            found = self._numbers[key] = len(self.values)
            self.values.append(value)
        return found


def pack(parts: Parts) -> dict[str, JSON]:
    """Return the fields of the file that hold *parts*; equal parts give equal fields."""
    tasks = sorted(parts.tasks.items())
    reads = {name: _reads(record) for name, record in tasks}
    ours = {name for name, record in tasks if _is_ours(record, reads[name])}
    writes = {name: list(_writes(parts.tasks[name]).items()) for name in ours}
    used: Counter[Pair] = Counter()
    for pairs in (*reads.values(), *writes.values()):
        used.update(pairs)
    used.update((path, cast("str", row[STAMP])) for path, row in parts.files.items())
    groups = _groups(parts.entries)
    for artefact, pairs in groups.items():
        used.update((artefact, *pairs))
    numbers = by_use(used.items())
    shared = _Shared()
    packed: dict[str, JSON] = {}
    for name, record in tasks:
        runs = _runs(reads[name], numbers)
        packed[name] = (
            _packed(record, runs, _runs(writes[name], numbers), shared)
            if name in ours
            else _whole(record, runs)
        )
    return {
        "names": [name for name, _ in numbers],
        "states": [state for _, state in numbers],
        "files": _packed_files(parts.files, numbers),
        "entries": _packed_entries(groups, numbers),
        "blank": BLANK,
        "scan": {path: _cut(memo) for path, memo in parts.scan.items()},
        "tasks": packed,
        "shared": shared.values,
    }


def _runs(pairs: Iterable[Pair], numbers: dict[Pair, int]) -> JSON:
    return cast("JSON", runs_of(map(numbers.__getitem__, pairs)))


def _reads(record: Record) -> list[Pair]:
    """Return the dependencies of a task with states; "" where there is none, or one of doit's."""
    names = cast("list[str]", record.get("deps:") or [])
    found = zip(names, map(record.get, names), strict=True)
    return [(name, state if type(state) is str else "") for name, state in found]


def _writes(record: Record) -> dict[str, str]:
    return cast("dict[str, dict[str, dict[str, str]]]", record)["_values_:"]["writes"]


def _is_ours(record: Record, reads: list[Pair]) -> bool:
    """Tell whether a record is built like that of a task of ours that went well."""
    values = record.get("_values_:")
    if type(values) is not dict or len(values) != len(OURS) + _OWN:
        return False
    recipe = values.get("recipe")
    return (
        all(name in values for name in (*OURS, "run", "writes"))
        and type(recipe) is dict
        and type(recipe.get("arguments")) is str
        and type(record.get("checker:")) is str
        and len(record) == len(reads) + _PARTS
        and all(state for _, state in reads)
    )


def _packed(record: Record, reads: JSON, writes: JSON, shared: _Shared) -> JSON:
    values = cast("dict[str, JSON]", record["_values_:"])
    recipe = dict(cast("dict[str, JSON]", values["recipe"]))
    arguments = recipe.pop("arguments")
    told = [shared.number(values[name]) for name in OURS]
    rest = shared.number([record["checker:"], recipe])
    return [reads, writes, arguments, rest, values["run"], *told]


def _whole(record: Record, runs: JSON) -> JSON:
    if "deps:" not in record:
        return record
    names = set(cast("list[str]", record["deps:"]))
    kept = {k: v for k, v in record.items() if k not in names or not (v and type(v) is str)}
    return {**kept, "deps:": runs}


def _groups(entries: Entries) -> dict[Pair, list[Pair]]:
    """Return the entries, with their states, by artefact and its digest."""
    found: dict[Pair, list[Pair]] = {}
    for name, (digest, state) in entries.items():
        found.setdefault((name.partition("#")[0], digest), []).append((name, state))
    return found


def _packed_entries(groups: dict[Pair, list[Pair]], numbers: dict[Pair, int]) -> JSON:
    rows = sorted((numbers[artefact], pairs) for artefact, pairs in groups.items())
    return [[number, _runs(pairs, numbers)] for number, pairs in rows]


def _packed_files(files: Files, numbers: dict[Pair, int]) -> JSON:
    rows = sorted((numbers[path, cast("str", row[STAMP])], row) for path, row in files.items())
    columns = [[row[part] for _, row in rows] for part in range(STAMP)]
    runs = cast("JSON", runs_of(number for number, _ in rows))
    return {"pairs": runs, "stamps": cast("JSON", columns)}


def _cut(memo: dict[str, JSON]) -> JSON:
    row = memo.get("row")
    if type(row) is not dict or not BLANK.keys() <= row.keys():
        return memo
    blank = BLANK
    cut: JSON = {k: v for k, v in row.items() if k not in blank or v != blank[k]}
    return {"cut": cut, **{key: value for key, value in memo.items() if key != "row"}}
