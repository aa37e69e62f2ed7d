"""Traces and the present state to reasons a person can read."""

from __future__ import annotations
