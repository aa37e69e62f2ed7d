"""Less text, same meaning."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bengal_tasks.assets.css import minify
from bengal_tasks.assets.css.lexer import joined, preprocessed
from bengal_tasks.assets.css.meaning import same_meaning
from bengal_tasks.assets.css.tree import parsed


def less(text: str) -> str:
    """Return a stylesheet minified."""
    notices = []
    found = joined(minify.minified(parsed(preprocessed(text)), "a.css", notices))
    assert not notices
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a , b > c + d ~ e  f { x : y ; }", "a,b>c+d~e f{x :y}"),
        ("a{ b: c ;; d: e; }", "a{b:c;d:e}"),
        ("a :hover , b:hover{c:d}", "a :hover,b:hover{c:d}"),
        ("a{ & :hover{c:d} b :not( .x , .y ){c:d} }", "a{& :hover{c:d}b :not(.x,.y){c:d}}"),
        ("a{b:calc( 1px + 2px ) , d ( e )}", "a{b:calc(1px + 2px),d (e)}"),
        ("a{b: c  ! important}", "a{b:c!important}"),
        ("@media  screen and ( min-width : 1px ),print{a{b:c}}", None),
        ("@media (min-width: 1px){a{b:c}}", "@media (min-width:1px){a{b:c}}"),
        ("@supports (--x: a  b){a{b:c}}", "@supports (--x: a b){a{b:c}}"),
        ("a{b:c/**/d; e:f/* */,g}", "a{b:c/**/d;e:f,g}"),
        ("a/**/.b{c:d}", "a/**/.b{c:d}"),
        ("/* x */ a{} /*! y */ b{c:d /*! z */ e}", "a{}/*! y */b{c:d /*! z */ e}"),
        ("a{--b: c  /* d */ e ; --f: ; x:y}", "a{--b: c  /* d */ e ;--f: ;x:y}"),
        ("a{--b:{c : d}; e : f}", "a{--b:{c : d};e :f}"),
        ("@new { a  b }", "@new { a  b }"),
        ("@font-face { font-family: 'A  B' }", "@font-face{font-family:'A  B'}"),
        ("@keyframes k { from , 50% { x: y } }", "@keyframes k{from,50%{x:y}}"),
        (
            "@page :first { margin: 1in; @top-left { x: y } }",
            "@page :first{margin:1in;@top-left{x:y}}",
        ),
        ("a{b:c}\n;\nd{e:f}", "a{b:c}; d{e:f}"),
        ("a{x:'y\n; b:c}", "a{x:'y\n;b:c}"),
        ("a{grid-template: [x] 1fr / auto}", "a{grid-template:[x] 1fr / auto}"),
        ("@layer a , b ; @layer c{ @layer d ; }", "@layer a,b;@layer c{@layer d;}"),
        ("a + 5{b:c}", "a+ 5{b:c}"),
        ("a{b: url( x.png )}", "a{b:url( x.png )}"),
    ],
)
def test_spaces_and_comments(text, expected):
    """Spaces and comments go where they mean nothing, and nowhere else."""
    expected = expected or "@media screen and (min-width :1px),print{a{b:c}}"

    assert less(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a{b:#FFffFF}", "a{b:#FfF}"),
        ("a{b:#aabbccdd,#aabbcd}", "a{b:#abcd,#aabbcd}"),
        ("a{--b:#ffffff}", "a{--b:#ffffff}"),
        ("#ffffff{b:c}", "#ffffff{b:c}"),
        ("a{filter:x(y=#88000000)}", "a{filter:x(y=#88000000)}"),
        ("a{b:'#ffffff' url(#ffffff)}", "a{b:'#ffffff' url(#ffffff)}"),
        ("@property --x{initial-value:#ffffff}", "@property --x{initial-value:#ffffff}"),
    ],
)
def test_colours(text, expected):
    """A colour is written with half of its digits where the other half says the same."""
    assert less(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a{b:c}a{d:e}a{}", "a{b:c;d:e}"),
        ("a{b:c}d{b:c}e{b:c}", "a,d,e{b:c}"),
        ("@media x{a{b:c}a{d:e}}a{b:c}", "@media x{a{b:c;d:e}}a{b:c}"),
        (".a:hover>b{c:d}.e::before{c:d}", ".a:hover>b{c:d}.e::before{c:d}"),
        (".a:hover>b{c:d}*.e #f:before{c:d}", ".a:hover>b,*.e #f:before{c:d}"),
        ("a{b:c}a::-moz-x{b:c}", "a{b:c}a::-moz-x{b:c}"),
        ("a{b:c}d:is(e){b:c}", "a{b:c}d:is(e){b:c}"),
        ("a{b:c}/*! d */a{e:f}", "a{b:c}/*! d */a{e:f}"),
        ("a{b:c;d{e:f}}a{g:h}", "a{b:c;d{e:f}}a{g:h}"),
        ("a{b:c}e{f:g}a{d:e}", "a{b:c}e{f:g}a{d:e}"),
        ("@keyframes k{from{b:c}from{d:e}}", "@keyframes k{from{b:c}from{d:e}}"),
        ("@media x{a{b:c}}@media x{a{b:c}}", "@media x{a{b:c}}@media x{a{b:c}}"),
        ("a{b:c}d{b:c}a,d{e:f}", "a,d{b:c;e:f}"),
        ("a{}a{b:c}d{b:c}", "a,d{b:c}"),
        ("a{b:c}a{d:e}a{f:g}d{f:g}", "a{b:c;d:e;f:g}d{f:g}"),
    ],
)
def test_neighbours(text, expected):
    """Rules side by side become one when no browser can tell."""
    assert less(text) == expected


def test_what_would_change_is_not_minified(monkeypatch):
    """A fault of the minifier costs bytes and a notice, not meaning."""
    monkeypatch.setattr(minify, "_needless", lambda *_: True)
    notices = []
    tree = parsed("a  :hover { b: c }")

    found = joined(minify.minified(tree, "assets/a.css", notices))

    assert found == "a  :hover { b: c }"
    assert [str(notice) for notice in notices] == [
        "assets/a.css: is not minified: its meaning would change"
    ]


def test_ready_files_are_left_alone(bundled):
    """A file called .min.css is bundled, but not minified."""
    files = {"a.min.css": "@import 'b.css' print; a { b : url(c.png) }", "b.css": ".b { }"}

    assert bundled(files, name="a.min.css", minify=True).text == (
        '@media print { .b { } } a { b : url("[c.png]") }'
    )


PARTS = st.sampled_from(
    ["a", ".b", "#c", "{", "}", "x:", "y", ";", "url( i.png )", "@media ", "(", ")", " ", " ",
    "\n", "--c:",
     "/**/", "/*!*/", ",", ">", "+", "~", "*", "[", "]", ":", "::", "!", "'s  t'", "#ffffff",
     "1px", "-1",
     "/", "|", "calc(", "&", "@layer", "%", "'", "\\", "<!--", "var("]
)  # fmt: skip


@given(st.lists(PARTS, max_size=30).map("".join))
@settings(deadline=None, max_examples=500)
def test_meaning_never_changes(text):
    """Before rules are combined, tinycss2 reads the same tokens out of both texts."""
    tree = parsed(text)

    found = joined(list(minify.needed(tree)))

    assert same_meaning(joined(tree.tokens), found)
    assert joined(list(minify.needed(parsed(found)))) == found
