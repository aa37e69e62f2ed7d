"""Cards: boxes with a title, and the grid that they stand in."""

from __future__ import annotations

from bengal_tasks.parse.markdown.directives.directive import (
    Builtin,
    Directive,
    Writer,
    attributes,
    content_of,
)


def grid(directive: Directive, writer: Writer) -> str:
    """Render cards side by side."""
    columns = directive.number("columns")
    classes = attributes(
        ("class", directive.classes("cards")), ("data-columns", str(columns) if columns else "")
    )
    return f"<div{classes}>\n{content_of(directive, writer)}</div>\n"


def card(directive: Directive, writer: Writer) -> str:
    """Render a box; its title is the link, so that a screen reader says one name only."""
    parts = [
        _image(directive, writer),
        _title(directive, writer),
        f'<div class="card-body">\n{content_of(directive, writer)}</div>\n',
        _footer(directive, writer),
    ]
    return f"<div{attributes(('class', directive.classes('card')))}>\n{''.join(parts)}</div>\n"


def _image(directive: Directive, writer: Writer) -> str:
    image = directive.option("image")
    if not image:
        return ""
    url = writer.url("src", image, directive.line)
    return f'<img class="card-image" src="{url}" alt="" loading="lazy">\n'


def _title(directive: Directive, writer: Writer) -> str:
    title = writer.inline(directive.argument, directive.line)
    link = directive.option("link", "href")
    if link:
        url = writer.url("href", link, directive.line)
        title = f'<a class="card-link" href="{url}">{title or link}</a>'
    return f'<p class="card-title">{title}</p>\n' if title else ""


def _footer(directive: Directive, writer: Writer) -> str:
    text = directive.option("footer")
    html = writer.inline(text, directive.line)
    return f'<p class="card-footer">{html}</p>\n' if text else ""


BUILT_IN = {
    "cards": Builtin(grid),
    "grid": Builtin(grid),
    "card": Builtin(card),
}
