"""A module, as griffe sees it, in Markdown."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any


def module_page(module: Any, *, private: bool) -> str:  # noqa: ANN401 (griffe may be absent)
    """Return the page of a module: its docstring, then attributes, functions and classes."""
    first = str(module.docstring.value).strip().partition("\n")[0] if module.docstring else ""
    front = [
        "---",
        f"title: {json.dumps(module.path)}",
        f"nav_title: {json.dumps(module.path.rpartition('.')[2])}",
        f"description: {json.dumps(first, ensure_ascii=False)}",
        "type: autodoc-python",
        "---",
        "",
    ]
    lines = [*front, *_docstring(module)]
    for member in _members(module, private=private):
        lines += _object(member, 2, private=private)
    return "\n".join(lines).rstrip() + "\n"


def _members(owner: Any, *, private: bool) -> list[Any]:  # noqa: ANN401 (griffe may be absent)
    """Return an owner's own members in the order of the source."""
    own = [member for member in owner.members.values() if not member.is_alias]
    shown = [m for m in own if private or not m.name.startswith("_")]
    return sorted(shown, key=lambda member: (member.lineno or 0, member.name))


def _object(member: Any, level: int, *, private: bool) -> Iterator[str]:  # noqa: ANN401
    anchor = member.path.removeprefix(f"{member.module.path}.")
    yield f"{'#' * level} {member.name} {{#{anchor}}}"
    yield ""
    yield from _fenced(_signature(member))
    yield from _docstring(member)
    if member.kind.value == "class":
        for other in _members(member, private=private):
            yield from _object(other, level + 1, private=private)


def _signature(member: Any) -> str:  # noqa: ANN401 (griffe may be absent)
    """Return how a member is called, or what it is."""
    match member.kind.value:
        case "class":
            bases = ", ".join(str(base) for base in member.bases)
            return f"class {member.name}({bases})" if bases else f"class {member.name}"
        case "function":
            parameters = ", ".join(_parameters(member))
            returns = f" -> {member.returns}" if member.returns is not None else ""
            start = "async def" if "async" in member.labels else "def"
            return f"{start} {member.name}({parameters}){returns}"
        case _:
            kind = f": {member.annotation}" if member.annotation is not None else ""
            value = f" = {member.value}" if member.value is not None else ""
            return f"{member.name}{kind}{value}"


def _parameters(function: Any) -> Iterator[str]:  # noqa: ANN401 (griffe may be absent)
    marks = {"variadic positional": "*", "variadic keyword": "**"}
    starred = slashed = False
    before = ""
    for parameter in function.parameters:
        kind = parameter.kind.value
        if before == "positional-only" and kind != before and not slashed:
            slashed = True
            yield "/"
        starred = starred or kind == "variadic positional"
        if kind == "keyword-only" and not starred:
            starred = True
            yield "*"
        before = kind
        typed = f": {parameter.annotation}" if parameter.annotation is not None else ""
        has_default = parameter.default is not None and kind not in marks
        equals = " = " if typed else "="
        default = f"{equals}{parameter.default}" if has_default else ""
        yield f"{marks.get(kind, '')}{parameter.name}{typed}{default}"
    if before == "positional-only" and not slashed:
        yield "/"


def _docstring(member: Any) -> Iterator[str]:  # noqa: ANN401 (griffe may be absent)
    for section in member.docstring.parsed if member.docstring else []:
        kind = section.kind.value
        if kind == "text":
            yield from _text(str(section.value))
        elif kind == "examples":
            yield "**Examples**"
            yield ""
            for part, text in section.value:
                yield from [text, ""] if part.value == "text" else _fenced(text)
        elif kind in {"admonition", "deprecated"}:
            yield f"**{section.title or kind}**: {section.value.description}"
        elif isinstance(section.value, list):
            yield from _list(section.title or kind.title(), section.value)
        yield ""


def _text(text: str) -> Iterator[str]:
    """Yield text with its examples in blocks, also where no heading says that they are some."""
    for paragraph in text.split("\n\n"):
        if paragraph.startswith(">>> "):
            yield from _fenced(paragraph)
        else:
            yield from (paragraph, "")


def _list(title: str, items: list[Any]) -> Iterator[str]:
    yield f"**{title}**"
    yield ""
    for item in items:
        name = getattr(item, "name", "") or ""
        annotation = getattr(item, "annotation", None)
        typed = f" (`{annotation}`)" if annotation is not None else ""
        described = " ".join(str(item.description).split())
        yield f"- `{name}`{typed}: {described}" if name else f"-{typed}: {described}"


def _fenced(code: str) -> Iterator[str]:
    fence = "```"
    while fence in code:
        fence += "`"
    yield from (f"{fence}python", code, fence, "")
