"""Markdown: a body as text to a body as pieces, with what it says of itself."""

from __future__ import annotations

from bengal_tasks.parse.markdown.parser import parse_body
from bengal_tasks.parse.markdown.settings import PLUGINS, MarkdownSettings


__all__ = ["PLUGINS", "MarkdownSettings", "parse_body"]
