"""
Who calls: the template that a function is called from, for warnings.

The line is left out on purpose: a comment above it moves it, and runs no page again.
"""

from __future__ import annotations

import sys
from types import FrameType

from bengal_tasks.errors import Place
from bengal_tasks.render.scope import Scope


def caller_of(scope: Scope) -> Place:
    """Return the template that is being rendered; for a shortcode the source that has it."""
    frame: FrameType | None = sys._getframe()  # noqa: SLF001 (Jinja keeps no stack of templates of its own)
    while frame is not None:
        template = frame.f_globals.get("__jinja_template__")
        if template is not None and template.filename:
            return _place(scope, template.name or "", template.filename)
        frame = frame.f_back
    return Place(scope.url)


def _place(scope: Scope, name: str, path: str) -> Place:
    if name.startswith("shortcodes/") and scope.filling:
        return Place(scope.source_of(scope.filling[-1]))
    return Place(path)
