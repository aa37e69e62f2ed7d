"""Bundles: what is imported takes the place of its `@import`, and the cascade stays."""

from __future__ import annotations

import re

import pytest
import tinycss2
from hypothesis import given, settings
from hypothesis import strategies as st

from bengal_tasks.assets.css.bundle import bundle
from bengal_tasks.assets.css.lexer import joined
from bengal_tasks.assets.css.reading import CssOptions, Stylesheet
from bengal_tasks.assets.css.tree import parsed
from bengal_tasks.errors import AssetError


def test_imports_are_depth_first(bundled):
    """What is imported stands where its import stood, and so do the imports in it."""
    files = {
        "css/site.css": '@import "a.css";\n@import url(b.css);\n.s{}',
        "css/a.css": "@import '../lib/c.css';\n.a{}",
        "css/b.css": ".b{}",
        "lib/c.css": ".c{}",
    }

    found = bundled(files)

    assert found.text == ".c{} .a{} .b{} .s{}"
    assert found.code.sources[0] == "assets/css/site.css"
    assert set(found.code.sources) == {f"assets/{name}" for name in files}


def test_a_file_imported_twice_counts_twice(bundled):
    """The last of two equal imports decides, as in a browser."""
    files = {"css/site.css": "@import 'a.css'; @import 'b.css'; @import 'a.css';"}

    found = bundled(files | {"css/a.css": ".a{}", "css/b.css": ".b{}"})

    assert found.text == ".a{} .b{} .a{}"


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ("screen", "@media screen { .a{} }"),
        ("layer", "@layer { .a{} }"),
        ("layer(x.y)", "@layer x.y { .a{} }"),
        ("supports(display: grid)", "@supports (display: grid) { .a{} }"),
        ("supports((a: b) or (c: d))", "@supports (a: b) or (c: d) { .a{} }"),
        ("supports(selector(&))", "@supports selector(&) { .a{} }"),
        ("scope(.x)", "@scope (.x) { .a{} }"),
        ("scope((.x) to (.y))", "@scope (.x) to (.y) { .a{} }"),
        (
            "layer(x) scope(.y) supports(a:b) print",
            "@media print { @supports (a:b) { @layer x { @scope (.y) { .a{} } } } }",
        ),
        ("supports(a:b) layer(x)", "@media layer(x) { @supports (a:b) { .a{} } }"),
        ("layer() print", "@media layer() print { .a{} }"),
        ("LAYER(x)", "@layer x { .a{} }"),
    ],
)
def test_conditions_become_blocks(bundled, conditions, expected):
    """Scope is wrapped in layer, layer in supports, supports in media; what is unknown is media."""
    files = {"css/site.css": f"@import 'a.css' {conditions};", "css/a.css": ".a{}"}

    assert bundled(files).text == expected


def test_conditions_nest(bundled):
    """The conditions of an import hold for what is imported by what it imports."""
    files = {
        "css/site.css": "@import 'a.css' screen;",
        "css/a.css": "@import 'b.css' layer(x); .a{}",
        "css/b.css": ".b{}",
    }

    assert bundled(files).text == "@media screen { @layer x { .b{} } .a{} }"


def test_a_cycle_is_left_out(bundled):
    """A file that imports itself is there once; of the import that is left out its layer stays."""
    files = {
        "css/site.css": "@import 'a.css'; .s{}",
        "css/a.css": "@import 'site.css'; @import 'a.css' layer(x) print; .a{}",
    }

    assert bundled(files).text == "@media print { @layer x; } .a{} .s{}"


@pytest.mark.parametrize(
    "before",
    [".r{}", "@font-face{}", "@layer x{}", "@namespace url(x);", "foo;{}", "@media print{}"],
)
def test_the_first_rule_ends_the_imports(bundled, before):
    """An import after a rule is none; it stays as it is written."""
    files = {"css/site.css": f"{before} @import 'a.css';", "css/a.css": ".a{}"}

    assert bundled(files).text == f"{before} @import 'a.css';"


@pytest.mark.parametrize("before", ["@layer x;", "/* c */", "@new y;", "@new {}", "@ {}", "<!--"])
def test_what_is_no_rule_does_not_end_them(bundled, before):
    """Layer statements may stand before imports, and what no browser knows counts for nothing."""
    files = {"css/site.css": f"{before} @import 'a.css';", "css/a.css": ".a{}"}

    assert bundled(files).text == f"{before} .a{{}}"


def test_a_layer_between_imports_ends_them(bundled):
    """After a first import a layer statement is a rule like others."""
    files = {"css/site.css": "@import 'a.css'; @layer x; @import 'a.css';", "css/a.css": ".a{}"}

    assert bundled(files).text == ".a{} @layer x; @import 'a.css';"


@pytest.mark.parametrize(
    "statement",
    ["@import;", "@import layer(x) 'a.css';", "@import url('a.css' mod);", "@import 'a.css' {}"],
)
def test_what_is_no_import_stays(bundled, statement):
    """A statement that no browser follows is kept to the letter."""
    files = {"css/site.css": f"{statement} .s{{}}", "css/a.css": ".a{}"}

    assert bundled(files).text == f"{statement} .s{{}}"


def test_external_imports_stay_on_top(bundled):
    """An import that leads out of the site stays one, and what follows it is bundled."""
    files = {
        "css/site.css": "@import 'https://x.org/f.css' screen; @import '//x.org/g.css';"
        "@import 'data:text/css,b{}'; @import 'a.css'; .s{}",
        "css/a.css": ".a{}",
    }

    assert bundled(files).text == (
        "@import 'https://x.org/f.css' screen; @import '//x.org/g.css';"
        "@import 'data:text/css,b{}'; .a{} .s{}"
    )


def test_an_import_before_an_external_one_stays(bundled):
    """It leads to the published file of that stylesheet: nothing else keeps the order."""
    files = {
        "css/site.css": "@import 'a.css' print; @import 'https://x.org/f.css'; @import 'b.css';",
        "css/a.css": ".a{}",
        "css/b.css": ".b{}",
    }

    found = bundled(files)

    assert found.text == "@import \"[css/a.css]\" print; @import 'https://x.org/f.css'; .b{}"
    assert found.code.sources == ("assets/css/site.css", "assets/css/b.css")


def test_an_external_import_of_an_import_comes_up(bundled):
    """Without conditions on the way it stands on top of the bundle; with them it does not."""
    files = {
        "css/site.css": "@import 'a.css'; .s{}",
        "css/a.css": "@import 'https://x.org/f.css'; .a{}",
    }
    under = files | {"css/site.css": "@import 'a.css' print; .s{}"}

    assert bundled(files).text == "@import 'https://x.org/f.css'; .a{} .s{}"
    assert bundled(under).text == '@import "[css/a.css]" print; .s{}'


def test_layers_of_an_import_never_come_between_imports(bundled):
    """A file that begins with layers stays an import when one stands before it."""
    files = {
        "css/site.css": "@import 'https://x.org/e.css'; @import 'a.css'; .s{}",
        "css/a.css": "@layer x; @import 'https://x.org/f.css'; .a{}",
    }

    assert bundled(files).text == "@import 'https://x.org/e.css'; @import \"[css/a.css]\"; .s{}"


def test_namespaces_hold_for_one_file(bundled):
    """A file with a namespace is not mixed with others."""
    importing = {"css/site.css": "@import 'a.css'; @namespace url(n); s{}", "css/a.css": "a{}"}
    imported = {"css/site.css": "@import 'a.css'; s{}", "css/a.css": "@namespace url(n); a{}"}

    assert bundled(importing).text == '@import "[css/a.css]"; @namespace url(n); s{}'
    assert bundled(imported).text == '@import "[css/a.css]"; s{}'


def test_charset_and_bom_go(bundled):
    """The bundle is UTF-8, whatever its parts say of themselves."""
    files = {
        "css/site.css": '\ufeff@charset "utf-8";\n@import "a.css";\n.s{}',
        "css/a.css": "@charset 'latin-1'; .a{}",
    }

    assert bundled(files).text == ".a{} .s{}"


def test_an_absent_import_is_told(bundled):
    """It stays as it is written; the notice says where it stands and what may be meant."""
    files = {
        "css/site.css": "/* c */\n@import 'vars';\n@import 'css/a.css';\n@import 'A.css';\n.s{}",
        "css/vars.css": "",
        "css/a.css": "",
    }

    found = bundled(files)

    assert found.text == "/* c */ @import 'vars'; @import 'css/a.css'; @import 'A.css'; .s{}"
    assert found.messages == [
        "assets/css/site.css:2: there is no stylesheet css/vars; did you mean css/vars.css?",
        "assets/css/site.css:3: there is no stylesheet css/css/a.css; did you mean css/a.css?",
        "assets/css/site.css:4: there is no stylesheet css/A.css; did you mean css/a.css?",
    ]


def test_an_absent_entry_is_an_error(bundled):
    """Somebody asked for it by name."""
    with pytest.raises(AssetError, match=r"there is no stylesheet css/x\.css"):
        bundled({}, name="css/x.css")


def test_an_open_file_does_not_swallow_the_next(bundled):
    """What a file leaves open is closed as a browser closes it, with a notice."""
    files = {
        "css/site.css": "@import 'a.css'; @import 'b.css'; @import 'c.css'; .s{}",
        "css/a.css": ".a{x:(y",
        "css/b.css": ".b",
        "css/c.css": ".c{} /* c",
    }

    found = bundled(files)

    assert found.text == ".a{x:(y)} .b{} .c{} /* c*/ .s{}"
    assert found.messages == [
        "assets/css/a.css:1: { is never closed",
        "assets/css/a.css:1: ( is never closed",
        "assets/css/c.css:1: the file ends within this",
    ]


def test_a_stray_bracket_does_not_end_a_condition(bundled):
    """A bracket that closes nothing voids its rule, and no more, in a block too."""
    files = {"css/site.css": "@import 'a.css' print;", "css/a.css": "<!-- } .v{} --> .a{x:y}"}

    found = bundled(files)

    assert found.text == "@media print { ] .v{} .a{x:y} }"
    assert found.messages == ["assets/css/a.css:1: unmatched }"]


def test_imports_too_deep_are_an_error():
    """A long chain of imports is refused with the place where it became too deep."""

    def read(name: str) -> Stylesheet:
        return Stylesheet(f"assets/{name}", f"@import '{int(name) + 1}';")

    def read_some(name: str) -> Stylesheet | None:
        return read(name) if int(name) < 200 else None

    with pytest.raises(AssetError, match="assets/100: imports are more than 100 deep"):
        bundle("0", read_some, CssOptions())
    with pytest.raises(AssetError, match="more than 2,000 stylesheets"):
        bundle("0", read, CssOptions())


def test_imports_that_double_are_an_error(monkeypatch):
    """Files that import the next one twice would fill the memory."""
    monkeypatch.setattr("bengal_tasks.assets.css.bundle.MAX_TOKENS", 10_000)

    def read(name: str) -> Stylesheet:
        return Stylesheet(f"assets/{name}", f"@import '{int(name) + 1}';" * 2 * (int(name) < 40))

    with pytest.raises(AssetError, match="grow without end"):
        bundle("0", read, CssOptions())


@pytest.mark.parametrize("minify", [False, True])
@pytest.mark.parametrize(
    "unit", ["{", "(", "a{", "@media x{", "[", "f(", "}", '"', "/*", "\\", "\0"]
)
def test_deep_nesting_is_no_recursion(bundled, unit, minify):
    """Thirty thousand brackets cost memory and time, but never the stack."""
    assert bundled(unit * 30_000, minify=minify).raw


PARTS = st.sampled_from(
    ["a", ".b", "{", "}", "x:y", ";", "url(i.png)", "url('/j')", "@media ", "(", ")", "'", "/*",
    "*/",
     " ", "\n", "--c:", "@import 'z.css'", "#fff", ",", "\\", "<!--", "!important", "@layer q",
     "url("]
)  # fmt: skip

OPEN = ("'", "\\", "@import 'z.css'")


@given(st.lists(PARTS.filter(lambda part: part not in OPEN), max_size=25).map("".join))
@settings(deadline=None, max_examples=300)
def test_alone_a_file_changes_in_nothing_but_urls(text):
    """A file without imports is published as it is, with holes where its URLs were."""
    closed = joined(parsed(text).tokens)

    code = bundle("s.css", lambda name: Stylesheet(name, closed), CssOptions())

    parts = [part if isinstance(part, str) else part.written for part in code.fragments]
    restored = re.sub(r'url\("([^"]*)"\)', r"url(\1)", "".join(parts))
    written, restored = (
        re.sub(r"url\(\s*([^)]*?)\s*\)", r"url(\1)", each) for each in (closed, restored)
    )
    assert restored in (written, written + "{}", written + ";")


@given(
    st.lists(PARTS, max_size=25).map("".join),
    st.lists(PARTS, max_size=25).map("".join),
    st.booleans(),
)
@settings(deadline=None, max_examples=300)
def test_a_bundle_has_no_faults_of_its_own(first, second, minify):
    """What tinycss2 finds wrong in a bundle, it finds in the sources."""
    files = {"s.css": "@import 'a.css' print;" + first, "a.css": second}

    code = bundle(
        "s.css",
        lambda name: Stylesheet(name, files[name]) if name in files else None,
        CssOptions(minify=minify),
    )

    text = "".join(part if isinstance(part, str) else part.name for part in code.fragments)
    assert _errors(text) <= _errors(first) + _errors(second)


def _errors(text: str) -> int:
    nodes, errors = list(tinycss2.parse_component_value_list(text)), 0
    while nodes:
        node = nodes.pop()
        errors += node.type == "error"
        inside = node.arguments if node.type == "function" else getattr(node, "content", [])
        nodes += inside
    return errors
