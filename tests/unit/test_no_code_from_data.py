"""Nothing that is read back can run code: no pickle, no eval, in any module of the package."""

from __future__ import annotations

import ast
from pathlib import Path

import bengal_tasks


PACKAGE = Path(bengal_tasks.__file__).parent
_MODULES = {"pickle", "marshal", "shelve", "dill", "cloudpickle", "joblib", "jsonpickle", "dbm"}
_CALLS = {"eval", "exec", "compile", "__import__"}
_ALLOWED = {
    "render/extensions.py": {"exec", "compile"},  # code of the site's owner, named in the settings
}


def _used(tree):
    """Return the modules that a tree imports and the built-in functions that it calls."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add((node.module or "").partition(".")[0])
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            names.add(node.func.id)
        elif isinstance(node, ast.Attribute) and node.attr in {"unsafe_load", "full_load"}:
            names.add(node.attr)
    return names


def test_what_is_looked_for():
    """Each way to run code from data is seen."""
    code = "import pickle.x\nfrom marshal import loads\neval('1')\nyaml.unsafe_load('')\n"

    assert {"pickle", "marshal", "eval", "unsafe_load"} == _used(ast.parse(code))


def test_package():
    """No module reads what could run, but the one that loads extensions."""
    banned = _MODULES | _CALLS | {"unsafe_load", "full_load"}
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        used = _used(ast.parse(path.read_text("utf-8"))) & banned
        if used - _ALLOWED.get(name, set()):
            found[name] = used

    assert {} == found
