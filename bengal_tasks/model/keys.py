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
BASE_PATH = "base_path"
"""The entry of the config with the path of the base URL, "" or ``/docs``: most need no more."""

DATA = ".bengal/data.json.zst"
METADATA = ".bengal/page_metadata.json.zst"
TAXONOMY = ".bengal/taxonomy_index.json.zst"
SECTIONS = ".bengal/sections.json.zst"
MENUS = ".bengal/menus.json.zst"
URLS = ".bengal/urls.json.zst"
MANIFEST = ".bengal/asset_manifest.json.zst"
ASSET_DEPS = ".bengal/asset_deps.json.zst"
GRAPH = ".bengal/graph.json.zst"
HEALTH = ".bengal/health.json.zst"
WORDS = ".bengal/words.json.zst"
ASSET_ENTRIES = ".bengal/assets/"
"""The folder of the entry files of assets."""

COMPILED = ".bengal/compiled/"
"""The folder of stylesheets and scripts as they are compiled."""

VARIANTS = ".bengal/variants/"
"""The folder of the entry files of images made smaller."""

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


def _key(file: str) -> str:
    return file.removesuffix(_ARTEFACT_END[:-1]).replace("%23", "#").replace("%25", "%")


def parsed_path(key: str) -> str:
    """Return the artefact of the parsed body of page *key*."""
    return f"{STATE_DIR}/parsed/{_file(key)}.json.zst"


def template_path(name: str) -> str:
    """Return the artefact of the template *name*."""
    return f"{STATE_DIR}/templates/{_file(name)}.json.zst"


def asset_path(name: str) -> str:
    """Return the entry file of the asset *name* (its logical name, such as ``css/site.css``)."""
    return f"{ASSET_ENTRIES}{_file(name)}.json.zst"


def asset_of(path: str) -> str:
    """
    Return the logical name of an asset by its entry file or its compiled form.

    >>> asset_of(asset_path("img/100%#1.png"))
    'img/100%#1.png'
    """
    return _key(path.removeprefix(ASSET_ENTRIES).removeprefix(COMPILED))


def compiled_path(name: str) -> str:
    """Return the artefact of the stylesheet or script *name* as `compile` leaves it."""
    return f"{COMPILED}{_file(name)}.json.zst"


def picture_path(path: str) -> str:
    """Return the entry file of the image *path*, a site path beside the Markdown."""
    return f"{STATE_DIR}/pictures/{_file(path)}.json.zst"


def variant_path(image: str, width: int, form: str) -> str:
    """
    Return the entry file of *image* (a site path, or ``assets/`` and a logical name) made smaller.

    >>> variant_path("assets/img/a.png", 480, "webp")
    '.bengal/variants/assets/img/a.png@480w.webp.json.zst'
    """
    return f"{VARIANTS}{_file(image)}@{width}w.{form}.json.zst"


def split_variant(path: str) -> tuple[str, int, str]:
    """
    Return image, width and format of a variant's entry file; the reverse of `variant_path`.

    The width is 0 for a path that `variant_path` does not give.

    >>> split_variant(variant_path("content/a@2w.png", 480, "webp"))
    ('content/a@2w.png', 480, 'webp')
    """
    image, _, rest = _key(path.removeprefix(VARIANTS)).rpartition("@")
    width, _, form = rest.partition("w.")
    return image, int(width) if width.isdecimal() else 0, form


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
