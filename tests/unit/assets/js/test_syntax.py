"""Syntax: nodes as columns, offsets in bytes and characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bengal_tasks.assets.js.syntax import kind, read_syntax


def test_leaves_are_tokens():
    """Leaves are the tokens in the order of the text, comments are apart."""
    syntax = read_syntax("a /* c */ + 'é' // d")

    assert [b"a", b"+", b"'", "é".encode(), b"'"] == [
        syntax.text(leaf) for leaf in syntax.nodes.leaves
    ]
    assert [b"/* c */", b"// d"] == [syntax.data[slice(*c)] for c in syntax.nodes.comments]
    assert syntax.valid


def test_children():
    """The children of a node are those one level below it."""
    syntax = read_syntax("f(a, [b, c])")
    call = syntax.nodes.kinds.index(kind("arguments"))

    assert [b"(", b"a", b",", b"[b, c]", b")"] == [
        syntax.text(child) for child in syntax.children(call)
    ]


@pytest.mark.parametrize("text", ["a b", "(", "'", "\0", "}"])
def test_not_valid(text):
    """What is no JavaScript is not valid, and no error."""
    assert not read_syntax(text).valid


def test_unknown_kinds():
    """A kind that the grammar has not is noticed when the module is loaded."""
    with pytest.raises(LookupError):
        kind("no such kind")


@given(st.text(alphabet="aé😀\u2028\ud800"))
def test_offsets(text):
    """Offsets in bytes become offsets in characters."""
    syntax = read_syntax(text)

    for offset in range(len(text) + 1):
        assert offset == syntax.offset(len(text[:offset].encode("utf-8", "surrogatepass")))
