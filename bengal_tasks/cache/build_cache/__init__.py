"""The build cache: the state of doit's dependency database, with documented fields and methods."""

from __future__ import annotations

from bengal_tasks.cache.build_cache.core import BuildCache


__all__ = ("BuildCache",)
