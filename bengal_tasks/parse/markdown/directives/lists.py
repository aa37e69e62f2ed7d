"""Lists that mean something: steps, checklists, tables and glossaries."""

from __future__ import annotations

from bengal_tasks.parse.markdown.directives.directive import (
    Builtin,
    Content,
    Directive,
    Writer,
    attributes,
    content_of,
    directives_in,
)
from bengal_tasks.parse.markdown.headings import slug_of
from bengal_tasks.parse.markdown.state import Token, text_of_tokens


def steps(directive: Directive, writer: Writer) -> str:
    """Render steps: an ordered list, or a directive for each of them."""
    tag = "ol" if directives_in(directive.children, "step") else "div"
    return (
        f"<{tag}{attributes(('class', directive.classes('steps')))}>\n"
        f"{content_of(directive, writer)}</{tag}>\n"
    )


def step(directive: Directive, writer: Writer) -> str:
    """Render one step."""
    title = writer.inline(directive.argument, directive.line)
    head = f'<p class="step-title">{title}</p>\n' if title else ""
    return (
        f"<li{attributes(('class', directive.classes('step')))}>\n{head}"
        f"{content_of(directive, writer)}</li>\n"
    )


def checklist(directive: Directive, writer: Writer) -> str:
    """Render a list of things to do, with a title."""
    title = writer.inline(directive.argument, directive.line)
    head = f'<p class="checklist-title">{title}</p>\n' if title else ""
    return (
        f"<div{attributes(('class', directive.classes('checklist')))}>\n{head}"
        f"{content_of(directive, writer)}</div>\n"
    )


def list_table(directive: Directive, writer: Writer) -> str:
    """Render a list of lists as a table; the argument is its caption."""
    rows = [_cells(item, writer) for item in _items(directive.children)]
    heads = directive.number("header-rows")
    stubs = directive.number("stub-columns")
    caption = writer.inline(directive.argument, directive.line)
    parts = [f"<caption>{caption}</caption>\n" if caption else ""]
    if rows[:heads]:
        parts.append(f"<thead>\n{''.join(_row(row, len(row)) for row in rows[:heads])}</thead>\n")
    parts.append(f"<tbody>\n{''.join(_row(row, stubs) for row in rows[heads:])}</tbody>\n")
    classes = attributes(("class", directive.classes()))
    table = f"<table{classes}>\n{''.join(parts)}</table>\n"
    return f'<div class="table-wrap" tabindex="0">\n{table}</div>\n'


def _items(tokens: list[Token]) -> list[Token]:
    return [item for token in tokens if token["type"] == "list" for item in token["children"]]


def _cells(item: Token, writer: Writer) -> list[str]:
    return [_cell(writer.html(cell["children"]).strip()) for cell in _items(item["children"])]


def _cell(html: str) -> str:
    # One cell with two paragraphs makes the whole list loose; a single one needs no margins.
    single = html.startswith("<p>") and html.count("<p") == 1 and html.endswith("</p>")
    return html[len("<p>") : -len("</p>")] if single else html


def _row(cells: list[str], heads: int) -> str:
    tags = ["th" if n < heads else "td" for n in range(len(cells))]
    html = "".join(f"<{tag}>{cell}</{tag}>\n" for tag, cell in zip(tags, cells, strict=True))
    return f"<tr>\n{html}</tr>\n"


def glossary(directive: Directive, writer: Writer) -> str:
    """Render a definition list whose terms can be linked to: ``#term-NAME``."""
    for token in directive.children:
        if token["type"] == "def_list":
            for entry in token["children"]:
                _name_term(entry, writer)
    return f'<div class="glossary">\n{content_of(directive, writer)}</div>\n'


def _name_term(entry: Token, writer: Writer) -> None:
    if entry["type"] == "def_list_head":
        term = slug_of(text_of_tokens(entry["children"]))
        entry["attrs"] = {"name": writer.reading.unique_id(f"term-{term}")}


BUILT_IN = {
    "steps": Builtin(steps),
    "step": Builtin(step),
    "checklist": Builtin(checklist),
    "list-table": Builtin(list_table),
    "glossary": Builtin(glossary, Content.TERMS),
}
