"""esbuild: a program beside us, and what it may do wrong."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bengal_tasks.assets.js.esbuild import Job, run_esbuild
from bengal_tasks.errors import AssetError


@pytest.fixture
def program(tmp_path):
    """Return what writes a program in Python and tells its path."""

    def write(code):
        path = Path(tmp_path / "esbuild")
        path.write_text(f"#!{sys.executable}\nimport sys\n{code}", "utf-8")
        path.chmod(0o755)
        return str(path)

    return write


def test_run(program):
    """The script goes in, what comes out is returned; options say what is to be done."""
    binary = program(
        "text = sys.stdin.buffer.read().decode()\n"
        "sys.stdout.buffer.write((text.upper() + ' '.join(sys.argv[1:])).encode())"
    )

    minified = run_esbuild(binary, Job("a.ts", "é;", "ts"))
    plain = run_esbuild(binary, Job("a.js", "é;", minify=False))

    assert minified.startswith("É;--loader=ts ")
    assert minified.endswith(" --minify")
    assert plain.startswith("É;--loader=js ")
    assert "--minify" not in plain


def test_a_fault_of_the_script(program):
    """What esbuild says about a line is told at that line, with a column in characters."""
    binary = program(
        'sys.stderr.buffer.write("""✘ [ERROR] Expected ";" but found "x"\n\n'
        "    <stdin>:2:14:\n      2 │ let é = 1 x;\n        ╵           ^\n"
        '""".encode())\nsys.exit(1)'
    )

    with pytest.raises(AssetError) as caught:
        run_esbuild(binary, Job("js/a.js", 'let a;\nlet é = "ü" x;'))

    assert (
        'js/a.js:2:13: esbuild: Expected ";" but found "x"\n 2 | let é = "ü" x;\n   |             ^'
    ) == str(caught.value)


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("sys.stderr.write('✘ [ERROR] no')\nsys.exit(1)", "js/a.js: esbuild: no"),
        (
            "sys.stderr.write('bad flag')\nsys.exit(3)",
            "js/a.js: esbuild failed with status 3\n\nhint: bad flag",
        ),
        ("import time; time.sleep(60)", "js/a.js: esbuild did not end within 0.5 seconds"),
    ],
)
def test_other_faults(program, code, told, monkeypatch):
    """Whatever goes wrong is told with the path of the script."""
    monkeypatch.setenv("PYTHONIOENCODING", "utf-8")

    with pytest.raises(AssetError) as caught:
        run_esbuild(program(code), Job("js/a.js", "a"), seconds=0.5)

    assert told == str(caught.value)


@pytest.mark.parametrize("name", ["nowhere/esbuild", "file", "folder"])
def test_no_such_program(tmp_path, name):
    """A program that is not there or cannot be run is told with a hint."""
    (tmp_path / "file").write_text("", "utf-8")
    (tmp_path / "folder").mkdir()

    with pytest.raises(AssetError, match="esbuild cannot be run") as caught:
        run_esbuild(str(tmp_path / name), Job("js/a.js", "a"))

    assert "[assets] esbuild" in caught.value.hint
