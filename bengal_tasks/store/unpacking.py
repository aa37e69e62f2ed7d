"""Unpacking: the parts of a state from the fields of its file, each checked on its way."""

from __future__ import annotations

from typing import cast

from bengal_tasks.model.record import Record
from bengal_tasks.model.runs import picked
from bengal_tasks.model.values import JSON
from bengal_tasks.store.packing import OURS, Entries, Files, Memo, Parts
from bengal_tasks.store.shapes import is_record, value_checks


class _Table:
    """The table of pairs, and what tasks say alike."""

    def __init__(self, raw: dict[str, JSON]) -> None:
        names, self.states = cast("list[str]", raw["names"]), cast("list[str]", raw["states"])
        self._pairs = list(zip(names, self.states, strict=True))
        self.shared = cast("list[JSON]", raw["shared"])
        self._sound: set[tuple[str, int]] = set()

    def pairs(self, runs: JSON) -> dict[str, str]:
        """Return the states of *runs* by name; raises ValueError when they lead out of it."""
        return dict(picked(self._pairs, runs))

    def said(self, field: str, number: JSON) -> JSON:
        """Return what *field* says; raises ValueError when it is not of the field's kind."""
        if type(number) is not int or number < 0:
            raise ValueError("no number")
        value = self.shared[number]
        if (field, number) not in self._sound:
            if not value_checks[field](value):
                raise ValueError(f"{field} of another kind")
            self._sound.add((field, number))
        return value


def unpack(raw: dict[str, JSON]) -> Parts:
    """
    Return the parts that the fields of a file hold; the reverse of `packing.pack`.

    Raises KeyError, TypeError, ValueError, IndexError or AttributeError for what is not built so.
    """
    table = _Table(raw)
    blank = cast("dict[str, JSON]", raw["blank"])
    return Parts(
        files=_files(cast("dict[str, JSON]", raw["files"]), table),
        entries=_entries(cast("list[list[JSON]]", raw["entries"]), table),
        scan={p: _full(m, blank) for p, m in cast("Memo", raw["scan"]).items()},
        tasks={n: _record(r, table) for n, r in cast("dict[str, JSON]", raw["tasks"]).items()},
    )


def _record(packed: JSON, table: _Table) -> Record:
    if isinstance(packed, dict):
        return _kept(packed, table)
    reads, writes, arguments, rest, run, *told = cast("list[JSON]", packed)
    record: Record = cast("Record", table.pairs(reads))
    names = list(record)
    checker, recipe = cast("list[JSON]", table.said("rest", rest))
    if type(arguments) is not str or type(run) is not int:
        raise ValueError("a record of another kind")
    values: dict[str, JSON] = {
        field: table.said(field, number) for field, number in zip(OURS, told, strict=True)
    }
    values["run"] = run
    values["recipe"] = {**cast("dict[str, JSON]", recipe), "arguments": arguments}
    values["writes"] = cast("JSON", table.pairs(writes))
    record["_values_:"] = values
    record["deps:"] = cast("JSON", names)
    record["checker:"] = checker
    return record


def _kept(record: Record, table: _Table) -> Record:
    if "deps:" in record:
        found = table.pairs(record["deps:"])
        states = {name: state for name, state in found.items() if state}
        record = {**record, **states, "deps:": cast("JSON", list(found))}
    if not is_record(record):
        raise ValueError("a record of another kind")
    return record


def _entries(groups: list[list[JSON]], table: _Table) -> Entries:
    found: Entries = {}
    for artefact, runs in groups:
        if type(artefact) is not int or artefact < 0:
            raise ValueError("no number")
        digest = table.states[artefact]
        found.update((n, [digest, s]) for n, s in table.pairs(runs).items())
    return found


def _files(packed: dict[str, JSON], table: _Table) -> Files:
    found = table.pairs(packed["pairs"])
    columns = cast("list[list[int]]", packed["stamps"])
    rows = zip(*columns, found.values(), strict=True)
    return {name: list(row) for name, row in zip(found, rows, strict=True)}


def _full(memo: dict[str, JSON], blank: dict[str, JSON]) -> dict[str, JSON]:
    if "cut" not in memo:
        return memo
    row: dict[str, JSON] = {**blank, **cast("dict[str, JSON]", memo["cut"])}
    return {"row": row, **{key: value for key, value in memo.items() if key != "cut"}}
