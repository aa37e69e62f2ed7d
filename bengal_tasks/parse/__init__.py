"""Text to values."""

from __future__ import annotations
