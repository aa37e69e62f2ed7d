"""Footnotes: mistune's plugin, with notes that may use notes and know their line."""

from __future__ import annotations

import re
from typing import cast

from mistune import BlockParser, BlockState, Markdown
from mistune.plugins.footnotes import (
    INLINE_FOOTNOTE,
    REF_FOOTNOTE,
    parse_footnote_item,
    parse_inline_footnote,
    parse_ref_footnote,
)
from mistune.util import unikey

from bengal_tasks.parse.markdown.reading import reading_of
from bengal_tasks.parse.markdown.state import PageState


def parse_note(block: BlockParser, m: re.Match[str], state: BlockState) -> int:
    """Set a note aside for the end of the page."""
    lines = state.env.setdefault("footnote_lines", {})
    lines.setdefault(unikey(m["footnote_key"]), cast("PageState", state).here)
    return parse_ref_footnote(block, m, state)


def notes_of(md: Markdown, state: PageState) -> str:
    """Return the notes that the page used, in the order of their use, as HTML."""
    html: list[str] = []
    # A note may use another one, which then comes to the end of the list.
    while len(html) < len(state.env.get("footnotes", ())):
        index = len(html)
        key = state.env["footnotes"][index]
        reading_of(state.env).anchors[f"fn-{index + 1}"] = None
        state.here = state.env["footnote_lines"].get(key, 0)
        item = parse_footnote_item(md.block, key, index + 1, state)
        for token in item["children"]:
            token.setdefault("line", state.env["footnote_lines"].get(key, 0))
        child = PageState(state)
        child.tokens = [item]
        html.append(str(md.render_state(child)))
    return "".join(html)


def footnotes(md: Markdown) -> None:
    """Teach a parser footnotes."""
    md.inline.register("footnote", INLINE_FOOTNOTE, parse_inline_footnote, before="link")
    md.block.register("ref_footnote", REF_FOOTNOTE, parse_note, before="ref_link")
