"""The theme chain: which folders templates and assets are looked up in, and in what order."""

from __future__ import annotations

from pathlib import Path

from bengal_tasks.errors import ConfigError, Place
from bengal_tasks.model.config import Config
from bengal_tasks.model.inventory import ThemeRoots
from bengal_tasks.parse.data import parse_data
from bengal_tasks.store.table import FileTable


DEFAULT = "default"


def theme_roots(config: Config, table: FileTable) -> ThemeRoots:
    """Return the folders for the configured theme, its parents and the built-in default."""
    chain: list[str] = []
    files: list[str] = []
    name = config.site.theme
    while name:
        folder = _folder(name, table)
        if folder in chain:
            raise ConfigError(
                f"theme {name!r} extends itself",
                Place(f"{folder}/theme.toml"),
                hint="remove one 'extends' of the circle",
            )
        chain.append(folder)
        files.append(f"{folder}/theme.toml")
        name = _parent(f"{folder}/theme.toml", table)
    fallback = _folder(DEFAULT, table)
    if fallback not in chain:
        chain.append(fallback)
    return ThemeRoots(
        templates=(config.build.templates_dir, *(f"{f}/templates" for f in chain)),
        assets=(config.build.assets_dir, *(f"{f}/assets" for f in chain)),
        files=tuple(files),
    )


def _folder(name: str, table: FileTable) -> str:
    for folder in (f"themes/{name}", f"@{name}"):
        if Path(table.locate(folder)).is_dir():
            return folder
    raise ConfigError(
        f"there is no theme {name!r}",
        Place("bengal.toml"),
        hint=f"put it in themes/{name}/, or use theme = {DEFAULT!r}",
    )


def _parent(path: str, table: FileTable) -> str:
    place = Path(table.locate(path))
    if not place.is_file():
        return ""
    try:
        text = place.read_text("utf-8")
    except UnicodeDecodeError as error:
        hint = "save it with the encoding UTF-8"
        raise ConfigError("the file is not UTF-8 text", Place(path), hint) from error
    theme = parse_data(text, path=path)
    parent = theme.get("extends") if isinstance(theme, dict) else ""
    return parent if isinstance(parent, str) else ""
