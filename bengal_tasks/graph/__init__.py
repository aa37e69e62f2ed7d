"""Dependents, impact and checks; the only door to networkx."""

from __future__ import annotations
