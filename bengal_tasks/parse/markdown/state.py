"""Parser states that know their line: mistune's, and for every child where it starts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeAlias

from mistune import BlockState, InlineState

from bengal_tasks.parse.markdown.reading import Env


Token: TypeAlias = dict[str, Any]
"""A token of mistune: its type, and what belongs to that type."""


_BREAKS = frozenset({"softbreak", "linebreak"})


class PageState(BlockState):
    """
    A block of source with the line of the file that it starts at.

    mistune takes indentation and quote marks away before it parses what is inside, but no line; so
    the line of a child is the line of the place where its parent is at that moment.
    *chain* are the included files that this text comes from. Their lines are all the line of the
    directive, because a message names the page.
    """

    def __init__(self, parent: PageState | None = None) -> None:
        super().__init__(parent)
        self.line: int = parent.here if parent else 1
        self.here: int = self.line
        self.chain: tuple[str, ...] = parent.chain if parent else ()
        self._offset = 0
        self._breaks = 0

    def line_at(self, offset: int) -> int:
        """Return the line of the file that an offset of the text is on."""
        if self.chain:
            return self.line
        if offset < self._offset:
            self._offset, self._breaks = 0, 0
        self._breaks += self.src.count("\n", self._offset, offset)
        self._offset = offset
        return self.line + self._breaks

    def child_state(self, src: str, lazy_line_starts: set[int] | None = None) -> PageState:
        """Return the state of a text within this one, which starts where this one is now."""
        child = PageState(self)
        child.process(src)
        child.lazy_line_starts = lazy_line_starts or set()
        # The items of a list follow each other; the first line of the next one is already read.
        self.here = self.line_at(self.cursor) - (0 if self.chain else 1)
        return child

    def append_token(self, token: Token) -> None:
        """Append a token with its line."""
        token.setdefault("line", self.here)
        self.tokens.append(token)

    def add_paragraph(self, text: str) -> None:
        """Append a line to the paragraph, or start one."""
        last = self.last_token()
        if last and last["type"] == "paragraph":
            last["text"] += text
        else:
            line = self.line_at(self.cursor)
            self.tokens.append({"type": "paragraph", "text": text, "line": line})


class LineState(InlineState):
    """A run of text with the line of the file that it starts at; *seen* is where its parser is."""

    def __init__(self, env: Env) -> None:
        super().__init__(env)
        self.line: int = env["line"]
        self.seen = 0

    def line_here(self) -> int:
        """Return the line of the file where the parser is."""
        return self.line + (self.src.count("\n", 0, self.seen) if self.line else 0)

    def copy(self) -> LineState:
        """Return the state for a text within this one."""
        state = LineState(self.env)
        state.in_image = self.in_image
        state.depth = self.depth + 1
        state.in_link = self.in_link
        state.line = self.line_here()
        return state


def text_of_tokens(tokens: Iterable[Token]) -> str:
    """Return the text of inline tokens without what formats it."""
    return "".join(map(_text_of_token, tokens))


def _text_of_token(token: Token) -> str:
    if token["type"] in _BREAKS:
        return " "
    if token["type"] == "inline_html":
        return ""
    return text_of_tokens(token["children"]) if "children" in token else str(token.get("raw", ""))
