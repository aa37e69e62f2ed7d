"""Find the sources of a generator: files by patterns, and the folders that were looked into."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path


_WILD = re.compile(r"[*?]")


def base_of(pattern: str) -> str:
    """
    Return the folder that a pattern begins with, before its first wildcard.

    >>> base_of("src/pkg/**/*.py"), base_of("src/a.py"), base_of("*.py")
    ('src/pkg', 'src', '')
    """
    parts = pattern.split("/")
    first = next((n for n, part in enumerate(parts) if _WILD.search(part)), len(parts) - 1)
    return "/".join(parts[:first])


def matching(root: Path, patterns: Iterable[str]) -> list[str]:
    """Return the files that match any of the patterns, relative to *root*, sorted."""
    found: set[str] = set()
    for pattern in patterns:
        wanted = re.compile(_expression(pattern))
        for folder in folders_of(root, [pattern]):
            with os.scandir(root / folder) as entries:
                names = [e.name for e in entries if e.is_file() and not e.name.startswith(".")]
            found.update(path for n in names if wanted.fullmatch(path := f"{folder}/{n}"))
    return sorted(found)


def folders_of(root: Path, patterns: Iterable[str]) -> list[str]:
    """Return the folders that `matching` looks into; hidden ones and compiled code are left out."""
    found: set[str] = set()
    for pattern in patterns:
        for place, names, _ in os.walk(root / base_of(pattern)):
            names[:] = [n for n in names if n != "__pycache__" and not n.startswith(".")]
            found.add(os.path.relpath(place, root).replace(os.sep, "/"))
    return sorted(found)


def _expression(pattern: str) -> str:
    """Return the regular expression of a pattern: ``**`` is any number of folders."""
    *above, last = pattern.split("/")
    folders = ["(?:[^/]+/)*" if part == "**" else f"{_part(part)}/" for part in above]
    return "".join(folders) + ("(?:[^/]+/)*[^/]+" if last == "**" else _part(last))


def _part(part: str) -> str:
    signs = {"*": "[^/]*", "?": "[^/]"}
    return "".join(signs.get(sign, re.escape(sign)) for sign in part)
