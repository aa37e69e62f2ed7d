"""Colours of six or eight digits that say the same in three or four."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bengal_tasks.assets.css.lexer import Token, value_of


_PAIRS = re.compile(r"#([0-9a-fA-F])\1([0-9a-fA-F])\2([0-9a-fA-F])\3(?:([0-9a-fA-F])\4)?")
_OTHER = ("filter", "-ms-filter")  # old filters of Internet Explorer read #aarrggbb


def shortened(name: str, value: Iterable[Token]) -> Iterator[Token]:
    """Yield the tokens of the value of the property *name* with its colours shortened."""
    if value_of(name) in _OTHER:
        yield from value
        return
    for token in value:
        if token.kind == "hash":
            yield token._replace(text=short_colour(token.text))
        else:
            yield token


def short_colour(text: str) -> str:
    """Return a colour like ``#aabbcc`` as ``#abc``; any other text as it is."""
    found = _PAIRS.fullmatch(text)
    return "#" + "".join(filter(None, found.groups())) if found else text
