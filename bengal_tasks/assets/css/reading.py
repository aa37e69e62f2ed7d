"""What the bundler is given: a way to read stylesheets by name, and options."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Stylesheet:
    """The *text* of one stylesheet and the site *path* of its source."""

    path: str
    text: str


class Reader(Protocol):
    """Reads a stylesheet by its logical name, ``css/vars.css``; None tells that there is none."""

    def __call__(self, name: str) -> Stylesheet | None:
        """Return the stylesheet; the reading is recorded, also of one that is absent."""


@dataclass(frozen=True, slots=True)
class CssOptions:
    """Whether to *minify* and to map sources; *base_path* is "" or like ``/docs``."""

    minify: bool = False
    source_map: bool = False
    base_path: str = ""
