"""Frozen values and pure functions; no I/O, no third party."""

from __future__ import annotations
