"""The URLs of CSS within HTML: ``<style>``, ``style=`` and the attributes of SVG that paint."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from re import Match

from bengal_tasks.assets.html.reference import Kind, Mention, Spell, kind_of
from bengal_tasks.assets.html.values import SPACE


_SPACE = r"[ \t\n\f]"
_ESCAPE = r"\\(?:[0-9a-fA-F]{1,6}[ \t\n\f]?|[^\n\f0-9a-fA-F])"
_NAME = rf"(?:[\w-]|[^\x00-\x7f]|{_ESCAPE})++"
_TOKEN = re.compile(
    rf"""
    /\*.*?(?:\*/|\Z)
  | "(?P<double>(?:[^"\\\n\f]++|\\.)*+)(?:"|\\?\Z)
  | '(?P<single>(?:[^'\\\n\f]++|\\.)*+)(?:'|\\?\Z)
  | "(?:[^"\\\n\f]++|\\.)*+ | '(?:[^'\\\n\f]++|\\.)*+     # ended by the line: no string
  | @(?P<at>{_NAME})
  | \#{_NAME}
  | (?P<function>{_NAME})\(
  | {_NAME}
  | (?P<sign>[()\[\]{{}};])
    """,
    re.VERBOSE | re.DOTALL,
)
_BARE_URL = re.compile(
    rf"{_SPACE}*+(?P<url>(?:[^\"'()\\\x00-\x20\x7f]|{_ESCAPE})*+){_SPACE}*+(?:\)|\Z)"
)
_QUOTE_NEXT = re.compile(rf"{_SPACE}*[\"']")
_BAD_URL = re.compile(r"(?:[^)\\]|\\.|\\\Z)*\)?", re.DOTALL)
_HINT = re.compile(r"url|src|import|image-set|\\", re.IGNORECASE)
_UNESCAPED = re.compile(r"\\(?:([0-9a-fA-F]{1,6})[ \t\n\f]?|(\n|\f|\Z)|(.))", re.DOTALL)
_CLOSING = {"(": ")", "[": "]", "{": "}"}
_TAKES_STRINGS = frozenset({"url", "src", "image-set", "-webkit-image-set"})


def styles(text: str) -> Iterator[Mention]:
    """
    Read CSS: ``url()``, ``src()``, the strings of ``image-set()`` and of ``@import``.

    It is lexed as https://www.w3.org/TR/css-syntax-3/ has it, so that comments, strings and
    escapes do not mislead. The URL of ``@namespace`` is a name, which nobody fetches.
    """
    if _HINT.search(text):
        yield from _Reader(text).mentions()


class _Reader:
    """Where in a sheet the reading is: which at-rule began, and what is open."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._rule = ""
        self._open: list[tuple[str, str]] = []  # (function name, what closes it)

    def mentions(self) -> Iterator[Mention]:
        position = 0
        while match := _TOKEN.search(self._text, position):
            position = match.end()
            kind = match.lastgroup
            if kind == "function":
                position = yield from self._function(match)
            elif kind in {"double", "single"}:
                yield from self._string(match, kind)
            elif kind == "at":
                self._rule = _unescape(match["at"]).lower()
            elif kind == "sign":
                self._sign(match["sign"])

    def _function(self, match: Match[str]) -> Generator[Mention, None, int]:
        """Read the start of a function, or all of ``url()`` without quotes; return its end."""
        name, position = _unescape(match["function"]).lower(), match.end()
        if name != "url" or _QUOTE_NEXT.match(self._text, position):
            self._open.append((name, ")"))
            return position
        bare = _BARE_URL.match(self._text, position)
        if bare is None:
            bad = _BAD_URL.match(self._text, position)
            return bad.end() if bad else position
        yield from self._mention(*bare.span("url"), _spell_bare)
        return bare.end()

    def _string(self, match: Match[str], group: str) -> Iterator[Mention]:
        """Read a string: a URL in some functions and after ``@import``."""
        function = self._open[-1][0] if self._open else ""
        if function in _TAKES_STRINGS or (self._rule == "import" and not self._open):
            yield from self._mention(*match.span(group), _SPELL_QUOTED[group])

    def _mention(self, start: int, end: int, spell: Spell) -> Iterator[Mention]:
        url = _unescape(self._text[start:end]).strip(SPACE)
        if url and self._rule != "namespace":
            kind: Kind = "stylesheet" if self._rule == "import" else kind_of(url)
            yield Mention(url, start, end, kind, spell)
        if self._rule == "import":
            self._rule = ""

    def _sign(self, sign: str) -> None:
        if sign in _CLOSING:
            self._open.append(("", _CLOSING[sign]))
            self._rule = "" if sign == "{" else self._rule
        elif sign == ";":
            self._rule = ""
        elif self._open and self._open[-1][1] == sign:
            self._open.pop()


def _unescape(text: str) -> str:
    return _UNESCAPED.sub(_character, text) if "\\" in text else text


def _character(match: Match[str]) -> str:
    if match[1]:
        code = int(match[1], 16)
        bad = code == 0 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF  # noqa: PLR2004 (Unicode)
        return "\ufffd" if bad else chr(code)
    return match[3] or ""


def _speller(special: str) -> Spell:
    codes = {ord(sign): f"\\{sign}" for sign in special} | {ord("<"): "\\3c "}
    return lambda url: url.translate(codes)


_spell_bare = _speller("\\\"'()")
_SPELL_QUOTED = {"double": _speller('\\"'), "single": _speller("\\'")}
