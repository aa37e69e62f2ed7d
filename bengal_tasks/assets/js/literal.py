"""Literals: the text that a string of JavaScript stands for."""

from __future__ import annotations

import re


_SINGLE = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_ESCAPE = re.compile(
    r"\\(?:x(?P<byte>[0-9A-Fa-f]{2})|u(?P<unit>[0-9A-Fa-f]{4})|u\{(?P<point>[0-9A-Fa-f]{1,9})\}"
    r"|(?P<nul>0(?![0-9]))|(?P<end>\r\n|[\n\r\u2028\u2029])|(?P<single>[^0-9xu]))",
    re.DOTALL,
)
_LAST_POINT = 0x10FFFF


def literal_value(raw: str) -> str | None:
    """
    Return what *raw*, the text between the quotes, stands for.

    It is nothing for escapes that are not valid, or octal.
    """
    if "\\" not in raw:
        return raw
    parts: list[str] = []
    start = 0
    while (escape := raw.find("\\", start)) >= 0:
        found = _ESCAPE.match(raw, escape)
        value = _value(found) if found else None
        if found is None or value is None:
            return None
        parts += (raw[start:escape], value)
        start = found.end()
    return _paired("".join((*parts, raw[start:])))


def _value(found: re.Match[str]) -> str | None:
    kind, text = next((k, t) for k, t in found.groupdict().items() if t is not None)
    if kind in {"byte", "unit", "point"}:
        point = int(text, 16)
        return chr(point) if point <= _LAST_POINT else None
    if kind == "single":
        return _SINGLE.get(text, text)
    return "\0" if kind == "nul" else ""


def _paired(text: str) -> str:
    """Join the halves of surrogate pairs."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
