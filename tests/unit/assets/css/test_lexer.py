"""Tokens with positions, against tinycss2."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import tinycss2
from hypothesis import given, settings
from hypothesis import strategies as st

from bengal_tasks.assets.css.lexer import (
    Token,
    joined,
    preprocessed,
    quoted,
    string_value,
    tokenize,
    unescaped,
    url_value,
)
from bengal_tasks.assets.css.tree import parsed


PIECES = (
    "a", "--x", "-", "url(", "url('", "U\\52l(", "f(", ")", "'", '"', "\\", "\n", " ", "/*", "*/",
    "*",
    "#", "#fff", "@", "@media", "<!--", "-->", "1", "+.5e3", "%", "px", ":", ";", "{", "}", "[",
    "]",
    ",", ".", "é", "\0", "\\66 ", "!", "/", "|", "~=",
)  # fmt: skip
CSS = st.lists(st.sampled_from(PIECES), max_size=20).map("".join)


def kinds(text: str) -> list[str]:
    """Return the kinds of the tokens of a text."""
    return [token.kind for token in tokenize(text)]


@given(CSS)
@settings(deadline=None)
def test_tokens_join_to_the_text(text):
    """No character of a stylesheet gets lost, whatever it is."""
    text = preprocessed(text)

    tokens = tokenize(text)

    assert joined(tokens) == text
    assert [text[t.at : t.at + len(t.text)] for t in tokens] == [t.text for t in tokens]


@given(CSS)
@settings(deadline=None, max_examples=300)
def test_tokens_are_those_of_tinycss2(text):
    """Strings, URLs, names, numbers, spaces and comments are told apart as tinycss2 tells them."""
    closed = joined(parsed(preprocessed(text)).tokens)

    own = [token for each in tokenize(closed) if (token := _own(each))]

    assert own == list(_theirs(closed))


def _own(token: Token) -> tuple[str, str] | None:
    values = {
        "string": string_value,
        "url": url_value,
        "ident": unescaped,
        "hash": lambda text: unescaped(text[1:]),
        "at": lambda text: unescaped(text[1:]),
        "number": unescaped,
        "function": lambda text: unescaped(text[:-1]),
        "space": str,
        "comment": lambda text: text[2:-2],
        "bad": lambda _: "",
    }
    return (token.kind, values[token.kind](token.text)) if token.kind in values else None


def _theirs(text: str) -> Iterator[tuple[str, str]]:
    nodes = list(reversed(tinycss2.parse_component_value_list(text)))
    names = {"at-keyword": "at", "whitespace": "space"}
    while nodes:
        node = nodes.pop()
        if node.type in ("string", "url", "ident", "hash", "at-keyword", "whitespace", "comment"):
            yield names.get(node.type, node.type), node.value
        elif node.type in ("number", "percentage", "dimension"):
            unit = "%" if node.type == "percentage" else getattr(node, "unit", "")
            yield "number", node.representation + unit
        elif node.type == "function":
            yield "function", node.name
        elif node.type == "error" and node.kind.startswith("bad"):
            yield "bad", ""
        inside = node.arguments if node.type == "function" else getattr(node, "content", [])
        nodes += reversed(inside)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("url( a.png )", ["url"]),
        ("url('a')", ["function", "string", "mark"]),
        ("url( 'a')", ["function", "space", "string", "mark"]),
        ("\\75 rl(a)", ["url"]),
        ("url(a b)", ["bad"]),
        ("'a\n'", ["bad", "space", "bad"]),
        ("-->a", ["mark", "ident"]),
        ("a--", ["ident"]),
        ("1e3px", ["number"]),
        ("/*/ a", ["comment"]),
        ("#1a", ["hash"]),
        ("\\\n", ["mark", "space"]),
    ],
)
def test_kinds(text, expected):
    """Each token has the kind that the syntax of CSS gives it."""
    assert kinds(text) == expected


def test_preprocessing():
    """Line ends become one kind; BOM, NUL and lone surrogates go."""
    assert preprocessed("\ufeffa\r\nb\rc\fd\0e\ud800") == "a\nb\nc\nd\ufffde\ufffd"


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r\f"), max_size=20))
def test_quoted_strings_say_their_value(value):
    """What is quoted reads back as it was."""
    assert [string_value(token.text) for token in tokenize(quoted(value))] == [value]


def test_names_with_escapes():
    """An escape may be a number with a space after it; one that means nothing is U+FFFD."""
    assert unescaped("\\66 oo\\:\\0\\d800 \\110000") == "foo:\ufffd\ufffd\ufffd"
