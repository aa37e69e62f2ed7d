"""The settings of the Markdown parser, read setting by setting."""

from __future__ import annotations

from typing import Any

from bengal_tasks.model.keys import CONFIG
from bengal_tasks.parse.markdown import MarkdownSettings
from bengal_tasks.render.reads import Reads
from bengal_tasks.render.scope import Scope


_PLUGINS = (
    "tables", "footnotes", "task_lists", "strikethrough", "definition_lists", "abbreviations",
    "alerts",
)  # fmt: skip


def settings_from(reads: Reads) -> MarkdownSettings:
    """Return the settings that bodies are parsed with; reading them is recorded."""

    def read(name: str) -> Any:  # noqa: ANN401 (validated by parse.config)
        return reads.entry(CONFIG, name)

    return MarkdownSettings(
        html=read("markdown.html"),
        highlight=read("markdown.highlight") is True
        and read("features.syntax_highlighting") is True,
        line_numbers=read("markdown.line_numbers"),
        toc_depth=read("content.toc_depth"),
        hard_wrap=read("markdown.hard_wrap"),
        excerpt_length=read("content.excerpt_length"),
        reading_speed=read("content.reading_speed"),
        plugins=tuple(name for name in _PLUGINS if read(f"markdown.{name}") is True),
    )


def markdown_settings(scope: Scope) -> MarkdownSettings:
    """Return the settings for a rendering."""
    return settings_from(scope.reads)
