"""The names that an extension gives to templates: all pages depend on them, not on its code."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

from bengal_tasks.errors import ConfigError
from bengal_tasks.model.digest import Digest, digest_of_value
from bengal_tasks.render.extensions import load_extension
from bengal_tasks.render.scope import Scope


def names_state(file: str, place: str) -> Digest:
    """Return the state of the names of *file*; one that fails has its message for a state."""
    nobody = cast("Scope", SimpleNamespace())  # nothing is called here, so nothing is recorded
    try:
        return digest_of_value([*sorted(load_extension(file, place, nobody))])
    except ConfigError as error:
        return digest_of_value(str(error))
