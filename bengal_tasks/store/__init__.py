"""Values to artefacts on disk, and back."""

from __future__ import annotations
