"""The tree of a site to its inventory."""

from __future__ import annotations
