"""Pages of a Python package, a page for each module, read by griffe without importing it."""

from __future__ import annotations

from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path, PurePosixPath
from typing import Any

from bengal_tasks.autodoc.markdown import module_page
from bengal_tasks.errors import ConfigError, ContentError, Place
from bengal_tasks.tasks.generators import Source, generate


STYLES = ("google", "numpy", "sphinx")
"""How docstrings may be written."""


def python_package(
    folder: str, *, section: str = "api", style: str = "google", private: bool = False
) -> None:
    """
    Declare, in dodo.py, pages for the Python package in *folder*: ``src/tool``.

    Each module becomes a page below *section*: ``api/tool/files.md``, and a package the page of its
    section. Modules whose name begins with ``_`` are left out unless *private*. Docstrings are read
    in the *style* ``google``, ``numpy`` or ``sphinx``.

    Raises ConfigError for another style, and when griffe is not installed
    (``pip install bengal-tasks[autodoc]``).
    """
    if style not in STYLES:
        raise ConfigError(f"python_package: the style {style!r} is none of {', '.join(STYLES)}")
    folder = folder.rstrip("/")
    options = (folder, section.strip("/"), style, private)
    generate(
        f"python-{PurePosixPath(folder).name.lower()}",
        f"{folder}/**/*.py",
        partial(_pages, options),
        version=f"griffe {_griffe_version()} {options}",
    )


def _griffe_version() -> str:
    for name in ("griffelib", "griffe"):
        try:
            return version(name)
        except PackageNotFoundError:
            continue
    raise ConfigError("python_package needs griffe", hint="pip install 'bengal-tasks[autodoc]'")


def _pages(options: tuple[str, str, str, bool], source: Source) -> dict[str, str]:
    """Return the page of the module in *source*, or nothing when it is private."""
    folder, section, style, private = options
    package = PurePosixPath(folder).name
    below = PurePosixPath(source.path).relative_to(folder).with_suffix("")
    is_package = below.name == "__init__"
    parts = [package, *(below.parts[:-1] if is_package else below.parts)]
    if not private and any(part.startswith("_") for part in parts):
        return {}
    module = _module(".".join(parts), source, style)
    # A module that is named as the page of a folder is has a folder of its own.
    last = ["_index"] if is_package else ["index"] if parts[-1] in {"index", "_index"} else []
    path = "/".join((section, *parts, *last))
    return {f"{path.lstrip('/')}.md": module_page(module, private=private)}


def _module(name: str, source: Source, style: str) -> Any:  # noqa: ANN401 (griffe may be absent)
    import griffe  # noqa: PLC0415 (an extra; and it takes 100 ms)

    try:
        return griffe.visit(
            name,
            filepath=Path(source.path),
            code=source.text,
            docstring_parser=griffe.Parser(style),
        )
    except SyntaxError as error:
        place = Place(
            source.path, error.lineno or 0, error.offset or 0, (error.text or "").rstrip()
        )
        raise ContentError(f"no valid Python: {error.msg}", place) from error
