"""The command new: a site that builds at once, written from a starter of the package."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

from bengal_tasks.errors import Place, SiteError
from bengal_tasks.store.files import write_file


STARTERS = {
    "docs": "a manual: a guide and a reference, each a section",
    "blog": "posts with dates, tags and a feed",
    "minimal": "two pages, to begin from little",
}
"""What a site can start from, and what it is."""

DEFAULT_STARTER = "docs"

_FOLDER = Path(__file__).resolve().parent.parent / "starters"
_COMMON = "common"
_RENAMED = {"gitignore": ".gitignore"}
"""Files whose own names would mean something in this repository."""

_DESCRIPTIONS = {
    "docs": "How it works, and how to use it.",
    "blog": "Notes, the newest first.",
    "minimal": "A small site.",
}


def make_site(folder: Path, starter: str, title: str = "") -> tuple[str, ...]:
    """
    Write a new site into *folder*, and return the paths of its files below it, sorted.

    Raises SiteError when a file is there already; then nothing is written.
    """
    files = site_files(starter, title or title_of(folder))
    taken = sorted({_in_the_way(folder, path) for path in files} - {""})
    if taken:
        raise SiteError(
            f"nothing was written, because {_counted(taken)} there already: {', '.join(taken)}",
            Place(str(folder)),
            hint="name a folder without them; what is in the way is never overwritten",
        )
    folder.mkdir(parents=True, exist_ok=True)
    for path, data in files.items():
        write_file(folder, path, data)
    return tuple(files)


def site_files(starter: str, title: str) -> dict[str, bytes]:
    """Return the bytes of a new site's files by path, sorted; the starter's win over the common."""
    words = {
        "@name@": _project_name(title),
        '"@title@"': _toml_text(title),
        '"@description@"': _toml_text(_DESCRIPTIONS[starter]),
    }
    found = {**_stored(_COMMON), **_stored(starter)}
    return {path: _filled(found[path], words) for path in sorted(found)}


def title_of(folder: Path) -> str:
    """
    Return a title for a site in *folder*, made of the folder's name.

    >>> [title_of(Path(name)) for name in ("/sites/my-first_site", "/")]
    ['My first site', 'My site']
    """
    words = re.sub(r"[-_\s]+", " ", folder.resolve().name).strip() or "my site"
    return words[:1].upper() + words[1:]


def _stored(name: str) -> dict[str, bytes]:
    root = _FOLDER / name
    # An installer compiles the dodo.py in here; what it leaves is no part of the starter.
    files = (path for path in root.rglob("*") if path.is_file() and path.suffix != ".pyc")
    return {_site_path(path.relative_to(root)): path.read_bytes() for path in files}


def _site_path(path: Path) -> str:
    return path.with_name(_RENAMED.get(path.name, path.name)).as_posix()


def _filled(data: bytes, words: dict[str, str]) -> bytes:
    for word, value in words.items():
        data = data.replace(word.encode(), value.encode())
    return data


def _toml_text(text: str) -> str:
    """Return a text as TOML has it; what no title can hold is refused."""
    if any(unicodedata.category(character) in {"Cc", "Cs"} for character in text):
        raise SiteError("the title must be text of one line")
    return json.dumps(text, ensure_ascii=False)


def _project_name(title: str) -> str:
    """
    Return a title as a name that Python packages may have.

    >>> [_project_name(title) for title in ("Über uns", "C++ & co.", "日本")]
    ['uber-uns', 'c-co', 'my-site']
    """
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "my-site"


def _in_the_way(folder: Path, path: str) -> str:
    """Return what keeps *path* from being written: itself, or a parent that is no folder."""
    parts = path.split("/")
    for depth in range(1, len(parts)):
        parent = folder.joinpath(*parts[:depth])
        if parent.is_symlink() or (parent.exists() and not parent.is_dir()):
            return "/".join(parts[:depth])
    place = folder / path
    return path if place.is_symlink() or place.exists() else ""


def _counted(taken: list[str]) -> str:
    return "1 file is" if len(taken) == 1 else f"{len(taken)} files are"
