"""Styles: URLs are found where CSS has them, and nowhere else."""

from __future__ import annotations

import re

import pytest
import tinycss2
from hypothesis import given
from hypothesis import strategies as st

from bengal_tasks.assets.html.styles import styles
from bengal_tasks.assets.html.values import SPACE


def urls(text):
    """Return the URLs that CSS mentions."""
    return [each.url for each in styles(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("b { background: url(a) }", ["a"]),
        ("b { background: URL(  'a'  ) }", ["a"]),
        ('b { background: url("a" crossorigin(anonymous)), url( b ) }', ["a", "b"]),
        ("b { background: src('a') }", ["a"]),
        ("b { background: \\75 r\\6C(a) }", ["a"]),
        ("b { background: url(a\\)b) url(a\\20 b) url('a\\\nb') }", ["a)b", "a b", "ab"]),
        ("b { background: url('\\110000') }", ["\ufffd"]),
        ("background: url(data:image/png;base64,a/*b*/==)", ["data:image/png;base64,a/*b*/=="]),
        ("@import 'a'; @import url(b) layer(x) supports(display: grid) print;", ["a", "b"]),
        ("@import/**/ \"a\" 'b';", ["a"]),
        ("@font-face { src: url(a) format('b') }", ["a"]),
        ("b { background: image-set('a' type('b') 1x, url(c) 2x) }", ["a", "c"]),
        ("b { background: -webkit-image-set('a' 1x) }", ["a"]),
        ("b { --x: url(a) }", ["a"]),
        ("@media (x) { b { background: url(a) } }", ["a"]),
        ("b { background: url('a", ["a"]),
        ("b { background: url(a", ["a"]),
        ("b { content: 'url(a)'; /* url(b) */ }", []),
        ('b { content: "/*"; background: url(a) /* */ }', ["a"]),
        ("b { content: 'x\nurl(a)' }", ["a"]),
        ("b { background: url(a b) url(c'd) url(/**/'e') url(f) }", ["f"]),
        ("b { background: my-url(a) url (b) 1url(c) #url(d) }", []),
        ("b { background: image-set(type('a')) fn('b') }", []),
        ("@namespace svg url(http://www.w3.org/2000/svg); b { fill: url(#a) }", ["#a"]),
        ("@namespace 'x'; @charset 'y';", []),
        ("b { background: url() url('') }", []),
        ("b { c: ']})' } d { background: url(a) }", ["a"]),
        ("url(a)", ["a"]),
    ],
)
def test_urls(text, expected):
    """Comments, strings, escapes and errors are read as CSS reads them."""
    assert expected == urls(text)


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("url(a)", "x\\\"\\'\\(\\)\\\\\\3c "),
        ("url('a')", "x\"\\'()\\\\\\3c "),
        ('url("a")', "x\\\"'()\\\\\\3c "),
    ],
)
def test_spelling(text, spelled):
    """A URL is escaped for the quotes around it, and cannot end a style element."""
    (mention,) = styles(text)

    assert spelled == mention.spell("x\"'()\\<")
    assert ["x\"'()\\<"] == urls(text.replace("a", mention.spell("x\"'()\\<")))


PARTS = [
    "url(", "URL( ", "u\\72 l(", "fn(", "(", ")", "'", '"', "\\", "\\61 ", "\n", "\f", " ", "/*",
    "*/", "{", "}", "[", "]", ";", "@media", ":", "1", "-", "#", "/", "a", "é",
]  # fmt: skip
ODD = re.compile(r"\\[\n\f]|\\\Z")  # tinycss2 reads a backslash there as a character


def by_tokens(nodes, function=""):
    """Return the URLs of ``url()`` among tokens of tinycss2."""
    for node in nodes:
        if node.type == "url" or (node.type == "string" and function == "url"):
            yield node.value.strip(SPACE)
        else:
            inner = getattr(node, "content", None) or getattr(node, "arguments", None) or []
            yield from by_tokens(inner, getattr(node, "lower_name", ""))


@given(
    st.lists(st.sampled_from(PARTS), max_size=14)
    .map("".join)
    .filter(lambda text: not ODD.search(text))
)
def test_a_tokenizer_finds_the_same(text):
    """What is found as `url()` is what a full tokenizer of CSS finds."""
    nodes = tinycss2.parse_component_value_list(text)

    assert [url for url in by_tokens(nodes) if url] == urls(text)
