"""Alerts: a quote whose first line is ``[!NOTE]`` is an admonition, as on GitHub."""

from __future__ import annotations

import re
from typing import cast

from mistune import BlockParser, BlockState, Markdown

from bengal_tasks.parse.markdown.directives.directive import Directive
from bengal_tasks.parse.markdown.state import PageState, Token


_MARK = re.compile(r"[ \t]*\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\][ \t]*\n", re.IGNORECASE)


def alerts(md: Markdown) -> None:
    """Add alerts to a parser; mistune calls it."""
    md.block.register("block_quote", None, _parse_quote)


def _parse_quote(block: BlockParser, m: re.Match[str], state: BlockState) -> int | None:
    known = {id(token) for token in state.tokens}
    end = block.parse_block_quote(m, state)
    for token in state.tokens:
        if token["type"] == "block_quote" and id(token) not in known:
            _mark(token, cast("PageState", state).here)
    return end


def _mark(quote: Token, line: int) -> None:
    """Make a quote an admonition, when it says so and says more than that."""
    first: Token = next(iter(quote["children"]), {"type": ""})
    found = _MARK.match(first["text"]) if first["type"] == "paragraph" else None
    if found is None:
        return
    rest = first["text"][found.end() :]
    others = quote["children"][1:]
    children = [{**first, "text": rest, "line": first["line"] + 1}, *others] if rest else others
    if not any(child["type"] != "blank_line" for child in children):
        return
    directive = Directive(found[1].lower(), "", {}, "", line, line + 1, children)
    quote.update(type="directive", children=directive.children, directive=directive)
