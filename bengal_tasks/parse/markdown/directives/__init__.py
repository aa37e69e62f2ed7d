"""Directives: those that are built in, by name, and the one that stands for all others."""

from __future__ import annotations

from bengal_tasks.parse.markdown.directives import (
    admonitions,
    cards,
    files,
    lists,
    media,
    small,
    tabs,
)
from bengal_tasks.parse.markdown.directives.directive import Builtin


BUILT_IN: dict[str, Builtin] = (
    admonitions.BUILT_IN
    | cards.BUILT_IN
    | files.BUILT_IN
    | lists.BUILT_IN
    | media.BUILT_IN
    | small.BUILT_IN
    | tabs.BUILT_IN
)

SHORTCODE = Builtin(small.shortcode)
