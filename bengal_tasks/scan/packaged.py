"""Where the themes are that the package carries."""

from __future__ import annotations

from pathlib import Path


def packaged_themes() -> Path:
    """Return the folder of the themes that the package carries, in a wheel or in a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "themes"
    return inside if inside.is_dir() else package.parent / "themes"
