"""Settings of the Markdown parser: the table `[markdown]` of a site."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


PLUGINS = (
    "tables",
    "footnotes",
    "task_lists",
    "strikethrough",
    "definition_lists",
    "abbreviations",
    "alerts",
)
"""The names that `MarkdownSettings.plugins` may hold."""


@dataclass(frozen=True, slots=True)
class MarkdownSettings:
    """
    How bodies are parsed.

    *toc_depth* is the lowest level of heading in the table of contents, *excerpt_length* the number
    of words of a summary without ``<!--more-->``, *reading_speed* a number of words a minute.
    """

    html: Literal["allow", "escape", "strip"] = "allow"
    highlight: bool = True
    line_numbers: bool = False
    toc_depth: int = 4
    hard_wrap: bool = False
    excerpt_length: int = 200
    reading_speed: int = 200
    plugins: tuple[str, ...] = PLUGINS
