"""Imports: found by a parser, so in text, comments and look-alikes nothing is found."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bengal_tasks.assets.js.imports import scan


def found(text):
    """Return kind, specifier and spanned text of each import."""
    return [(i.kind, i.specifier, text[i.start : i.end]) for i in scan(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("import './a.js'", ("static", "./a.js", "'./a.js'")),
        ('import a, {b as c} from "b";', ("static", "b", '"b"')),
        ("import * as x from './a.js' with {type: 'json'}", ("static", "./a.js", "'./a.js'")),
        ("export * from './a.js'", ("static", "./a.js", "'./a.js'")),
        ("export {a as 'from \"x\"'} from './a.js'", ("static", "./a.js", "'./a.js'")),
        ("import source m from './m.wasm'", ("static", "./m.wasm", "'./m.wasm'")),
        ("import('./a.js')", ("dynamic", "./a.js", "'./a.js'")),
        ("import(/* webpack */ `./a.js` // c\n)", ("dynamic", "./a.js", "`./a.js`")),
        ("import(a + './b.js', {with: {}})", ("dynamic", None, "a + './b.js'")),
        ("import(`./${a}.js`)", ("dynamic", None, "`./${a}.js`")),
        ("import(('./a.js'))", ("dynamic", None, "('./a.js')")),
        ("import.defer('./a.js')", ("dynamic", "./a.js", "'./a.js'")),
        ("new SharedWorker('/assets/w.js')", ("worker", "/assets/w.js", "'/assets/w.js'")),
        ("navigator.serviceWorker.register('/sw.js')", ("service", "/sw.js", "'/sw.js'")),
        ("import '\\x2e/\\u0061\\u{1F600}\\\n.js'", ("static", "./a😀.js", None)),
        ("import '\\ud83d\\ude00'", ("static", "😀", None)),
        ("import '\\101'", ("static", None, None)),
        ("import '\\u{110000}'", ("static", None, None)),
        ("'é😀'; import './a.js'", ("static", "./a.js", "'./a.js'")),
        ("#!/bin/node\nimport './a.js'", ("static", "./a.js", "'./a.js'")),
        ("\ufeffimport './a.js'", ("static", "./a.js", "'./a.js'")),
        ("let s = '\ud800'; import './a.js'", ("static", "./a.js", "'./a.js'")),
        ("let = 1 +; import './a.js'", ("static", "./a.js", "'./a.js'")),
    ],
)
def test_one_import(text, expected):
    """Each way to load something is found, with its value and the place where it is written."""
    ((kind, specifier, spanned),) = found(text)

    assert expected[:2] == (kind, specifier)
    assert expected[2] in {None, spanned}


def test_urls_relative_to_the_module():
    """What `import.meta` is the base of is found together with `import.meta` itself."""
    text = (
        "new URL('x.png', import.meta.url);"
        "new Worker(new URL(`./w.js`, import /* c */ .meta.url), {type: 'module'});"
        "import.meta.resolve('./r.js'); importScripts('a.js', b, 'c.js')"
    )

    assert [
        ("url", "x.png"),
        ("url", "./w.js"),
        ("resolve", "./r.js"),
        ("scripts", "a.js"),
        ("scripts", "c.js"),
    ] == [row[:2] for row in found(text) if row[0] != "meta"]
    assert 3 == sum(row[0] == "meta" for row in found(text))


@pytest.mark.parametrize(
    "text",
    [
        "// import './a.js'",
        "/* import('./a.js') */",
        "'import \"./a.js\"'",
        "`import('./a.js')`",
        "/import('.\\/a.js')/",
        "a.import('./a.js')",
        "a?.import('./a.js')",
        "({import('x') {}})",
        "x = {from: './a.js'}",
        "from './a.js'",
        "new URL('./x.png', base)",
        "new URL('./x.png', import.meta.url.y)",
        "new URL('./x.png')",
        "URL('./x.png', a.meta.url)",
        "Worker('./w.js')",
        "register('/sw.js')",
        "resolve('./x')",
        "importScripts(a)",
    ],
)
def test_look_alikes(text):
    """What only looks like an import is none."""
    assert [] == [row for row in found(text) if row[0] != "meta" and row[1] is not None]


def test_the_bracket_of_a_call():
    """A dynamic import tells where its bracket opens, a static one has none."""
    static, dynamic, meta = scan("import 'a'; import ('b'); import.meta")

    assert (-1, False) == (static.call, static.dynamic)
    assert (19, True) == (dynamic.call, dynamic.dynamic)
    assert (26, 37) == (meta.start, meta.end)


@pytest.mark.parametrize(
    "text",
    [
        "(" * 50_000,
        "import(" * 20_000,
        "`${" * 20_000,
        "new URL('x'," * 10_000,
        "importScripts(" * 5_000 + "'a'" + ")" * 5_000,
        "{" * 50_000 + "\0" + "}" * 50_000,
    ],
)
def test_deep_nesting(text):
    """Nesting of any depth costs neither the stack nor much time."""
    begin = time.process_time()

    scan(text)

    assert time.process_time() - begin < 5


@given(st.text(alphabet=" \n\r\0'\"`$(){}./\\*ai\u2028é😀\ud800", max_size=40))
def test_any_text(text):
    """Any text is scanned, and what is found lies in it."""
    code = f"import{text}import('./x')"

    for one in scan(code):
        assert 0 <= one.start <= one.end <= len(code)
