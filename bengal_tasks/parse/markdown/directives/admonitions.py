"""Admonitions: asides with a title, those that fold, and notes about versions."""

from __future__ import annotations

from bengal_tasks.parse.markdown.directives.directive import (
    Builtin,
    Directive,
    Render,
    Writer,
    attributes,
    content_of,
)


_TITLES = {
    "note": "Note",
    "tip": "Tip",
    "warning": "Warning",
    "danger": "Danger",
    "error": "Error",
    "info": "Info",
    "example": "Example",
    "success": "Success",
    "caution": "Caution",
    "seealso": "See also",
    "important": "Important",
    "attention": "Attention",
    "hint": "Hint",
    "admonition": "Note",
}

_VERSIONS = {
    "since": "New in version",
    "changed": "Changed in version",
    "deprecated": "Deprecated since version",
}


def admonition(directive: Directive, writer: Writer) -> str:
    """Render an aside with a title."""
    name = "" if directive.name == "admonition" else directive.name
    classes = directive.classes(*filter(None, ("admonition", name)))
    title = writer.inline(directive.argument or _TITLES[directive.name], directive.line)
    return (
        f"<aside{attributes(('class', classes), ('id', _id(directive, writer)))} "
        f'role="note">\n<p class="admonition-title">{title}</p>\n'
        f"{content_of(directive, writer)}</aside>\n"
    )


def _id(directive: Directive, writer: Writer) -> str:
    name = directive.option("name", "id")
    return writer.reading.own_id(name) if name else ""


def dropdown(directive: Directive, writer: Writer) -> str:
    """Render a part that opens when its title is clicked."""
    title = writer.inline(directive.argument or "Details", directive.line)
    opened = " open" if directive.flag("open") else ""
    return (
        f"<details{attributes(('class', directive.classes('dropdown')))}{opened}>\n"
        f"<summary>{title}</summary>\n{content_of(directive, writer)}</details>\n"
    )


def version(directive: Directive, writer: Writer) -> str:
    """Render a note on the version that something came, changed or went with."""
    label = f"{_VERSIONS[directive.name]} {directive.argument}".strip()
    return (
        f"<aside{attributes(('class', directive.classes('version-note', directive.name)))} "
        f'role="note">\n<p class="version-title">{writer.inline(label, directive.line)}</p>\n'
        f"{content_of(directive, writer)}</aside>\n"
    )


def _all(render: Render, *names: str) -> dict[str, Builtin]:
    return dict.fromkeys(names, Builtin(render))


BUILT_IN = (
    _all(admonition, *_TITLES) | _all(dropdown, "dropdown", "details") | _all(version, *_VERSIONS)
)
