"""The grammar: mistune's parsers, with lines, directives and text that belongs to others."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import cast

from mistune import BlockParser, BlockState, InlineParser, InlineState

from bengal_tasks.errors import ContentError
from bengal_tasks.parse.markdown.directives import BUILT_IN, SHORTCODE
from bengal_tasks.parse.markdown.directives.directive import Content, Directive
from bengal_tasks.parse.markdown.fences import (
    COLON_FENCE,
    DIRECTIVE_INFO,
    directive_end,
    split_options,
)
from bengal_tasks.parse.markdown.reading import reading_of
from bengal_tasks.parse.markdown.state import LineState, PageState, Token


DEPTH = 30
"""How deep directives may stand in each other, in lists and in quotes."""

_BLANKS = " \r\n\t\f"


@dataclass(frozen=True, slots=True)
class Opening:
    """The opening line of a directive, and the *span* from its body to the text after it."""

    name: str
    argument: str
    indent: int
    start: int
    span: tuple[int, int] | None

    def body(self, src: str) -> str:
        """Return the lines between the fences, or all that is left when there is no second one."""
        text = src[self.start : self.span[0] if self.span else None]
        if not self.indent:
            return text
        return re.sub(rf"^ {{1,{self.indent}}}", "", text, flags=re.MULTILINE)


class PageBlocks(BlockParser):
    """mistune's block parser, which tells the state where it is, and knows directives."""

    state_cls = PageState

    def __init__(self) -> None:
        super().__init__()
        # A rule of this name may also end an item of a list: mistune looks for it.
        self.register("fenced_directive", COLON_FENCE, parse_colons, before="fenced_code")

    def compile_sc(self, rules: list[str] | None = None) -> re.Pattern[str]:
        """Return the pattern for some rules; where HTML ends a quote, a directive does so too."""
        if rules and "block_html" in rules:
            rules = ["fenced_directive", *rules]
        return super().compile_sc(rules)

    def parse_method(self, m: re.Match[str], state: BlockState) -> int | None:
        """Parse what a rule has found."""
        page = cast("PageState", state)
        before, page.here = page.here, page.line_at(m.start())
        end = super().parse_method(m, state)
        page.here = before
        return end

    def parse_fenced_code(self, m: re.Match[str], state: BlockState) -> int | None:
        """Parse a code block, or a directive whose fences look like one."""
        found = DIRECTIVE_INFO.fullmatch(m["fenced_3"].strip())
        marker = m["fenced_2"]
        if found is None or (marker[0] == "`" and "`" in found["argument"]):
            return super().parse_fenced_code(m, state)
        closing = re.compile(rf"^ {{0,3}}{marker[0]}{{{len(marker)},}}[ \t]*(?:\n|$)", re.MULTILINE)
        start = min(m.end() + 1, state.cursor_max)
        end = closing.search(state.src, start)
        span = (end.start(), end.end()) if end else None
        opening = Opening(found["name"], found["argument"], len(m["fenced_1"]), start, span)
        return append_directive(self, cast("PageState", state), opening)


def parse_colons(block: BlockParser, m: re.Match[str], state: BlockState) -> int:
    """Parse a directive whose fences are colons."""
    start = min(m.end() + 1, state.cursor_max)
    span = directive_end(state.src, start, len(m["colons"]))
    opening = Opening(m["colon_name"], m["colon_argument"], len(m["colon_indent"]), start, span)
    return append_directive(block, cast("PageState", state), opening)


def append_directive(block: BlockParser, state: PageState, opening: Opening) -> int:
    """Append the directive to the state, and return where the text goes on."""
    reading = reading_of(state.env)
    if state.depth() >= DEPTH:
        raise ContentError("directives are nested too deeply", reading.place(state.here))
    if opening.span is None:
        reading.notice(state.here, f'the directive "{opening.name}" is not closed', "directive")
    options, text, lines = split_options(opening.body(state.src))
    directive = Directive(
        name=opening.name,
        argument=opening.argument.strip(),
        options=options,
        text=text,
        line=state.here,
        text_line=state.here + (0 if state.chain else 1 + lines),
    )
    directive.children.extend(_children(block, state, directive))
    token = {"type": "directive", "children": directive.children, "directive": directive}
    state.append_token(token)
    return opening.span[1] if opening.span else state.cursor_max


def _children(block: BlockParser, state: PageState, directive: Directive) -> list[Token]:
    content = BUILT_IN.get(directive.name, SHORTCODE).content
    if content is Content.SOURCE:
        return []
    child = PageState(state)
    child.line = directive.text_line
    text = directive.text
    if content is Content.FILE:
        reading = reading_of(state.env)
        text, child.chain = reading.included(directive.argument, directive.line, state.chain)
        child.line = directive.line
    child.here = child.line
    child.process(text)
    block.parse(child, _rules(block, content))
    return child.tokens


def _rules(block: BlockParser, content: Content) -> list[str]:
    if content is Content.TERMS and "def_list" not in block.rules:
        return [*block.rules, "def_list"]
    return block.rules


class PageInline(InlineParser):
    """mistune's inline parser, which gives links their line, and leaves foreign text alone."""

    state_cls = LineState

    def __init__(self, *, hard_wrap: bool) -> None:
        super().__init__(hard_wrap=hard_wrap)
        self.register("foreign", r"\{\{", parse_foreign, before="escape", start_chars="{")

    def parse_method(self, m: re.Match[str], state: InlineState) -> int | None:
        """Parse what a rule has found."""
        page = cast("LineState", state)
        page.seen = m.start()
        end = super().parse_method(m, state)
        if page.tokens and page.tokens[-1]["type"] in {"link", "image"}:
            page.tokens[-1].setdefault("line", page.line_here())
        return end


def parse_foreign(_inline: InlineParser, m: re.Match[str], state: InlineState) -> int | None:
    """Keep a shortcode or an expression of another program as the text that it is."""
    end = state.delimiters.find("}}", m.end())
    if end is None:
        return None
    end += len("}}")
    state.append_token({"type": "text", "raw": state.src[m.start() : end], "_emphasis": False})
    return end
