"""The cache store: a list of cacheable values in one file."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any, Generic, TypeVar, cast, get_args

from bengal_tasks.cache.cacheable import Cacheable
from bengal_tasks.cache.compression import (
    get_compressed_path,
    get_json_path,
    load_tolerantly,
    save_alone,
)
from bengal_tasks.cache.contract import plain
from bengal_tasks.errors import ContractError


T = TypeVar("T", bound=Cacheable)

_log = logging.getLogger("bengal_tasks.cache")
_BAD = (KeyError, TypeError, ValueError, AttributeError, IndexError)


class CacheStore(Generic[T]):
    """
    Keeps values of one type in ``PATH.json.zst``, as ``{"version": 1, "entries": [...]}``.

    A plain ``PATH.json`` of former times is read when there is no compressed file, and goes when
    the store is saved. A store is not for two threads at once.

    >>> from bengal_tasks.cache import PageCore
    >>> store = CacheStore[PageCore](Path("pages.json"))
    >>> store.save([PageCore("content/a.md", "A")])
    >>> store.load() == store.load(PageCore, expected_version=1) == [PageCore("content/a.md", "A")]
    True
    >>> store.clear()
    >>> store.exists()
    False
    """

    def __init__(self, cache_path: Path | str, compress: bool = True) -> None:  # noqa: FBT001, FBT002 (the documented call)
        """Keep values under *cache_path*; *compress* is taken for old calls: files always are."""
        del compress
        self.cache_path = Path(cache_path)

    def save(self, entries: list[T], version: int = 1, indent: int = 2) -> None:
        """
        Write the *entries*.

        Raises ContractError, with the name of the field, for an entry that breaks the contract of
        `Cacheable`; nothing is written then. *indent* is taken for the sake of old calls.
        """
        del indent
        kept = [_kept(number, entry) for number, entry in enumerate(entries)]
        save_alone(self.cache_path, {"version": version, "entries": kept})

    def load(self, entry_type: type[T] | None = None, expected_version: int = 1) -> list[T]:
        """
        Return the entries; the type may be left out for ``CacheStore[TYPE](path)``.

        A missing file is an empty list. So is one of another version, damaged, or without a list of
        entries, with a warning. A single bad entry is left out, with a warning. Raises
        ContractError when there is no type.
        """
        kind = entry_type or self._own_type()
        entries: list[T] = []
        for number, data in enumerate(self._entries(expected_version)):
            try:
                entries.append(cast("T", kind.from_cache_dict(data)))
            except _BAD as error:
                _log.warning("%s: entry %d is left out: %r", self.cache_path, number, error)
        return entries

    def exists(self) -> bool:
        """Tell whether there is a file, compressed or plain."""
        places = (get_compressed_path(self.cache_path), get_json_path(self.cache_path))
        return any(place.exists() for place in places)

    def clear(self) -> None:
        """Remove the file, compressed and plain."""
        get_compressed_path(self.cache_path).unlink(missing_ok=True)
        get_json_path(self.cache_path).unlink(missing_ok=True)

    def _entries(self, version: int) -> list[Any]:
        entries = load_tolerantly(self.cache_path, version).get("entries", [])
        if isinstance(entries, list):
            return entries
        _log.warning("not used: %s holds no list of entries", self.cache_path)
        return []

    def _own_type(self) -> type[T]:
        """Return T of ``CacheStore[T](path)``, or of a subclass of ``CacheStore[T]``."""
        own = getattr(self, "__orig_class__", None)
        bases = getattr(type(self), "__orig_bases__", ())
        for candidate in (own, *bases):
            for kind in get_args(candidate):
                if isinstance(kind, type):
                    return cast("type[T]", kind)
        raise ContractError(
            "the store does not know the type of its entries",
            hint="CacheStore[PageCore](path).load(), or load(PageCore)",
        )


def _kept(number: int, entry: object) -> object:
    name = type(entry).__name__
    if not isinstance(entry, Cacheable):
        raise ContractError(
            f"entry {number}: a {name} is not cacheable",
            hint="give it to_cache_dict and from_cache_dict",
        )
    data = plain(entry.to_cache_dict(), name)
    if not isinstance(data, dict):
        raise ContractError(f"{name}.to_cache_dict returns a {type(data).__name__}, not a dict")
    return data
