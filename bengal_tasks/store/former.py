"""
Files of the original program in a state folder: what of them is safe is taken over, once.

Safe is what no build works out: the pages that programs have kept. Files, dependencies and terms
are left behind, for its digests are not ours, and what it missed would be missed again.
"""

from __future__ import annotations

from pathlib import Path

from bengal_tasks.errors import StateError
from bengal_tasks.model.keys import ASSET_DEPS, CACHE, METADATA, TAXONOMY
from bengal_tasks.model.values import JSON
from bengal_tasks.store.codec import read_plain
from bengal_tasks.store.files import read_if_there, remove_file


_PLACES = {place.removesuffix(".zst"): place for place in (ASSET_DEPS, CACHE, METADATA, TAXONOMY)}
"""Our file by the plain one whose place it takes."""

FORMER = frozenset(_PLACES)
"""Plain files of the original program that ours take the places of."""

_SAFE = ("synthetic_pages",)
_OUR_OWN = "tasks"
_PLAIN_CACHE = CACHE.removesuffix(".zst")


def kept_of(raw: JSON) -> dict[str, JSON]:
    """Return what people keep in a state, by attribute: in one of ours, or of the original."""
    if not isinstance(raw, dict):
        return {}
    if _OUR_OWN in raw or "user" in raw:
        user = raw.get("user")
        return user if isinstance(user, dict) else {}
    return {name: raw[name] for name in _SAFE if isinstance(raw.get(name), dict) and raw[name]}


def taken_over(root: Path) -> tuple[dict[str, JSON], str]:
    """Return what is kept of a plain cache, and the warning to tell; nothing without one."""
    data = read_if_there(root / _PLAIN_CACHE)
    if data is None:
        return {}, ""
    try:
        raw = read_plain(data)
    except StateError as error:
        return {}, f"{_PLAIN_CACHE} is not usable ({error}); everything is built anew"
    kept = kept_of(raw)
    also = f", but {' and '.join(kept)} are kept" if kept else ""
    return kept, f"{_PLAIN_CACHE} is of another program; everything is built anew{also}"


def remove_former(root: Path) -> None:
    """Remove the plain files whose places ours have taken."""
    for plain, ours in _PLACES.items():
        if (root / plain).exists() and (root / ours).is_file():
            remove_file(root, plain)
