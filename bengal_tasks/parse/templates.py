"""
Templates as text: which others they name, and what of them matters.

The names come from Jinja's own syntax tree. What matters is the text without comments: two
templates that differ in comments alone have one code digest, so nothing is rendered again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from jinja2 import Environment, TemplateSyntaxError, meta

from bengal_tasks.errors import Place, TemplateError
from bengal_tasks.model.digest import Digest, digest_of


EXTENSIONS = ("jinja2.ext.do", "jinja2.ext.loopcontrols")
BLANKS = {"trim_blocks": True, "lstrip_blocks": True}
"""A tag alone on its line leaves no line; a comment as well, so both readings must agree on it."""
_BODY_FIELDS = re.compile(r"\.(summary|content|text|word_count|reading_time|toc)\b")


@dataclass(frozen=True, slots=True)
class ReadTemplate:
    """Names that a template refers to, whether some are computed, and whether it reads bodies."""

    refers: tuple[str, ...]
    computed: bool
    reads_bodies: bool


def syntax() -> Environment:
    """Return an environment that has our syntax and nothing else."""
    return Environment(
        autoescape=True,
        extensions=EXTENSIONS,
        trim_blocks=BLANKS["trim_blocks"],
        lstrip_blocks=BLANKS["lstrip_blocks"],
    )


def read_template(text: str, *, path: str) -> ReadTemplate:
    """
    Return what the template *text* refers to.

    Raises TemplateError with file and line when it is not valid.
    """
    try:
        tree = syntax().parse(text)
    except TemplateSyntaxError as error:
        raise syntax_error(error, text, path) from error
    names = list(meta.find_referenced_templates(tree))
    return ReadTemplate(
        refers=tuple(sorted({name for name in names if name})),
        computed=None in names,
        reads_bodies=bool(_BODY_FIELDS.search(text)),
    )


def code_digest(text: str) -> Digest:
    """Return the digest of the template *text* without its comments; of all of it if not valid."""
    parts: list[str] = []
    try:
        for _, kind, value in syntax().lex(text):
            if not kind.startswith("comment"):
                parts.append(value if kind != "data" else f"\0{value}\0")
    except TemplateSyntaxError:
        return digest_of(text.encode("utf-8", "surrogatepass"))
    joined = "".join(parts).replace("\0\0", "")
    return digest_of(joined.encode("utf-8", "surrogatepass"))


def syntax_error(error: TemplateSyntaxError, text: str, path: str) -> TemplateError:
    """Return Jinja's error in our form."""
    lines = text.splitlines()
    shown = lines[error.lineno - 1] if 0 < error.lineno <= len(lines) else ""
    message = (error.message or "not valid").rstrip(".")
    return TemplateError(
        f"the template is not valid: {message}", Place(path, error.lineno, 0, shown)
    )
