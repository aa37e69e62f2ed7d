"""The theme chain: which folders templates and assets are looked up in, and in what order."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from bengal_tasks.errors import ConfigError, Place
from bengal_tasks.model.config import Config
from bengal_tasks.model.inventory import ThemeRoots
from bengal_tasks.model.values import place_in
from bengal_tasks.parse.data import parse_data
from bengal_tasks.parse.toml import key_positions, nearest
from bengal_tasks.store.table import FileTable


DEFAULT = "default"


def theme_roots(config: Config, table: FileTable) -> ThemeRoots:
    """Return the folders for the configured theme, its parents and the built-in default."""
    chain: list[str] = []
    files: list[str] = []
    name, place = config.site.theme, config.place_of("site", "theme")
    while name:
        folder = _folder(name, place, table)
        if folder in chain:
            hint = "remove one 'extends' of the circle"
            raise ConfigError(f"theme {name!r} extends itself", place, hint)
        chain.append(folder)
        files.append(f"{folder}/theme.toml")
        name, place = _parent(f"{folder}/theme.toml", table)
    fallback = _folder(DEFAULT, place, table)
    if fallback not in chain:
        chain.append(fallback)
    return ThemeRoots(
        templates=(config.build.templates_dir, *(f"{f}/templates" for f in chain)),
        assets=(config.build.assets_dir, *(f"{f}/assets" for f in chain)),
        files=tuple(files),
    )


def _folder(name: str, place: Place, table: FileTable) -> str:
    """Return the folder of the theme that is named at *place*; its name leads nowhere else."""
    plain = name == PurePosixPath(name).name and name != ".."
    for folder in (f"themes/{name}", f"@{name}") if plain else ():
        if Path(table.locate(folder)).is_dir():
            return folder
    raise ConfigError(
        f"there is no theme {name!r}",
        place,
        hint=f"put it in themes/{name}/, or use theme = {DEFAULT!r}",
    )


def _parent(path: str, table: FileTable) -> tuple[str, Place]:
    """Return the theme that a ``theme.toml`` extends, "" for none, and where it says so."""
    file = Path(table.locate(path))
    if not file.is_file():
        return "", Place(path)
    try:
        text = file.read_text("utf-8")
    except UnicodeDecodeError as error:
        hint = "save it with the encoding UTF-8"
        raise ConfigError("the file is not UTF-8 text", Place(path), hint) from error
    theme = parse_data(text, path=path)
    parent = theme.get("extends") if isinstance(theme, dict) else ""
    place = place_in(text, path, *nearest(key_positions(text), ("extends",)))
    return parent if isinstance(parent, str) else "", place
