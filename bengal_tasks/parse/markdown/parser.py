"""The parser: one Markdown body as a `ParsedBody`."""

from __future__ import annotations

import re
from collections.abc import Callable

from bengal_tasks.errors import ContentError
from bengal_tasks.model.body import ParsedBody
from bengal_tasks.parse.markdown.assembly import markdown_for
from bengal_tasks.parse.markdown.footnotes import notes_of
from bengal_tasks.parse.markdown.headings import table_of_contents
from bengal_tasks.parse.markdown.plain import count_words, text_of
from bengal_tasks.parse.markdown.reading import Reading
from bengal_tasks.parse.markdown.settings import MarkdownSettings
from bengal_tasks.parse.markdown.state import PageState
from bengal_tasks.parse.markdown.summary import Block, summary_of


def parse_body(
    text: str,
    *,
    source: str,
    first_line: int,
    settings: MarkdownSettings,
    include: Callable[[str], str],
) -> ParsedBody:
    """
    Parse a body; nothing but what *include* returns is read.

    *source* is the path for messages, *first_line* the line of that file where the body starts.
    """
    reading = Reading(source, settings, include)
    try:
        return _parsed(text, first_line, reading)
    except RecursionError:
        raise ContentError("the page is nested too deeply", reading.place(first_line)) from None


def _parsed(text: str, first_line: int, reading: Reading) -> ParsedBody:
    settings = reading.settings
    blocks = _blocks(reading.clean(text), first_line, reading)
    reading.check_fragments()
    html = "".join(block.html for block in blocks)
    plain = " ".join(block.text for block in blocks if block.text)
    words = count_words(plain)
    return ParsedBody(
        pieces=reading.pieces(html),
        summary=reading.pieces(summary_of(blocks, settings.excerpt_length)),
        toc=table_of_contents(reading.headings, settings.toc_depth),
        anchors=tuple(reading.anchors),
        text=plain,
        word_count=words,
        reading_time=-(-words // max(settings.reading_speed, 1)),
        title=_title(blocks, reading),
        notices=tuple(sorted(reading.notices, key=lambda notice: notice.line)),
    )


def _blocks(text: str, first_line: int, reading: Reading) -> list[Block]:
    md = markdown_for(reading.settings)
    state = PageState()
    state.line = state.here = first_line
    state.env.update(reading=reading, line=first_line)
    state.process(text)
    md.block.parse(state)
    for hook in md.before_render_hooks:
        hook(md, state)
    _bound_abbreviations(state)
    blocks = [_block(str(token["type"]), html) for token, html in md.rendered(state)]
    notes = notes_of(md, state)
    return [*blocks, _block("footnotes", md.page_renderer.footnotes(notes))] if notes else blocks


def _block(kind: str, html: str) -> Block:
    return Block(kind, html, text_of(html))


def _bound_abbreviations(state: PageState) -> None:
    # mistune finds an abbreviation in the middle of a word, unless it is given the pattern.
    names = sorted(state.env.get("ref_abbrs", ()), key=len, reverse=True)
    if names:
        pattern = "|".join(map(re.escape, names))
        state.env["abbrs_re"] = re.compile(rf"(?<!\w)(?:{pattern})(?!\w)")


def _title(blocks: list[Block], reading: Reading) -> str:
    first = next((block for block in blocks if block.html.strip()), None)
    if first and first.kind == "heading" and reading.headings[0].level == 1:
        return reading.headings[0].title
    return ""
