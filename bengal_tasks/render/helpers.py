"""The modules of the site that an extension imports, found in its syntax tree."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path


def helper_modules(code: bytes, root: Path) -> tuple[list[str], dict[str, bytes]]:
    """
    Return names of imported modules that lie below *root*, and their files with bytes.

    Files are relative to *root*. Modules are looked up there alone, because that is where doit has
    them imported from; so none of an installed package is among them. Raises SyntaxError.
    """
    names: list[str] = []
    files: dict[str, bytes] = {}
    waiting = [(code, "")]
    while waiting:
        text, package = waiting.pop()
        for name in _imported(ast.parse(text), package):
            path = _file_of(name, root)
            if not path or path in files:
                continue
            names.append(name)
            files[path] = (root / path).read_bytes()
            inside = name if path.endswith("/__init__.py") else name.rpartition(".")[0]
            waiting.append((files[path], inside))
    return names, dict(sorted(files.items()))


def _imported(tree: ast.AST, package: str) -> Iterator[str]:
    """Yield the modules that a tree may import, packages before what is in them."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield from _with_packages(alias.name)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1]
            start = ".".join(above) if node.level else ""
            module = ".".join(part for part in (start, node.module or "") if part)
            for alias in node.names:
                yield from _with_packages(".".join(p for p in (module, alias.name) if p))


def _with_packages(name: str) -> Iterator[str]:
    parts = name.split(".")
    for count in range(1, len(parts) + 1):
        yield ".".join(parts[:count])


def _file_of(name: str, root: Path) -> str:
    path = name.replace(".", "/")
    found = (f"{path}/__init__.py", f"{path}.py")
    own = name.partition(".")[0] != "bengal_tasks"  # its code is a fact of every task
    return next((file for file in found if own and (root / file).is_file()), "")
