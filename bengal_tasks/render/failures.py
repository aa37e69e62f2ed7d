"""Failures of templates: which template, which line, while which page was rendered."""

from __future__ import annotations

from jinja2 import TemplateNotFound

from bengal_tasks.errors import Place, TemplateError


def failure_of(error: Exception, name: str, texts: dict[str, str], url: str) -> TemplateError:
    """Return *error*, raised while the template *name* rendered the page at *url*, in our form."""
    path, line = _where(error, texts) or (name, 0)
    lines = texts.get(path, "").splitlines()
    shown = lines[line - 1] if 0 < line <= len(lines) else ""
    what = _told(error)
    return TemplateError(f"{what}, while {url} was rendered", Place(path, line, 0, shown))


def _told(error: Exception) -> str:
    if isinstance(error, TemplateNotFound):
        return f"there is no template {error.name!r}"
    kind = type(error).__name__
    return str(error) if kind == "UndefinedError" else f"{kind}: {error}"


def _where(error: Exception, texts: dict[str, str]) -> tuple[str, int] | None:
    """Return the innermost frame of the traceback that lies in a template."""
    found = None
    trace = error.__traceback__
    while trace is not None:
        path = trace.tb_frame.f_code.co_filename
        if path in texts:
            found = (path, trace.tb_lineno)
        trace = trace.tb_next
    return found
