"""
Tokens of a stylesheet with their positions: joined together they are the text again.

The tokens are those of CSS Syntax Level 3, section 4. What tinycss2 does not keep, and what is
needed to change a URL and nothing else, is where each token ends.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from bengal_tasks.model.code import Reference


class Token(NamedTuple):
    """
    One token: its *kind*, its *text*, and where it stands (offset *at* of source number *source*).

    Kinds: ``space comment string url function ident at hash number mark``, ``hole`` for a string
    or URL that a reference stands in, and for faults ``bad`` (a broken string or URL) and ``stray``
    (a bracket that closes nothing). *source* is -1 for what no source says.
    """

    kind: str
    text: str
    at: int = 0
    source: int = -1
    hole: Reference | None = None


_HEX = r"[0-9a-fA-F]{1,6}[ \n\t]?"
_ESCAPE = rf"\\(?:{_HEX}|[^\n0-9a-fA-F]|\Z)"
_START = rf"(?:[a-zA-Z_]|[^\x00-\x7f]|{_ESCAPE})"
_NAME = rf"(?:[-\w]|[^\x00-\x7f]|{_ESCAPE})"
_IDENT = rf"(?:--|-?{_START}){_NAME}*+"
_DOUBLE = rf'"(?:[^"\\\n]++|\\\n|{_ESCAPE})*+'
_SINGLE = rf"'(?:[^'\\\n]++|\\\n|{_ESCAPE})*+"

_TOKEN = re.compile(
    "|".join(
        f"(?P<{kind}>{pattern})"
        for kind, pattern in (
            ("space", r"[ \n\t]+"),
            ("comment", r"/\*(?:[^*]++|\*(?!/))*+(?:\*/|\Z)"),
            ("mark_cdc", "-->|<!--"),
            ("function", rf"{_IDENT}\("),
            ("ident", _IDENT),
            ("number", rf"[+-]?(?:\d*\.)?\d+(?:[eE][+-]?\d+)?(?:%|{_IDENT})?"),
            ("string", f"{_DOUBLE}\"|{_SINGLE}'"),
            ("bad", f"{_DOUBLE}|{_SINGLE}"),
            ("hash", rf"\#{_NAME}++"),
            ("at", f"@{_IDENT}"),
            ("mark", "(?s:.)"),
        )
    ),
    re.ASCII,
)
_URL = re.compile(
    rf"[ \n\t]*+(?:(?P<url>(?:[^\"'()\\ \n\t\x00-\x08\x0b\x0e-\x1f\x7f]|{_ESCAPE})*+)"
    r"[ \n\t]*(?:\)|\Z)"
    rf"|(?P<bad>(?![\"'])(?:{_ESCAPE}|[^)])*+(?:\)|\Z)))"
)
_UNESCAPE = re.compile(rf"\\(?:({_HEX})|(\n)|([^\n0-9a-fA-F])|(\Z))")
_LAST_CODE_POINT = 0x10FFFF
_SURROGATES = range(0xD800, 0xE000)
_REPLACED = dict.fromkeys((0, *_SURROGATES), "\ufffd") | {0xC: "\n"}


def preprocessed(text: str) -> str:
    """Return *text* as a browser reads it: one kind of line end, no BOM, NUL, lone surrogate."""
    text = text.removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text or "\f" in text or not _encodable(text):
        text = text.translate(_REPLACED)
    return text


def _encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def tokenize(text: str, source: int = -1) -> list[Token]:
    """Return the tokens of *text*, which has been preprocessed."""
    tokens: list[Token] = []
    add = tokens.append
    scan = _TOKEN.match
    at, end = 0, len(text)
    while at < end:
        found = scan(text, at)
        if found is None:  # cannot be: the last pattern takes any character
            break
        kind = str(found.lastgroup)
        stop = found.end()
        if kind == "function" and (_is_url(found[0])):
            url = _URL.match(text, stop)
            if url is not None:
                kind, stop = str(url.lastgroup), url.end()
        add(Token("mark" if kind == "mark_cdc" else kind, text[at:stop], at, source))
        at = stop
    return tokens


def _is_url(function: str) -> bool:
    return function[:-1].lower() == "url" or ("\\" in function and value_of(function[:-1]) == "url")


def unescaped(text: str) -> str:
    """Return *text* with its escapes resolved."""
    return _UNESCAPE.sub(_character, text) if "\\" in text else text


def _character(found: re.Match[str]) -> str:
    digits, newline, character, _ = found.groups()
    if digits:
        point = int(digits, 16)
        usable = 0 < point <= _LAST_CODE_POINT and point not in _SURROGATES
        return chr(point) if usable else "\ufffd"
    return "" if newline else character or "\ufffd"


def value_of(name: str) -> str:
    """Return an identifier as it is compared: escapes resolved, ASCII letters in lower case."""
    name = unescaped(name)
    return name.lower() if name.isascii() else re.sub("[A-Z]+", lambda m: m[0].lower(), name)


def string_value(text: str) -> str:
    """Return what a string token says."""
    closed = len(text) > 1 and text[-1] == text[0]
    return unescaped(text[1:-1] if closed else text[1:])


def url_value(text: str) -> str:
    """Return what a URL token ``url(...)`` says."""
    inner = text[text.index("(") + 1 :]
    return unescaped(inner.removesuffix(")").strip(" \n\t"))


def quoted(value: str) -> str:
    """Return *value* as a string token between double quotes."""
    escaped = re.sub(r'["\\]', r"\\\g<0>", value).replace("\n", "\\a ")
    return f'"{escaped}"'


def joined(tokens: list[Token]) -> str:
    """Return the text of tokens."""
    return "".join([token.text for token in tokens])
