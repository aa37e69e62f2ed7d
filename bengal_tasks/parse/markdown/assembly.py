"""The assembly: mistune's parsers and our renderer, put together once for given settings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from mistune import BlockState, Markdown
from mistune.plugins import Plugin
from mistune.plugins.abbr import abbr
from mistune.plugins.formatting import strikethrough
from mistune.plugins.table import table
from mistune.plugins.task_lists import task_lists

from bengal_tasks.parse.markdown.alerts import alerts
from bengal_tasks.parse.markdown.definitions import definition_lists
from bengal_tasks.parse.markdown.footnotes import footnotes
from bengal_tasks.parse.markdown.grammar import PageBlocks, PageInline
from bengal_tasks.parse.markdown.headings import split_own_id
from bengal_tasks.parse.markdown.reading import Env
from bengal_tasks.parse.markdown.renderer import PageRenderer
from bengal_tasks.parse.markdown.settings import MarkdownSettings
from bengal_tasks.parse.markdown.state import Token


_PLUGINS: dict[str, Plugin] = {
    "tables": table,
    "footnotes": footnotes,
    "task_lists": task_lists,
    "strikethrough": strikethrough,
    "definition_lists": definition_lists,
    "abbreviations": abbr,
    "alerts": alerts,
}

_BLANKS = " \r\n\t\f"


class PageMarkdown(Markdown):
    """mistune's parser as a whole; it hands the lines of blocks on to the text in them."""

    def __init__(self, settings: MarkdownSettings) -> None:
        self.page_renderer = PageRenderer(settings, self.lined)
        plugins = [_PLUGINS[name] for name in settings.plugins if name in _PLUGINS]
        super().__init__(
            self.page_renderer, PageBlocks(), PageInline(hard_wrap=settings.hard_wrap), plugins
        )
        rules = list(self.block.rules)
        if definition_lists not in plugins:
            definition_lists(self)
            self.block.rules = rules
        # What a page may hold, its lists and quotes may hold as well.
        self.block.list_rules = self.block.block_quote_rules = rules

    def rendered(self, state: BlockState) -> Iterator[tuple[Token, str]]:
        """Yield the top blocks of a parsed page, each with its HTML."""
        for token in self._iter_render(state.tokens, state):
            yield token, self.page_renderer.render_token(token, state)

    def lined(self, text: str, line: int, env: Env) -> list[Token]:
        """Parse a run of text that starts at a line."""
        env["line"] = line
        return self.inline(text, env)

    def _iter_render(self, tokens: Iterable[Token], state: BlockState) -> Iterable[Token]:
        for token in tokens:
            if token["type"] == "table":
                _give_lines(token)
            if "children" in token:
                token["children"] = list(self._iter_render(token["children"], state))
            elif "text" in token:
                text = token.pop("text").strip(_BLANKS)
                if token["type"] == "table_cell":
                    text = text.replace(r"\|", "|")  # also in code, where no backslash escapes
                if token["type"] == "heading":
                    text, token["own_id"] = split_own_id(text)
                token["children"] = self.lined(text, token.get("line", 0), state.env)
            yield token


def _give_lines(table: Token) -> None:
    head, body = table["children"]
    # The second line of a table separates, and has no cells.
    for line, row in enumerate([head, {"children": []}, *body["children"]], table.get("line", 0)):
        for cell in row["children"]:
            cell["line"] = line


@cache
def markdown_for(settings: MarkdownSettings) -> PageMarkdown:
    """Return the parser for these settings; it is made once, and keeps nothing of a page."""
    return PageMarkdown(settings)
