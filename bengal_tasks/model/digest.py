"""
The digest: a hash of bytes, or of a JSON value, as text.

BLAKE2b with 16 bytes: as fast as the disk in CPython's own build, no length extension, and 128 bits
are far beyond what a site of a million files could make collide by chance (about 1e-27).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import blake2b
from typing import NewType

from bengal_tasks.model.values import JSON


Digest = NewType("Digest", str)

ABSENT = Digest("absent")
"""The state of what is not there; a state like any other."""


def digest_of(data: bytes) -> Digest:
    """Return the digest of *data*: 32 hex digits."""
    return Digest(blake2b(data, digest_size=16).hexdigest())


def environment_state(name: str, environ: Mapping[str, str]) -> Digest:
    """Return the state of the environment variable *name*: of its text, or ABSENT."""
    value = environ.get(name)
    return ABSENT if value is None else digest_of(value.encode("utf-8", "surrogateescape"))


def digest_of_value(value: JSON) -> Digest:
    """Return the digest of a JSON value; the order of keys does not count."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return digest_of(text.encode("utf-8", "surrogatepass"))
