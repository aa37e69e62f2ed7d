"""Compressed JSON files: write, read with the format found out, and bring over what is plain."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any, cast

from bengal_tasks.cache.contract import plain
from bengal_tasks.errors import StateError
from bengal_tasks.model.values import JSON
from bengal_tasks.store.codec import LEVEL, MAGIC, decode, encode, read_plain
from bengal_tasks.store.files import replace_file


COMPRESSION_LEVEL = LEVEL
"""The level of zstd for all artefacts; what is beyond it saves little and costs time."""

_ZSTD, _JSON = ".json.zst", ".json"
_log = logging.getLogger("bengal_tasks.cache")


def save_compressed(data: dict[str, Any], path: Path, level: int = COMPRESSION_LEVEL) -> int:
    """
    Write *data* as compressed JSON to *path*, which should end in ``.json.zst``.

    Return the number of bytes. The file is complete or not there, and equal data give equal bytes.
    Raises ContractError (a TypeError) for what is not JSON, OSError when it cannot be written.

    >>> place = Path("notes.json.zst")
    >>> save_compressed({"a": 1}, place) == place.stat().st_size
    True
    >>> load_compressed(place)
    {'a': 1}
    """
    made = encode(plain(data, "data"), level=level)
    replace_file(path, made)
    return len(made)


def load_compressed(path: Path) -> dict[str, Any]:
    """
    Return what *path* holds; it is found out from the bytes whether they are compressed.

    Raises FileNotFoundError, and StateError for what is damaged or holds no JSON object.

    >>> _ = Path("plain.json").write_text('{"a": 1}')
    >>> load_compressed(Path("plain.json"))
    {'a': 1}
    """
    data = path.read_bytes()
    try:
        value: JSON = decode(data) if data.startswith(MAGIC) else read_plain(data)
    except StateError as error:
        raise StateError(f"{path}: {error.headline}") from None
    if not isinstance(value, dict):
        raise StateError(f"{path}: holds no JSON object")
    return cast("dict[str, Any]", value)


def detect_format(path: Path) -> str:
    """
    Return "zstd", "json" or "unknown": by the first bytes of a file that is there, else by name.

    >>> [detect_format(Path(name)) for name in ("cache.json.zst", "cache.json", "cache")]
    ['zstd', 'json', 'unknown']
    """
    try:
        with path.open("rb") as file:
            if file.read(len(MAGIC)) == MAGIC:
                return "zstd"
    except OSError:
        return {_ZSTD: "zstd", _JSON: "json"}.get(_ending(path), "unknown")
    return "json" if _ending(path) else "unknown"


def get_compressed_path(json_path: Path) -> Path:
    """
    Return the path of the compressed file: ``cache.json`` and ``cache`` become ``cache.json.zst``.

    >>> [get_compressed_path(Path(p)).name for p in ("cache.json", "cache.json.zst", "cache")]
    ['cache.json.zst', 'cache.json.zst', 'cache.json.zst']
    """
    return json_path.with_name(_stem(json_path) + _ZSTD)


def get_json_path(compressed_path: Path) -> Path:
    """
    Return the path of the plain file: ``cache.json.zst`` becomes ``cache.json``.

    >>> get_json_path(Path("cache.json.zst")).name
    'cache.json'
    """
    return compressed_path.with_name(_stem(compressed_path) + _JSON)


def _ending(path: Path) -> str:
    return next((ending for ending in (_ZSTD, _JSON) if path.name.endswith(ending)), "")


def _stem(path: Path) -> str:
    return path.name.removesuffix(_ending(path)) if _ending(path) else path.name


def load_auto(path: Path) -> dict[str, Any]:
    """
    Return what is kept under *path*, with any ending or none: ``.json.zst`` first, then ``.json``.

    Raises FileNotFoundError when there is neither, StateError for what is damaged.

    >>> _ = Path("kept.json").write_text('{"a": 1}')
    >>> load_auto(Path("kept")), load_auto(Path("kept.json.zst"))
    ({'a': 1}, {'a': 1})
    """
    for place in (get_compressed_path(path), get_json_path(path)):
        if place.exists():
            return load_compressed(place)
    raise FileNotFoundError(f"{path}: there is neither a .json.zst nor a .json file")


def migrate_to_compressed(json_path: Path, remove_original: bool = True) -> Path | None:  # noqa: FBT001, FBT002 (the documented call)
    """
    Write a plain JSON file again as a compressed one; return its path.

    None when there is no such file, or it cannot be read or written: a warning is logged then, and
    the original stays.

    >>> _ = Path("old.json").write_text('{"a": 1}')
    >>> migrate_to_compressed(Path("old.json")), Path("old.json").exists()
    (PosixPath('old.json.zst'), False)
    """
    if _ending(json_path) != _JSON or not json_path.exists():
        return None
    place = get_compressed_path(json_path)
    try:
        save_compressed(load_compressed(json_path), place)
    except (OSError, StateError) as error:
        _log.warning("%s is not brought over: %s", json_path, error)
        return None
    if remove_original:
        json_path.unlink()
    return place


def load_tolerantly(path: Path, version: int | None = None) -> dict[str, Any]:
    """
    Return what is kept under *path*; empty when it is missing, damaged, or not of *version*.

    Damage and another version are logged as a warning, in one line.
    """
    try:
        found = load_auto(path)
    except FileNotFoundError:
        return {}
    except (OSError, StateError) as error:
        _log.warning("not used: %s", error)
        return {}
    if version is not None and found.get("version") != version:
        _log.warning("not used: %s is of version %s, not %s", path, found.get("version"), version)
        return {}
    return found


def save_alone(path: Path, value: dict[str, Any]) -> None:
    """Write *value* compressed, and remove the plain file of former times beside it."""
    save_compressed(value, get_compressed_path(path))
    get_json_path(path).unlink(missing_ok=True)
