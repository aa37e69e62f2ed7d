"""Small directives: one element each."""

from __future__ import annotations

from mistune.util import escape

from bengal_tasks.model.body import Slot
from bengal_tasks.parse.markdown.directives.directive import (
    Builtin,
    Content,
    Directive,
    Writer,
    attributes,
    class_names,
    content_of,
)


def button(directive: Directive, writer: Writer) -> str:
    """Render a link that looks like a button; the argument is its target, the body its label."""
    target = directive.option("link", "href")
    label = directive.text.strip() or directive.argument
    color = directive.option("color", "type")
    classes = directive.classes("button", *([f"button-{color}"] if color.isalnum() else []))
    url = writer.url("href", target or directive.argument, directive.line)
    text = writer.inline(label, directive.text_line)
    return f'<p class="button-row"><a{attributes(("class", classes))} href="{url}">{text}</a></p>\n'


def badge(directive: Directive, writer: Writer) -> str:
    """Render a few words in a coloured box."""
    color = directive.option("color", "type")
    classes = directive.classes("badge", *([f"badge-{color}"] if color.isalnum() else []))
    text = writer.inline(directive.argument or directive.text, directive.line)
    return f"<p><span{attributes(('class', classes))}>{text}</span></p>\n"


def container(directive: Directive, writer: Writer) -> str:
    """Render a block with classes of its own."""
    classes = class_names(f"{directive.argument} {directive.option('class')}")
    return f"<div{attributes(('class', classes))}>\n{content_of(directive, writer)}</div>\n"


def rubric(directive: Directive, writer: Writer) -> str:
    """Render a heading that is not in the table of contents."""
    title = writer.inline(directive.argument, directive.line)
    content = content_of(directive, writer)
    return f"<p{attributes(('class', directive.classes('rubric')))}>{title}</p>\n{content}"


def target(directive: Directive, writer: Writer) -> str:
    """Render a place that a link may lead to."""
    name = writer.reading.own_id(directive.argument.strip("#") or "target")
    return f'<span class="target" id="{escape(name)}"></span>\n{content_of(directive, writer)}'


def shortcode(directive: Directive, writer: Writer) -> str:
    """Leave a directive of another name to the site, as a slot."""
    attrs = list(directive.options.items())
    if directive.argument:
        attrs.append(("argument", directive.argument))
    body = writer.reading.pieces(content_of(directive, writer))
    slot = Slot("shortcode", directive.name, directive.line, tuple(attrs), body)
    return writer.reading.slot(slot) + "\n"


BUILT_IN = {
    "button": Builtin(button, Content.SOURCE),
    "badge": Builtin(badge, Content.SOURCE),
    "container": Builtin(container),
    "div": Builtin(container),
    "rubric": Builtin(rubric),
    "target": Builtin(target),
}
