"""Our doit commands."""

from __future__ import annotations
