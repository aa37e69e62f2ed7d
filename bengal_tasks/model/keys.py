"""
Keys: the one place that spells page keys, task names, artefact paths and dependencies.

See «Keys» in docs/architecture.md.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import PurePosixPath


STATE_DIR = ".bengal"
GENERATED = ".bengal/generated"
"""Where the Markdown lies that generators make; its files are sources like others."""

CACHE = ".bengal/cache.json.zst"
CONFIG = ".bengal/config.json.zst"
DATA = ".bengal/data.json.zst"
METADATA = ".bengal/page_metadata.json.zst"
TAXONOMY = ".bengal/taxonomy_index.json.zst"
SECTIONS = ".bengal/sections.json.zst"
MENUS = ".bengal/menus.json.zst"
URLS = ".bengal/urls.json.zst"
MANIFEST = ".bengal/asset_manifest.json.zst"
ASSET_DEPS = ".bengal/asset_deps.json.zst"
GRAPH = ".bengal/graph.json.zst"

FRONT_MATTER = "#front_matter"
"""The entry of a Markdown source that stands for its front matter as a value."""

NAMES = "#names"
"""The entry of an extension that stands for the names of its functions."""

ENVIRONMENT = "env:"
"""What a dependency on an environment variable starts with: ``env:CI``."""

PACKAGED = "@"
"""What a path starts with that lies in the themes the package carries: ``@default/theme.toml``."""

_ARTEFACT_END = ".json.zst#"


def page_key(path: str) -> str:
    """
    Return the key of the page in the content file *path*, relative to the content folder.

    >>> [page_key(p) for p in ("blog/a.md", "docs/x/index.md", "blog/_index.md")]
    ['blog/a', 'docs/x', 'blog/_index']
    """
    pure = PurePosixPath(path)
    if pure.stem == "index" and pure.parent != PurePosixPath():
        return str(pure.parent)
    return str(pure.with_suffix(""))


def task_name(family: str, key: str) -> str:
    """Return the doit name of a task; what doit reads as its own signs is percent-encoded."""
    escaped = key.replace("%", "%25").replace("=", "%3D").replace("*", "%2A")
    return f"{family}:{escaped}"


def family_of(name: str) -> str:
    """Return the family of a task by its doit name."""
    return name.partition(":")[0]


def _file(key: str) -> str:
    return key.replace("%", "%25").replace("#", "%23")


def parsed_path(key: str) -> str:
    """Return the artefact of the parsed body of page *key*."""
    return f"{STATE_DIR}/parsed/{_file(key)}.json.zst"


def template_path(name: str) -> str:
    """Return the artefact of the template *name*."""
    return f"{STATE_DIR}/templates/{_file(name)}.json.zst"


def asset_path(name: str) -> str:
    """Return the entry file of the asset *name* (its logical name, such as ``css/site.css``)."""
    return f"{STATE_DIR}/assets/{_file(name)}.json.zst"


def index_path(name: str) -> str:
    """Return the artefact of the query index *name*."""
    return f"{STATE_DIR}/indexes/{_file(name)}.json.zst"


def entry(path: str, name: str) -> str:
    """Spell the dependency on one entry of the artefact *path*."""
    return f"{path}#{name}"


def is_generated(path: str) -> bool:
    """Tell whether a path is of a source that a generator has made."""
    return path.startswith(f"{GENERATED}/")


def is_file(dependency: str) -> bool:
    """Tell whether a dependency is a whole file, of the site or of a packaged theme."""
    path, entry = split_dependency(dependency)
    return not entry and not path.startswith(ENVIRONMENT)


@lru_cache(maxsize=65536)
def split_dependency(dependency: str) -> tuple[str, str]:
    """
    Return the path and the entry of a dependency; the entry is "" for a whole file.

    >>> split_dependency(".bengal/config.json.zst#site.title")
    ('.bengal/config.json.zst', 'site.title')
    >>> split_dependency("content/c#.md")
    ('content/c#.md', '')
    """
    if dependency.startswith(STATE_DIR) and not is_generated(dependency):
        path, mark, name = dependency.partition(_ARTEFACT_END)
        return (path + _ARTEFACT_END[:-1], name) if mark else (dependency, "")
    for mark in (FRONT_MATTER, NAMES):
        if dependency.endswith(mark):
            return dependency.removesuffix(mark), mark[1:]
    return dependency, ""
