"""Plain values: what an artefact, a setting or a data file may hold."""

from __future__ import annotations

from typing import TypeAlias


JSON: TypeAlias = None | bool | int | float | str | list["JSON"] | dict[str, "JSON"]
