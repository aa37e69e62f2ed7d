"""What a task runs: read what it declares, write what it promises."""

from __future__ import annotations
