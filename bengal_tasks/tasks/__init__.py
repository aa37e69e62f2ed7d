"""Values to doit tasks."""

from __future__ import annotations
