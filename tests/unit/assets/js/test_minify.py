"""Minify: smaller, and never another meaning."""

from __future__ import annotations

import pytest
import rjsmin
from hypothesis import given
from hypothesis import strategies as st

from bengal_tasks.assets.js.minify import Refusal, difference, minify
from bengal_tasks.assets.js.syntax import read_syntax


# What rjsmin 1.3 damages: each has to come out with all its tokens.
FAULTS = [
    "x = `${a ? `b  c` : ``}, d  e`",
    "x = `${a ? ` (${b})` : ''}  c`",
    "f = y => /a  b/",
    "for (x of /a  b/.exec(s)) y(x)",
    "async () => { await /a  b/.exec(s) }",
    "i = list.indexOf(this)\n~i ? a() : b()",
    "class A {\n  #a\n  #b = []\n  c() {}\n}",
    "function f() { return /*\n*/ x }",
    "a < ! --b",
]


def minified(text):
    """Return the minified script, or the reason why there is none."""
    result = minify(read_syntax(text))
    return result if isinstance(result, Refusal) else result.data.decode()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("let a  =  1 ; // c\n\n\n f( a ) /* d */\n", "let a=1;f(a)"),
        ("/*! keep */\nvar a;", "/*! keep */var a;"),
        ("a = b + +c - -d", "a=b+ +c- -d"),
        ("s = '  // no  comment '", "s='  // no  comment '"),
        ("if (a)\n  b()\nelse\n  c()", "if(a)\nb()\nelse\nc()"),
        ("é  =  'ü'", "é='ü'"),
        ("f(/*\n*/ a /*\n*/)", "f(a)"),
        ("a /*\n*/\n/*\n*/ b", "a\nb"),
        ("", ""),
        ("// only a comment", ""),
    ],
)
def test_minified(text, expected):
    """Blanks and comments go, line breaks that end statements and legal comments stay."""
    assert expected == minified(text)


@pytest.mark.parametrize("text", FAULTS)
def test_what_patterns_damage(text):
    """What rjsmin damages is found out, and made smaller another way."""
    source = read_syntax(text)

    assert difference(source, read_syntax(rjsmin.jsmin(text))) is not None
    assert difference(source, read_syntax(minified(text))) is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a\nb", "a;b"),
        ("return\nx", "return x"),
        ("a\n++b", "a++b"),
        ("'a  b'", "'a b'"),
        ("a+(b)", "a+b"),
        ("f(a,)", "f(a)"),
        ("a", "a}"),
        ("a //b", "a"),
        ("{;}", "{}"),
    ],
)
def test_difference(before, after):
    """Another token or another tree is a difference; a comment is none."""
    different = difference(read_syntax(f"x; {before}"), read_syntax(f"x; {after}"))

    assert (before == "a //b") == (different is None)
    assert different is None or different >= 0


@pytest.mark.parametrize(
    ("text", "start"), [("let a = 1;\nlet = = 2", 11), ("x('\0')", 3), ("a b", 0), ("`${", 0)]
)
def test_refused(text, start):
    """What the parser does not understand stays as it is, and it is told where that begins."""
    result = minified(text)

    assert isinstance(result, Refusal)
    assert "it cannot be parsed" == result.why
    assert start <= result.start <= len(text)


@pytest.mark.parametrize("text", ["function* f() { yield /*\n*/ x }", "a /*\n*/ ++\nb"])
def test_a_break_that_the_parser_overlooks(text):
    """Where the parser overlooks the line break in a comment, the script stays as it is."""
    result = minified(text)

    assert isinstance(result, Refusal)
    assert "that would change its meaning" == result.why


def test_a_minifier_that_fails(monkeypatch):
    """If neither way keeps the meaning, nothing is minified."""
    module = "bengal_tasks.assets.js.minify"
    monkeypatch.setattr(f"{module}.rjsmin.jsmin", lambda *_, **__: b"a;c")
    monkeypatch.setattr(f"{module}.squeeze", lambda _: b"a;c")

    assert Refusal("that would change its meaning", 2) == minified("a;b")


def test_deep_nesting():
    """A script that is nested deeper than any stack is minified."""
    text = "x = " + "[ " * 20_000 + "]" * 20_000

    assert "x=" + "[" * 20_000 + "]" * 20_000 == minified(text)


@given(
    st.lists(st.sampled_from([*FAULTS, "a", "+", "++", "-", "/", "/x/", "`", "(", "x.y", "// c"]))
)
def test_any_script(parts):
    """Whatever comes out has the tokens and the tree of the source."""
    source = read_syntax("\n".join(parts))
    result = minify(source)

    assert isinstance(result, Refusal) or difference(source, result) is None
