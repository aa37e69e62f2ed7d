"""Unpacking: the parts of a state from the fields of its file, each checked on its way."""

from __future__ import annotations

from typing import cast

from bengal_tasks.model.record import Record
from bengal_tasks.model.runs import spans
from bengal_tasks.model.values import JSON
from bengal_tasks.store.packing import OURS, Entries, Files, Memo, Parts
from bengal_tasks.store.shapes import is_record, value_checks


class _Table:
    """The table of pairs, and what tasks say alike."""

    def __init__(self, raw: dict[str, JSON]) -> None:
        self.names = cast("list[str]", raw["names"])
        self.states = cast("list[str]", raw["states"])
        self.shared = cast("list[JSON]", raw["shared"])
        if len(self.names) != len(self.states):
            raise ValueError("names without states")
        self._sound: set[tuple[str, int]] = set()

    def pairs(self, runs: JSON) -> tuple[list[str], list[str]]:
        """Return the names and states of *runs*; raises ValueError when they lead out of it."""
        names: list[str] = []
        states: list[str] = []
        for span in spans(runs, len(self.names)):
            names += self.names[span]
            states += self.states[span]
        return names, states

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
    names, states = table.pairs(reads)
    checker, recipe = cast("list[JSON]", table.said("rest", rest))
    if type(arguments) is not str or type(run) is not int:
        raise ValueError("a record of another kind")
    values: dict[str, JSON] = {
        field: table.said(field, number) for field, number in zip(OURS, told, strict=True)
    }
    values["run"] = run
    values["recipe"] = {**cast("dict[str, JSON]", recipe), "arguments": arguments}
    values["writes"] = dict(zip(*table.pairs(writes), strict=True))
    record: Record = dict(zip(names, states, strict=True))
    record["_values_:"] = values
    record["deps:"] = cast("JSON", names)
    record["checker:"] = checker
    return record


def _kept(record: Record, table: _Table) -> Record:
    if "deps:" in record:
        names, states = table.pairs(record["deps:"])
        found = zip(names, states, strict=True)
        record = {**record, **{n: s for n, s in found if s}, "deps:": cast("JSON", names)}
    if not is_record(record):
        raise ValueError("a record of another kind")
    return record


def _entries(groups: list[list[JSON]], table: _Table) -> Entries:
    found: Entries = {}
    for artefact, runs in groups:
        if type(artefact) is not int or artefact < 0:
            raise ValueError("no number")
        digest = table.states[artefact]
        found.update((n, [digest, s]) for n, s in zip(*table.pairs(runs), strict=True))
    return found


def _files(packed: dict[str, JSON], table: _Table) -> Files:
    names, states = table.pairs(packed["pairs"])
    columns = cast("list[list[int]]", packed["stamps"])
    rows = zip(names, zip(*columns, states, strict=True), strict=True)
    return {name: list(row) for name, row in rows}


def _full(memo: dict[str, JSON], blank: dict[str, JSON]) -> dict[str, JSON]:
    if "cut" not in memo:
        return memo
    row: dict[str, JSON] = {**blank, **cast("dict[str, JSON]", memo["cut"])}
    return {"row": row, **{key: value for key, value in memo.items() if key != "cut"}}
