"""
The query: a list of pages, said as steps, evaluated against the index.

A query is a value: it can be compared, spelled as the entry of a dependency, and read back.
``?STEPS!FIELDS`` stands for the rows that the steps yield, cut down to the fields; ``?STEPS!`` for
their keys alone and ``?STEPS!#`` for their number.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias, cast

from bengal_tasks.model.index import Index
from bengal_tasks.model.rows import field_of
from bengal_tasks.model.values import JSON


Step: TypeAlias = tuple[JSON, ...]
COUNT = "#"


@dataclass(frozen=True, slots=True)
class Query:
    """Steps that lead to a list of page keys; the first one names where to start."""

    steps: tuple[Step, ...]

    @classmethod
    def of(cls, name: str, *arguments: JSON) -> Query:
        """Return the query that starts at *name*: ``pages``, ``section``, ``page``, ``next`` ..."""
        return cls(((name, *map(_frozen, arguments)),))

    def then(self, name: str, *arguments: JSON) -> Query:
        """Return this query with one more step."""
        return Query((*self.steps, (name, *map(_frozen, arguments))))

    def spelled(self, fields: str) -> str:
        """Return the entry that stands for the result, cut down to *fields* (comma-separated)."""
        return f"?{json.dumps(self.steps, separators=(',', ':'), ensure_ascii=False)}!{fields}"

    def keys(self, index: Index) -> list[str]:
        """Return the keys of the pages that the steps yield; the index keeps the answer."""
        known = index.answers.get(self)
        if known is None:
            known = index.answers[self] = self._evaluated(index)
        return known

    def _evaluated(self, index: Index) -> list[str]:
        keys: list[str] = []
        for name, *arguments in self.steps:
            if name in _STARTS:
                keys = _STARTS[name](index, *arguments)
            else:
                keys = _STEPS[cast("str", name)](index, keys, *arguments)
        return keys


def answer(index: Index, entry: str) -> JSON:
    """
    Return the value of the entry ``?STEPS!FIELDS``: keys with their fields, keys, or a number.

    Raises ValueError when the entry is not spelled as `Query.spelled` does.
    """
    spelled, _, fields = entry.removeprefix("?").rpartition("!")
    keys = Query(_frozen(json.loads(spelled))).keys(index)
    if fields == COUNT:
        return len(keys)
    if not fields:
        return cast("JSON", keys)
    names = fields.split(",")
    return [[key, *[field_of(index.rows[key], name) for name in names]] for key in keys]


def _frozen(value: Any) -> Any:  # noqa: ANN401 (any JSON)
    """Return a list as a tuple, all the way down: a query can be a key of a table."""
    return tuple(map(_frozen, value)) if isinstance(value, (list, tuple)) else value


def _page(index: Index, key: str) -> list[str]:
    return [key] if key in index.rows else []


def _source(index: Index, path: str) -> list[str]:
    return [index.by_source[path]] if path in index.by_source else []


def _url(index: Index, url: str) -> list[str]:
    return [index.by_url[url]] if url in index.by_url else []


def _section(index: Index, name: str) -> list[str]:
    section = index.sections.get(name)
    return list(section.pages) if section else []


def _subsections(index: Index, name: str) -> list[str]:
    section = index.sections.get(name)
    return list(section.sections) if section else []


def _all(index: Index) -> list[str]:
    kinds = {"section", "home"}
    return sorted(
        k for k, r in index.rows.items() if r["kind"] in kinds and r.get("listed")
    ) + list(index.listed)


def _term(index: Index, taxonomy: str, slug: str) -> list[str]:
    term = index.terms.get(taxonomy, {}).get(slug)
    return list(term.pages) if term else []


_STARTS: dict[JSON, Callable[..., list[str]]] = {
    "pages": lambda index: list(index.listed),
    "all": _all,
    "page": _page,
    "source": _source,
    "url": _url,
    "section": _section,
    "subsections": _subsections,
    "tree": lambda index, name: index.tree(name),
    "term": _term,
    "keys": lambda index, *keys: [key for key in keys if key in index.rows],
    "neighbour": lambda index, key, step: index.neighbour(key, step),
    "ancestors": lambda index, key: index.ancestors(key),
    "related": lambda index, key, limit: index.related(key, limit),
}


def _rank(value: JSON) -> tuple[int, float, str]:
    """Order values of any type: numbers, text without regard to case, the rest, none."""
    if value is None:
        return (3, 0.0, "")
    if isinstance(value, (int, float)):
        return (0, float(value), "")
    if isinstance(value, str):
        return (1, 0.0, f"{value.casefold()}\0{value}")
    return (2, 0.0, json.dumps(value, sort_keys=True))


def _holds(left: JSON, right: JSON) -> bool:
    return right in left if isinstance(left, (list, tuple, str, dict)) else False


_OPERATORS: dict[str, Callable[[JSON, JSON], bool]] = {
    "==": lambda a, b: (
        a == b or (isinstance(a, list) and not isinstance(b, (list, tuple)) and b in a)
    ),
    "!=": lambda a, b: not _OPERATORS["=="](a, b),
    "<": lambda a, b: a is not None and _rank(a) < _rank(b),
    "<=": lambda a, b: a is not None and _rank(a) <= _rank(b),
    ">": lambda a, b: a is not None and _rank(a) > _rank(b),
    ">=": lambda a, b: a is not None and _rank(a) >= _rank(b),
    "in": lambda a, b: _holds(b, a),
    "not_in": lambda a, b: not _holds(b, a),
    "contains": _holds,
}
OPERATORS = tuple(_OPERATORS)


def _where(index: Index, keys: list[str], name: str, operator: str, value: JSON) -> list[str]:
    test = _OPERATORS[operator]
    return [key for key in keys if test(field_of(index.rows[key], name), value)]


def _sort_by(index: Index, keys: list[str], name: str, reverse: bool) -> list[str]:  # noqa: FBT001
    present = [k for k in keys if field_of(index.rows[k], name) is not None]
    absent = [k for k in keys if field_of(index.rows[k], name) is None]
    present.sort(key=lambda k: _rank(field_of(index.rows[k], name)), reverse=reverse)
    return present + absent


def _union(index: Index, keys: list[str], steps: tuple[Step, ...]) -> list[str]:
    others = Query(steps).keys(index)
    return list(dict.fromkeys(keys + others))


_STEPS: dict[str, Callable[..., list[str]]] = {
    "where": _where,
    "sort_by": _sort_by,
    "limit": lambda _, keys, count: keys[:count],
    "offset": lambda _, keys, count: keys[count:],
    "last": lambda _, keys, count: keys[-count:] if count else [],
    "reverse": lambda _, keys: keys[::-1],
    "union": _union,
}
