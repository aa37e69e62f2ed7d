"""Import maps: the URLs that ``<script type=importmap>`` maps names to."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from bengal_tasks.assets.html.reference import Mention


_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]')
_DEPTHS = {"imports": 2, "scopes": 3}


def import_map(text: str) -> Iterator[Mention]:
    """
    Read the values of ``imports`` and ``scopes``; the names that they belong to are not URLs.

    Text that is not a JSON object mentions nothing: a browser ignores it.
    """
    try:
        valid = isinstance(json.loads(text), dict)
    except (ValueError, RecursionError):
        return
    if valid:
        yield from _values(text)


def _values(text: str) -> Iterator[Mention]:
    """Walk JSON that is valid; *path* has the key within each object, None within a list."""
    path: list[str | None] = []
    value = False
    for match in _TOKEN.finditer(text):
        sign = match[0]
        if sign in "{[":
            path.append("" if sign == "{" else None)
        elif sign in "}]":
            path.pop()
        elif sign[0] == '"' and not value:
            path[-1] = None if path[-1] is None else json.loads(sign)
        elif sign[0] == '"' and _is_address(path) and (url := json.loads(sign)):
            yield Mention(url, match.start() + 1, match.end() - 1, "script", _spell)
        value = sign == ":"


def _is_address(path: list[str | None]) -> bool:
    return None not in path and _DEPTHS.get(path[0] or "") == len(path)


def _spell(url: str) -> str:
    return json.dumps(url, ensure_ascii=False)[1:-1].replace("<", "\\u003c")
