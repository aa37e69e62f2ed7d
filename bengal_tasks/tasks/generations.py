"""
Generations: earlier fingerprints of assets that stay published for a while, if that is asked for.

Pages that were loaded before a deployment, or that a cache still has, refer to the files of the
build before. ``[assets] keep_generations`` keeps so many of each name that no task promises.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable


_FINGERPRINT = re.compile(r"\.[0-9a-f]{8}(?=\.)")


def kept_generations(paths: Iterable[str], age_of: Callable[[str], int], count: int) -> set[str]:
    """
    Return those of *paths*, which nothing promises, that stay: the *count* youngest of each name.

    *age_of* gives when a file was written (nanoseconds, 0 when it is not there). A path without a
    fingerprint never stays: it is not another generation but an old file.
    """
    names: dict[str, list[str]] = {}
    for path in paths:
        folder, slash, file = path.rpartition("/")
        name, found = _FINGERPRINT.subn("", file)
        if found:
            names.setdefault(f"{folder}{slash}{name}", []).append(path)
    kept: set[str] = set()
    for same in names.values():
        kept |= set(sorted(same, key=lambda path: (age_of(path), path))[-count:] if count else ())
    return {path for path in kept if age_of(path)}
