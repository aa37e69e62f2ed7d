"""Rewrite: the same HTML with other URLs; every other character stays as it is."""

from __future__ import annotations

from collections.abc import Callable

from bengal_tasks.assets.html.reference import HtmlReference
from bengal_tasks.assets.html.scan import Wanted, located


_CONTROLS = {code: f"%{code:02X}" for code in (*range(0x21), 0x7F)}


def rewrite(
    html: str, url_of: Callable[[HtmlReference], str | None], links: Wanted | None = None
) -> tuple[str, tuple[HtmlReference, ...]]:
    """
    Return *html* with the URLs that *url_of* gives, and the references as they were.

    A reference for which *url_of* returns None, nothing or the same URL stays as it is written,
    and so does one with an empty span. A new URL is spelled as its place demands: in character
    references, escapes of CSS and JSON; space and controls are percent-encoded. *links* is that
    of `scan`.
    """
    found = located(html, links)
    parts: list[str] = []
    done = 0
    for reference, spell in found:
        new = url_of(reference)
        if new and new != reference.url and reference.start < reference.end:
            parts += html[done : reference.start], spell(new.translate(_CONTROLS))
            done = reference.end
    parts.append(html[done:])
    return "".join(parts), tuple(reference for reference, _ in found)
