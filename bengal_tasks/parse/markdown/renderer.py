"""The renderer: tokens as HTML, with markers where the finished site has a say."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import TypeAlias

from mistune import BlockState, HTMLRenderer
from mistune.util import escape, safe_entity

from bengal_tasks.model.body import Heading, Slot
from bengal_tasks.parse.markdown.code import CodeStyle, code_block, style_of
from bengal_tasks.parse.markdown.directives import BUILT_IN, SHORTCODE
from bengal_tasks.parse.markdown.directives.directive import Directive, Writer
from bengal_tasks.parse.markdown.headings import slug_of
from bengal_tasks.parse.markdown.links import Reach, reach_of
from bengal_tasks.parse.markdown.plain import strip_tags, text_of
from bengal_tasks.parse.markdown.reading import MORE, Env, reading_of
from bengal_tasks.parse.markdown.settings import MarkdownSettings
from bengal_tasks.parse.markdown.state import Token, text_of_tokens


_MORE = re.compile(r"<!--\s*more\s*-->", re.IGNORECASE)

_Method: TypeAlias = Callable[[Token, BlockState], str]


class PageRenderer(HTMLRenderer):
    """
    mistune's renderer, for those tokens that need to know the page they are on.

    It keeps no state of its own: one renderer serves every page with the same settings.
    """

    def __init__(
        self, settings: MarkdownSettings, lined: Callable[[str, int, Env], list[Token]]
    ) -> None:
        super().__init__(escape=settings.html != "allow")
        self.settings = settings
        self.lined = lined
        self.methods: dict[str, _Method] = {
            "text": self.text_token,
            "link": self.link_token,
            "image": self.image_token,
            "heading": self.heading_token,
            "block_code": self.code_token,
            "block_html": self.block_html_token,
            "inline_html": self.inline_html_token,
            "directive": self.directive_token,
            "footnote_ref": self.footnote_ref_token,
        }

    def render_token(self, token: Token, state: BlockState) -> str:
        """Return a token as HTML."""
        method = self.methods.get(token["type"])
        return method(token, state) if method else super().render_token(token, state)

    def text_token(self, token: Token, _state: BlockState) -> str:
        """Return text; its entities are characters whatever is done with tags."""
        return safe_entity(token["raw"])

    def link_token(self, token: Token, state: BlockState) -> str:
        """Return a link; without a text it shows the title of its page, or its URL."""
        url, line = token["attrs"]["url"], token.get("line", 0)
        title = token["attrs"].get("title")
        reading = reading_of(state.env)
        href = reading.destination("href", url, line)
        text = self.render_tokens(token["children"], state)
        if not text.strip():
            local = reach_of(url) is Reach.SITE
            text = reading.slot(Slot("title", url, line)) if local else escape(url)
        return f'<a href="{href}"{_title(title)}>{text}</a>'

    def image_token(self, token: Token, state: BlockState) -> str:
        """Return an image; what is formatted in its text counts as plain."""
        attrs = token["attrs"]
        alt = unescape(text_of_tokens(token["children"]))
        title = unescape(attrs.get("title") or "")
        reading = reading_of(state.env)
        return reading.image(attrs["url"], token.get("line", 0), ("alt", alt), ("title", title))

    def heading_token(self, token: Token, state: BlockState) -> str:
        """Return a heading with an id and a link to itself, and note it for the contents."""
        reading = reading_of(state.env)
        html = self.render_tokens(token["children"], state)
        title, level = text_of(html), token["attrs"]["level"]
        own = token.get("own_id")
        name = reading.own_id(own) if own else reading.unique_id(slug_of(title))
        reading.headings.append(Heading(level, name, title))
        return (
            f'<h{level} id="{name}">{html} <a class="anchor" href="#{name}" '
            f'aria-label="Link to this section">#</a></h{level}>\n'
        )

    def code_token(self, token: Token, _state: BlockState) -> str:
        """Return a code block."""
        info = token.get("attrs", {}).get("info", "")
        return code_block(token["raw"], style_of(info) if info else CodeStyle(), self.settings)

    def block_html_token(self, token: Token, state: BlockState) -> str:
        """Return raw HTML that stands by itself."""
        html = self._raw(token["raw"], state)
        if self.settings.html == "allow":
            return html + "\n"
        rest = html.replace(MORE, "").strip()
        paragraph = f"<p>{rest}</p>\n" if rest else ""
        return paragraph + (MORE if MORE in html else "")

    def inline_html_token(self, token: Token, state: BlockState) -> str:
        """Return raw HTML within text."""
        return self._raw(token["raw"], state)

    def _raw(self, html: str, state: BlockState) -> str:
        if self.settings.html == "allow":
            reading_of(state.env).raw_ids(html)
            return _MORE.sub(MORE, html)
        parts = _MORE.split(html)
        if self.settings.html == "strip":
            return MORE.join(safe_entity(strip_tags(part)) for part in parts)
        return MORE.join(map(escape, parts))

    def directive_token(self, token: Token, state: BlockState) -> str:
        """Return a directive."""
        directive: Directive = token["directive"]
        builtin = BUILT_IN.get(directive.name, SHORTCODE)
        return builtin.render(directive, Writer(self.render_tokens, self.lined, state))

    def footnote_ref_token(self, token: Token, state: BlockState) -> str:
        """Return the number of a note; each use has an id of its own."""
        reading = reading_of(state.env)
        index = token["attrs"]["index"]
        use = reading.number(f"fnref-{index}")
        name = f"fnref-{index}" if use == 1 else f"fnref-{index}-{use}"
        reading.anchors[name] = None
        return (
            f'<sup class="footnote-ref" id="{name}"><a href="#fn-{index}" role="doc-noteref">'
            f"{index}</a></sup>"
        )

    def footnote_item(self, text: str, key: str, index: int) -> str:
        """Return a note with a link back to where it was used."""
        del key
        back = (
            f'<a class="footnote-back" href="#fnref-{index}" role="doc-backlink" '
            'aria-label="Back to the text">↩</a>'
        )
        text = text.rstrip()
        inner = f"{text[:-4]} {back}</p>" if text.endswith("</p>") else f"{text}\n{back}"
        return f'<li id="fn-{index}">{inner}</li>\n'

    def footnotes(self, text: str) -> str:
        """Return the notes of a page."""
        return f'<section class="footnotes" role="doc-endnotes">\n<ol>\n{text}</ol>\n</section>\n'

    def table(self, text: str) -> str:
        """Return a table in a box that can be scrolled by keys when it is too wide."""
        return f'<div class="table-wrap" tabindex="0">\n<table>\n{text}</table>\n</div>\n'

    def def_list_head(self, text: str, name: str = "") -> str:
        """Return a term; terms of a glossary have an id."""
        return f'<dt id="{name}">{text}</dt>\n' if name else f"<dt>{text}</dt>\n"


def _title(title: str | None) -> str:
    return f' title="{safe_entity(title)}"' if title else ""
