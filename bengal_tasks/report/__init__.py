"""What the user sees while tasks run."""

from __future__ import annotations
