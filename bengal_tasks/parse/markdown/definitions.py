"""Definition lists: mistune's plugin, with what is defined parsed as a part of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from mistune import BlockParser, BlockState, Markdown
from mistune.plugins.def_list import (
    DEF_PATTERN,
    parse_def_list,
    render_def_list,
    render_def_list_item,
)

from bengal_tasks.parse.markdown.state import PageState


_DEFINITION = re.compile(r"^ {0,3}:[ \t]+", re.MULTILINE)


class _Within:
    """
    Stands for the block parser while mistune's plugin runs.

    The plugin parses each definition with a state out of nothing: no depth, no line and no page.
    Here it is a child of the state that the list is in.
    """

    def __init__(self, block: BlockParser, state: PageState) -> None:
        self.block = block
        self.state = state
        self.list_rules = list(block.rules)
        self._definitions: Iterator[re.Match[str]] = _DEFINITION.finditer(state.src, state.cursor)

    def state_cls(self) -> PageState:
        """Return the state for the next definition."""
        found = next(self._definitions, None)
        child = PageState(self.state)
        child.line = child.here = self.state.line_at(found.start()) if found else self.state.here
        return child

    def parse(self, state: PageState, rules: list[str]) -> None:
        """Parse one definition."""
        if state.depth() >= self.block.max_nested_level:
            rules = [rule for rule in rules if rule not in {"def_list", "list", "block_quote"}]
        self.block.parse(state, rules)


def parse_definitions(block: BlockParser, m: re.Match[str], state: BlockState) -> int | None:
    """Parse a paragraph and the definitions below it."""
    heads = [token for token in state.tokens[-2:] if token["type"] == "paragraph"]
    within = cast("BlockParser", _Within(block, cast("PageState", state)))
    end = parse_def_list(within, m, state)
    if end is not None and heads:
        for entry in state.tokens[-1]["children"]:
            entry.setdefault("line", heads[-1].get("line", 0))
    return end


def definition_lists(md: Markdown) -> None:
    """Teach a parser definition lists; a glossary has them even where the plugin is off."""
    md.block.register("def_list", DEF_PATTERN, parse_definitions)
    if md.renderer:
        md.renderer.register("def_list", render_def_list)
        md.renderer.register("def_list_item", render_def_list_item)
