"""Markdown inside templates: the ``markdownify`` filter."""

from __future__ import annotations

from markupsafe import Markup

from bengal_tasks.errors import ContentError, Place
from bengal_tasks.parse.markdown import parse_body
from bengal_tasks.render.body import fill
from bengal_tasks.render.markdown import markdown_settings
from bengal_tasks.render.scope import Scope


def markdown_html(scope: Scope, text: str) -> Markup:
    """Return *text* as HTML; one paragraph comes without its ``<p>``."""
    parsed = parse_body(
        text, source=scope.url, first_line=1, settings=markdown_settings(scope), include=_refuse
    )
    html = fill(scope, scope.key, parsed.pieces).strip()
    if html.startswith("<p>") and html.endswith("</p>") and html.count("<p>") == 1:
        html = html[len("<p>") : -len("</p>")]
    return Markup(html)  # noqa: S704 (HTML of our parser)


def _refuse(path: str) -> str:
    raise ContentError(f"text of a template cannot include a file: {path}", Place(path))
