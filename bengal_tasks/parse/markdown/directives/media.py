"""
Media: figures, films and sounds.

A page asks no other host for anything until its reader clicks: what is elsewhere is a link.
"""

from __future__ import annotations

import re

from mistune.util import escape, escape_url

from bengal_tasks.parse.markdown.directives.directive import (
    Builtin,
    Content,
    Directive,
    Writer,
    attributes,
    content_of,
)
from bengal_tasks.parse.markdown.links import Reach, reach_of


_YOUTUBE = re.compile(r"(?:.*(?:v=|youtu\.be/|embed/|shorts/))?([\w-]{11})(?:[?&#].*)?")
_VIMEO = re.compile(r"(?:.*vimeo\.com/(?:video/)?)?([0-9]{1,12})(?:[/?#].*)?")
_SIZE = re.compile(r"[0-9]{1,5}")


def figure(directive: Directive, writer: Writer) -> str:
    """Render an image with a caption: the body, or the option ``:caption:``."""
    image = writer.reading.image(
        escape_url(directive.argument),
        directive.line,
        ("alt", directive.option("alt")),
        *_sizes(directive),
        ("loading", "lazy"),
    )
    link = directive.option("link", "target")
    if link:
        image = f'<a href="{writer.url("href", link, directive.line)}">{image}</a>'
    align = directive.option("align")
    classes = directive.classes("figure", *([f"align-{align}"] if align.isalpha() else []))
    return (
        f"<figure{attributes(('class', classes))}>\n{image}\n"
        f"{_caption(directive, writer)}</figure>\n"
    )


def _sizes(directive: Directive) -> list[tuple[str, str]]:
    sizes = {name: directive.option(name).removesuffix("px") for name in ("width", "height")}
    return [(name, size) for name, size in sizes.items() if _SIZE.fullmatch(size)]


def _caption(directive: Directive, writer: Writer) -> str:
    caption = content_of(directive, writer)
    text = directive.option("caption")
    if text:
        caption = f"<p>{writer.inline(text, directive.line)}</p>\n{caption}"
    return f"<figcaption>\n{caption}</figcaption>\n" if caption else ""


def player(directive: Directive, writer: Writer) -> str:
    """Render a film or a sound; nothing of it is loaded before it is played."""
    url = writer.url("src", directive.argument, directive.line)
    name = directive.name
    poster = directive.option("poster") if name == "video" else ""
    image = ""
    if poster and reach_of(poster) is Reach.SITE:
        image = f' poster="{writer.url("src", poster, directive.line)}"'
    title = directive.option("title", "caption") or directive.argument
    return (
        f"<figure{attributes(('class', directive.classes('figure', f'figure-{name}')))}>\n"
        f'<{name} controls preload="none" src="{url}"{image}{attributes(*_sizes(directive))} '
        f'aria-label="{escape(title)}"></{name}>\n{_caption(directive, writer)}</figure>\n'
    )


def youtube(directive: Directive, writer: Writer) -> str:
    """Render a link to a film on YouTube."""
    found = _YOUTUBE.fullmatch(directive.argument)
    url = f"https://www.youtube.com/watch?v={found[1]}" if found else ""
    return _embed(directive, writer, url, "YouTube")


def vimeo(directive: Directive, writer: Writer) -> str:
    """Render a link to a film on Vimeo."""
    found = _VIMEO.fullmatch(directive.argument)
    return _embed(directive, writer, f"https://vimeo.com/{found[1]}" if found else "", "Vimeo")


def _embed(directive: Directive, writer: Writer, url: str, host: str) -> str:
    if not url:
        message = f'"{directive.argument}" names no film on {host}'
        writer.reading.notice(directive.line, message, "directive")
        return ""
    title = writer.inline(directive.option("title") or f"Watch on {host}", directive.line)
    classes = directive.classes("embed", f"embed-{directive.name}")
    return (
        f"<p{attributes(('class', classes))}>"
        f'<a class="embed-link" href="{escape(url)}" rel="noopener noreferrer">'
        f'<span class="embed-title">{title}</span> <span class="embed-host">{host}</span></a></p>\n'
    )


BUILT_IN = {
    "figure": Builtin(figure),
    "video": Builtin(player),
    "audio": Builtin(player),
    "youtube": Builtin(youtube, Content.SOURCE),
    "vimeo": Builtin(vimeo, Content.SOURCE),
}
