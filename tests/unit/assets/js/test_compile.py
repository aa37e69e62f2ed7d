"""Compile: scripts become code with holes, smaller where that is safe."""

from __future__ import annotations

import base64
import json
import sys

import pytest

from bengal_tasks.assets.fill import fill
from bengal_tasks.assets.js.compile import JsOptions, compile_script
from bengal_tasks.assets.source_map import Segment, SourceMap, source_map
from bengal_tasks.errors import AssetError
from bengal_tasks.model.code import Code, Mapping, Reference
from bengal_tasks.model.trace import Notice


def compiled(text, name="js/app.js", has=(), **options):
    """Return the code of a script in a site that has the assets *has*."""
    return compile_script(
        name, f"assets/{name}", text, JsOptions(**options), lambda asked: asked in has
    )


def shown(code):
    """Return the text of a code with logical names in its holes."""
    return fill(code, lambda reference: f"<{reference.name}>")[0]


def test_references():
    """A script is minified, and what it names is told with the place in the source."""
    code = compiled("// c\nimport  {a}  from './a.js?x' ;\n\n  import('/assets/b.js')\n")

    assert "import{a}from'<js/a.js>?x';import('<b.js>')" == shown(code)
    assert (
        Reference("js/a.js", "./a.js?x", "?x", "assets/js/app.js", 2, 20),
        Reference("b.js", "/assets/b.js", "", "assets/js/app.js", 4, 11, rooted=True),
    ) == code.references
    assert ("assets/js/app.js",) == code.sources
    assert () == code.mappings + code.notices


def test_what_is_no_asset_stays():
    """Bare and remote specifiers, and workers relative to the page, are text."""
    text = "import'three';import('https://x.y/z.js');new Worker('./w.js')"

    assert (text,) == compiled(text).fragments


def test_the_base_path():
    """A URL from the root on may be written with the base path or without."""
    code = compiled("import '/docs/assets/a.js'; import '/assets/b.js'", base_path="/docs")

    assert ["a.js", "b.js"] == [reference.name for reference in code.references]


def test_an_escaped_specifier():
    """A specifier with escapes is read; if it leads nowhere it stays as written."""
    code = compiled("import'\\x2e/a.js'")

    assert "js/a.js" == code.references[0].name
    assert "import'\\x2e/a.js'" == fill(code, lambda _: None)[0]


def test_a_script_that_cannot_be_parsed():
    """What the parser does not understand is published as it is, with a notice and its holes."""
    code = compiled("import './a.js'\nlet = = 1\n")

    assert "import '<js/a.js>'\nlet = = 1\n" == shown(code)
    told = "published without being minified: it cannot be parsed"
    assert (Notice("assets/js/app.js", 2, "asset", told),) == code.notices


def test_not_minified():
    """Without minification only the holes are new."""
    text = "// c\nimport  './a.js' // d\n"

    code = compiled(text, minify=False, source_map=True)

    assert text == fill(code, lambda reference: reference.written)[0]
    assert ["js/a.js"] == [reference.name for reference in code.references]
    assert () == code.mappings


@pytest.mark.parametrize("name", ["js/app.min.js", "app.min.mjs"])
def test_minified_before(name):
    """What was minified before keeps each character, line ends included."""
    text = "/* c */ a\r\n\r\nimport  './a.js'\r\n"

    code = compiled(text, name)

    assert text == fill(code, lambda _: None)[0]
    assert 1 == len(code.references)


def test_line_ends():
    """A checkout with other line ends gives the same code."""
    text = "a = `x\ny`\nb = '\\\n'\n// c\nimport './a.js'"

    for minify in (True, False):
        assert compiled(text, minify=minify) == compiled(text.replace("\n", "\r\n"), minify=minify)


MAP = "//# sourceMappingURL="
INLINE = "data:application/json;base64,"


@pytest.mark.parametrize(
    ("url", "left"),
    [
        ("app.min.js.map", f"\n{MAP}<js/app.min.js.map>"),
        ("../maps/x.map?v=1", f"\n{MAP}<maps/x.map>?v=1"),
        ("none.map", "\n"),
        ("../../x.map", "\n"),
        ("data:application/json;base64,e30=", f"\n{MAP}data:application/json;base64,e30="),
        ("https://x.y/z.map", f"\n{MAP}https://x.y/z.map"),
    ],
)
def test_the_map_of_a_vendor(url, left):
    """The comment names the published map, or goes if there is none."""
    has = {"js/app.min.js.map", "maps/x.map"}

    assert f"import'<js/a.js>'{left}" == shown(
        compiled(f"import'./a.js'\n{MAP}{url}", "js/app.min.js", has)
    )


def test_the_map_of_a_source():
    """The map of a script that is minified does not fit any more; its comment goes."""
    assert ("a",) == compiled(f"a\n{MAP}app.js.map", has={"js/app.js.map"}).fragments


def test_mappings():
    """The source map of a minified script leads each word to its place, behind holes too."""
    text = "// c\nimport  {a}  from './a.js';\n\nlet  é = a( '😀' ,  b )\n"
    code = compiled(text, source_map=True)

    published, mappings = fill(code, lambda _: "./a.12345678.js")

    found = source_map(published, mappings, code.sources, [text], script=True)
    ours, lines = published.encode("utf-16-le"), text.split("\n")
    words = []
    for segment in found.segments:
        assert 0 == segment.line
        theirs = lines[segment.source_line].encode("utf-16-le")[segment.source_column * 2 :]
        words.append(ours[segment.column * 2 :][:2].decode("utf-16-le"))
        assert theirs[:2].decode("utf-16-le") == words[-1]
    assert ["i", "a", "f", "'", "l", "é", "a", "'", "b"] == words


def test_typescript_without_esbuild():
    """A browser reads no TypeScript, and the message says what helps."""
    with pytest.raises(AssetError) as caught:
        compiled("let a: number", "js/app.ts")

    assert "assets/js/app.ts: a browser cannot read .ts files" in str(caught.value)
    assert "[assets] esbuild" in caught.value.hint


@pytest.fixture
def esbuild(tmp_path):
    """Return what writes a program that puts out one text, whatever it is given."""

    def write(text, found=None):
        if found:
            data = base64.b64encode(found.to_text().encode()).decode()
            text += f"{MAP}{INLINE}{data}\n"
        path = tmp_path / "esbuild"
        code = f"import sys\nsys.stdin.read()\nsys.stdout.buffer.write({text.encode()!r})"
        path.write_text(f"#!{sys.executable}\n{code}", "utf-8")
        path.chmod(0o755)
        return str(path)

    return write


def test_esbuild(esbuild):
    """What esbuild gives gets its holes, with places and mappings in the source."""
    segments = (Segment(0, 0, 0, 1, 6), Segment(0, 6, 0, 1, 13))
    binary = esbuild('import"./a.js";\n', SourceMap(("<stdin>",), (None,), segments))
    text = "let x: X;\n'😀'; import './a.js'"

    code = compiled(text, "js/app.ts", {"js/a.ts"}, esbuild=binary, source_map=True)

    reference = Reference("js/a.ts", "./a.js", "", "assets/js/app.ts", 2, 14)
    assert ('import"', reference, '";\n') == code.fragments
    assert (Mapping(0, 0, 1, 5), Mapping(6, 0, 1, 12)) == code.mappings
    assert () == compiled(text, "js/app.ts", esbuild=binary).mappings


@pytest.mark.parametrize("url", ["", f"{MAP}{INLINE}e30=\n", f"{MAP}{INLINE}?\n"])
def test_esbuild_without_a_map(esbuild, url):
    """If the program gives no map that can be read, places are not known; nothing fails."""
    code = compiled("a", esbuild=esbuild(f"import'./a.js'\n{url}"), source_map=True)

    assert (0, 0) == (code.references[0].line, code.references[0].column)
    assert () == code.mappings


def test_when_esbuild_is_asked():
    """A script that is not minified needs no program, a minified one does."""
    assert ("a",) == compiled("a", minify=False, esbuild="/nowhere").fragments
    assert ("a",) == compiled("a", "a.min.js", esbuild="/nowhere").fragments
    with pytest.raises(AssetError, match="cannot be run"):
        compiled("a", esbuild="/nowhere")


def test_json():
    """A code is kept as JSON, and comes back."""
    code = compiled("import './a.js'; x", source_map=True)

    assert code == Code.from_json(json.loads(json.dumps(code.to_json())))
