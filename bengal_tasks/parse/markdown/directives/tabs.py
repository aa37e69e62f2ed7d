"""
Tabs: radio buttons with labels and panels, so that they work without a script.

The ids are counted by page, so that two builds of a page are the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mistune.util import escape

from bengal_tasks.parse.markdown.code import language_of
from bengal_tasks.parse.markdown.directives.directive import (
    Builtin,
    Directive,
    Writer,
    attributes,
    content_of,
    directives_in,
)
from bengal_tasks.parse.markdown.state import Token


@dataclass(frozen=True, slots=True)
class Tab:
    """A label and a panel, both HTML; one of the tabs of a set is *selected* at first."""

    label: str
    panel: str
    selected: bool = False


def tab_set(directive: Directive, writer: Writer) -> str:
    """Render the items of a set as tabs, after whatever else stands in it."""
    items = directives_in(directive.children, "tab-item", "tab")
    number = writer.reading.number("tab-set")
    rest = [token for token in directive.children if token.get("directive") not in items]
    html = writer.html(rest)
    tabs = [_tab(item, writer) for item in items]
    return _tabs(directive.classes("tab-set"), number, tabs, html)


def _tab(item: Directive, writer: Writer) -> Tab:
    label = writer.inline(item.argument or "Tab", item.line)
    return Tab(label, content_of(item, writer), item.flag("selected"))


def tab_item(directive: Directive, writer: Writer) -> str:
    """Render an item that stands in no set."""
    label = writer.inline(directive.argument or "Tab", directive.line)
    return (
        f'<div class="tab-panel">\n<p class="tab-title">{label}</p>\n'
        f"{content_of(directive, writer)}</div>\n"
    )


def code_tabs(directive: Directive, writer: Writer) -> str:
    """Render each code block as a tab that is named by its language."""
    number = writer.reading.number("tab-set")
    tabs = [tab for token in directive.children for tab in _code_tab(token, writer)]
    return _tabs(directive.classes("tab-set", "code-tabs"), number, tabs, "")


def _code_tab(token: Token, writer: Writer) -> Iterable[Tab]:
    if token["type"] == "block_code":
        info = token.get("attrs", {}).get("info", "")
        yield Tab(escape(language_of(info)), writer.html([token]))
    for item in directives_in([token], "tab-item", "tab"):
        yield _tab(item, writer)


def _tabs(classes: str, number: int, tabs: list[Tab], rest: str) -> str:
    chosen = next((n for n, tab in enumerate(tabs) if tab.selected), 0)
    parts = [f"<div{attributes(('class', classes))}>\n{rest}"]
    for n, tab in enumerate(tabs):
        name = f"tab-{number}-{n + 1}"
        checked = " checked" if n == chosen else ""
        parts.append(
            f'<input class="tab-input" type="radio" name="tab-set-{number}" id="{name}"{checked}>\n'
            f'<label class="tab-label" for="{name}">{tab.label}</label>\n'
            f'<div class="tab-panel">\n{tab.panel}</div>\n'
        )
    return "".join((*parts, "</div>\n"))


BUILT_IN = {
    "tab-set": Builtin(tab_set),
    "tabs": Builtin(tab_set),
    "tab-item": Builtin(tab_item),
    "tab": Builtin(tab_item),
    "code-tabs": Builtin(code_tabs),
}
