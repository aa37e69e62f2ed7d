"""Scripts: which assets they name, and how they become smaller without changing what they do."""

from __future__ import annotations
