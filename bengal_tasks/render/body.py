"""Fill the slots of a parsed body: links, images, titles and shortcodes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import cast

from markupsafe import Markup, escape

from bengal_tasks.errors import ContentError, Place
from bengal_tasks.model.body import Piece, Slot, pieces_from_json
from bengal_tasks.model.entries import MISSING
from bengal_tasks.model.values import JSON
from bengal_tasks.render.images import image_slot
from bengal_tasks.render.links import resolve, title_of
from bengal_tasks.render.scope import Scope


_MOST_NESTED = 8


def body_html(scope: Scope, key: str, part: str) -> Markup:
    """
    Return one part of the body of the page *key* (``pieces`` or ``summary``) as HTML.

    Raises ContentError when bodies show each other in a circle.
    """
    value = scope.body(key, part)
    if value is MISSING:
        return Markup()
    if key in scope.filling or len(scope.filling) > _MOST_NESTED:
        chain = " -> ".join([*scope.filling, key])
        raise ContentError(
            f"pages show each other's bodies in a circle: {chain}", Place(scope.source_of(key))
        )
    scope.filling.append(key)
    try:
        html = fill(scope, key, pieces_from_json(value))
        if scope.away:
            from bengal_tasks.render.references import with_whole_urls  # noqa: PLC0415 (a parser)

            html = with_whole_urls(scope, key, html)
        return Markup(html)  # noqa: S704 (HTML of our parser)
    finally:
        scope.filling.pop()


def toc_of(scope: Scope, key: str) -> list[dict[str, JSON]]:
    """Return the table of contents of the page *key* as nested tables."""
    value = scope.body(key, "toc")
    return [] if value is MISSING else cast("list[dict[str, JSON]]", value)


def fill(scope: Scope, key: str, pieces: Iterable[Piece]) -> str:
    """Return the HTML of *pieces*, which stand in the body of the page *key*."""
    return "".join(
        piece if isinstance(piece, str) else _FILLERS[piece.kind](scope, key, piece)
        for piece in pieces
    )


def _href(scope: Scope, key: str, slot: Slot) -> str:
    return str(escape(resolve(scope, key, slot.target, slot.line)))


def _src(scope: Scope, key: str, slot: Slot) -> str:
    return str(escape(resolve(scope, key, slot.target, slot.line, kind="image")))


def _title(scope: Scope, key: str, slot: Slot) -> str:
    return str(escape(title_of(scope, key, slot.target)))


def _shortcode(scope: Scope, key: str, slot: Slot) -> str:
    body = Markup(fill(scope, key, slot.body))  # noqa: S704 (HTML of our parser)
    name = f"shortcodes/{slot.target}.html"
    if not scope.templates.exists(name):
        place = Place(scope.source_of(key), slot.line)
        scope.complain("directive", place, f"there is no directive or shortcode {slot.target!r}")
        return f'<div class="{escape(slot.target)}">{body}</div>'
    return scope.templates.render(name, {"args": dict(slot.attrs), "body": body}, page=key)


_FILLERS: dict[str, Callable[[Scope, str, Slot], str]] = {
    "href": _href,
    "src": _src,
    "image": image_slot,
    "title": _title,
    "shortcode": _shortcode,
}
