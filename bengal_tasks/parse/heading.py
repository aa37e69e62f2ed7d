"""The heading that a body begins with: the title of a page whose front matter has none."""

from __future__ import annotations

import re


_HEADING = re.compile(
    r"\s*(?:#[ \t]+(?P<atx>[^\n]*?)[ \t]*#*[ \t]*|(?P<setext>[^\n]+)\n=+[ \t]*)(?:\n|\Z)"
)
_LINK = re.compile(r"\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])")
_IDENTIFIER = re.compile(r"\s*\{#[^}]*\}$")
_MARKS = re.compile(r"[`*]|(?<!\w)_|_(?!\w)")


def leading_heading(body: str) -> tuple[str, str]:
    r"""
    Return the text of the h1 that *body* begins with and what follows; "" and *body* without one.

    >>> leading_heading("# Using `doit`\n\nText")
    ('Using doit', '\nText')
    """
    found = _HEADING.match(body)
    if found is None:
        return "", body
    text = _IDENTIFIER.sub("", found["atx"] or found["setext"] or "")
    return _MARKS.sub("", _LINK.sub(r"\1", text)).strip(), body[found.end() :]


def without_title(body: str, title: object) -> str:
    """
    Return *body* without a leading h1 that says the title again, or is the title.

    Lines are kept, so that places in messages stay right.
    """
    heading, rest = leading_heading(body)
    if not heading or (title and str(title).strip() != heading):
        return body
    return "\n" * (body.count("\n") - rest.count("\n")) + rest
