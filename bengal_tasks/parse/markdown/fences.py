"""Fences: where a directive ends, and what its opening lines say."""

from __future__ import annotations

import re


_NAME = r"\{[A-Za-z][\w-]*\}"

COLON_FENCE = (
    r"^(?P<colon_indent> {0,3})(?P<colons>:{3,})[ \t]*"
    r"\{(?P<colon_name>[A-Za-z][\w-]*)\}(?P<colon_argument>[^\n]*)$"
)
"""The line that opens a directive in colons, for the block parser."""

DIRECTIVE_INFO = re.compile(r"\{(?P<name>[A-Za-z][\w-]*)\}(?P<argument>.*)")
"""The info string of a code fence that is a directive."""

_FENCE = re.compile(
    r"^[ \t>]*(?P<item>(?:(?:[-+*]|[0-9]{1,9}[.)])[ \t]+)*)"
    rf"(?:(?P<colons>:{{3,}})[ \t]*(?P<name>{_NAME})?|(?P<ticks>`{{3,}}|~{{3,}}))(?P<rest>[^\n]*)$",
    re.MULTILINE,
)
_OPTION = re.compile(r"[ \t]*:(?P<name>[A-Za-z][\w-]*):(?:[ \t]+(?P<value>[^\n]*))?[ \t]*(?:\n|\Z)")


def directive_end(src: str, start: int, length: int) -> tuple[int, int] | None:
    """
    Return where the body ends and where the text after the closing fence starts.

    *start* is where the body starts, *length* the number of colons of the opening fence. A closing
    fence belongs to the innermost open directive with as many colons, else to the innermost one if
    that has fewer. Fences in code are code.
    """
    opened = [length]
    code = ""
    for fence in _FENCE.finditer(src, start):
        if fence["ticks"]:
            code = _code_after(code, fence)
        elif code:
            continue
        elif fence["name"]:
            opened.append(len(fence["colons"]))
        elif not (fence["item"] or fence["rest"].strip()):
            _close(opened, len(fence["colons"]))
        if not opened:
            return fence.start(), min(fence.end() + 1, len(src))
    return None


def _code_after(code: str, fence: re.Match[str]) -> str:
    ticks, rest = fence["ticks"], fence["rest"]
    if not code:
        return "" if ticks[0] == "`" and "`" in rest else ticks
    closes = ticks.startswith(code) and not rest.strip() and not fence["item"]
    return "" if closes else code


def _close(opened: list[int], length: int) -> None:
    if length in opened:
        last = len(opened) - 1 - opened[::-1].index(length)
        del opened[last:]
    elif length > opened[-1]:
        opened.pop()


def split_options(text: str) -> tuple[dict[str, str], str, int]:
    r"""
    Take the lines ``:name: value`` from the top of a body.

    >>> split_options(":open:\n:class: wide\n\nText")
    ({'open': '', 'class': 'wide'}, '\nText', 2)
    """
    options: dict[str, str] = {}
    lines = position = 0
    while found := _OPTION.match(text, position):
        options[found["name"].lower()] = (found["value"] or "").strip()
        position = found.end()
        lines += 1
    return options, text[position:], lines
