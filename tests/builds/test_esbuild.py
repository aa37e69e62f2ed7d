"""esbuild: a program of the user's that makes scripts; a fake one stands for it."""

from __future__ import annotations

import json
import sys

import pytest

from tests.gallery import gallery


PROGRAM = f"""#!{sys.executable}
import sys
text = sys.stdin.read().replace(": number", "").replace("// alone\\n", "")
print("/*VERSION*/" + text, end="")
"""
"""It takes away types and one comment, and says which version it is."""

TS = {"compile:js/typed.js", "asset:js/typed.js"}
JS = {f"{family}:js/{name}.js" for family in ("compile", "asset") for name in ("app", "b", "alone")}


@pytest.fixture
def typed(tmp_path):
    """Return the gallery with TypeScript and the program, not built."""
    space = gallery(tmp_path / "site")
    space.write("assets/js/typed.ts", 'import { b } from "./b.js";\nconst n: number = b();\n')
    _install(space, "1")
    return space


def _install(space, version):
    space.write("tools/esbuild", PROGRAM.replace("VERSION", version))
    (space.root / "tools/esbuild").chmod(0o755)


def _set(space, *lines):
    space.edit("bengal.toml", "[site]", "\n".join(["[assets]", *lines, "", "[site]"]))


def _text(space, name):
    manifest = json.loads(space.read("public/asset-manifest.json"))["assets"]
    return space.read(f"public/{manifest[name]['output_path']}"), manifest


def test_typescript(typed):
    """TypeScript is published as a script whose imports have their published names."""
    _set(typed, 'esbuild = "tools/esbuild"')
    assert 0 == typed.build().status

    text, manifest = _text(typed, "js/typed.js")
    name = manifest["js/b.js"]["output_path"].rpartition("/")[2]
    assert f'/*1*/import {{ b }} from "./{name}";\nconst n = b();\n' == text
    assert "/*1*/" not in _text(typed, "js/alone.js")[0]
    assert typed.is_clean()


def test_all_scripts(typed):
    """As minifier it makes all scripts, and no stylesheet; without it they are as before."""
    _set(typed, 'esbuild = "tools/esbuild"', 'minifier = "rjsmin"')
    typed.build()
    before = typed.published()
    typed.edit("bengal.toml", '"rjsmin"', '"esbuild"')
    ran = typed.build()

    assert "/*1*/alone();\n" == _text(typed, "js/alone.js")[0]
    assert JS <= ran.ran
    assert not any("css" in task for task in ran.ran)
    assert typed.is_clean()
    typed.edit("bengal.toml", '"esbuild"', '"rjsmin"')
    typed.build()
    assert before == typed.published()


@pytest.mark.parametrize(("minifier", "remade"), [("rjsmin", TS), ("esbuild", TS | JS)])
def test_another_version(typed, minifier, remade):
    """Another program makes the scripts anew that it has made, and nothing else is compiled."""
    _set(typed, 'esbuild = "tools/esbuild"', f'minifier = "{minifier}"')
    typed.build()
    typed.build()
    _install(typed, "2")
    ran = typed.build()

    made = {task for task in ran.ran if task.startswith(("compile:", "asset:"))}
    assert remade == made
    assert ["the program that it runs changed"] == ran.reasons["compile:js/typed.js"]
    assert "/*2*/" in _text(typed, "js/typed.js")[0]
    assert typed.is_clean()


def test_program_on_the_path(typed, tmp_path):
    """A program is found by its name too, and another one that comes before it is another one."""
    for version in ("1", "2"):
        folder = tmp_path / version
        folder.mkdir()
        (folder / "our-esbuild").write_text(PROGRAM.replace("VERSION", version), "utf-8")
        (folder / "our-esbuild").chmod(0o755)
    typed.environ["PATH"] = str(tmp_path / "1")
    _set(typed, 'esbuild = "our-esbuild"')
    typed.build()
    assert "/*1*/" in _text(typed, "js/typed.js")[0]
    while "nothing to do\n" != typed.build().text:
        pass

    typed.environ["PATH"] = f"{tmp_path / '2'}:{tmp_path / '1'}"
    ran = typed.build()

    assert "compile:js/typed.js" in ran.ran
    assert "/*2*/" in _text(typed, "js/typed.js")[0]


def test_same_program(typed):
    """While the program stays as it is there is nothing to do, even with another stamp."""
    _set(typed, 'esbuild = "tools/esbuild"')
    typed.build()
    typed.touch("tools/esbuild")
    ran = typed.build()

    assert frozenset() == ran.ran


def test_no_program(typed):
    """Without the program TypeScript is an error that names it; scripts are published."""
    _set(typed, 'esbuild = "tools/nothing"')
    ran = typed.build()

    assert {"compile:js/typed.js"} == ran.failed.keys()
    assert "esbuild cannot be run" in ran.failed["compile:js/typed.js"]
    assert "alone()" in _text(typed, "js/alone.js")[0]
