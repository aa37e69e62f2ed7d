"""The head of a Markdown source, told from its body, and read field by field."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import TypeAlias, cast

from bengal_tasks.errors import ContentError
from bengal_tasks.model.front_matter import (
    FrontMatter,
    checked_name,
    checked_output,
    checked_slug,
    checked_template,
    checked_url,
)
from bengal_tasks.model.values import JSON, Limits, ReadError, kind_of, moment_text, place_in
from bengal_tasks.parse.toml import key_positions, parse_toml
from bengal_tasks.parse.yaml import parse_yaml


_Reader: TypeAlias = Callable[[JSON], object]

_LIMITS = Limits(depth=20, largest=2**63 - 1, expanded=0)
_LARGEST = 65_536
_OPENING = re.compile(r"(---|\+\+\+)[ \t]*(?:\n|\Z)")
_CLOSING = {
    fence: re.compile(rf"^{re.escape(fence)}[ \t]*$", re.MULTILINE) for fence in ("---", "+++")
}
_FORMATS = {"---": "yaml", "+++": "toml"}


@dataclass(frozen=True, slots=True)
class SplitSource:
    """A Markdown source in its two parts; lines count from 1 in the file."""

    front: dict[str, JSON]
    body: str
    body_line: int
    format: str
    lines: dict[str, int]
    head: str = ""
    """What is between the fences, from the end of the first on: for error messages."""


def split_front_matter(text: str, *, path: str) -> SplitSource:
    """Return the front matter of a source as plain values, and its body with bare line feeds."""
    text = text.removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    opening = _OPENING.match(text)
    if opening is None:
        return SplitSource({}, text, 1, "none", {})
    fence = opening[1]
    closing = _CLOSING[fence].search(text, opening.end())
    if closing is None:
        raise ContentError(
            "the front matter has no end",
            place_in(text, path, 1, 1),
            f"put a line '{fence}' after it",
        )
    # with the newline of the fence, lines of the head count as those of the file do
    head = text[opening.end() - 1 : closing.start()]
    try:
        front, lines = _read(head, fence)
    except ReadError as error:
        place = place_in(text, path, error.line or 1, error.column)
        raise ContentError(error.headline, place, error.hint) from None
    body_line = 2 + head.count("\n")
    return SplitSource(front, text[closing.end() + 1 :], body_line, _FORMATS[fence], lines, head)


def _read(head: str, fence: str) -> tuple[dict[str, JSON], dict[str, int]]:
    if len(head) > _LARGEST or len(head.encode(errors="replace")) > _LARGEST:
        raise ReadError(f"the front matter has more than {_LARGEST} bytes")
    if fence == "+++":
        front = parse_toml(head, _LIMITS)
        positions = key_positions(head)
        return front, {key: positions.get((key,), (0, 0))[0] for key in front}
    value, lines = parse_yaml(head, _LIMITS)
    if value is None:
        return {}, {}
    if not isinstance(value, dict):
        hint = "write each setting as 'key: value'"
        raise ReadError(f"the front matter must be a table, not {kind_of(value)}", 2, 1, hint)
    return value, lines


def apply_cascade(front: dict[str, JSON], cascades: list[dict[str, JSON]]) -> dict[str, JSON]:
    """Return *front* with what the *cascades* above it add, the nearest last; *front* wins."""
    merged: dict[str, JSON] = {}
    for layer in (*cascades, front):
        params = [merged.get("params"), layer.get("params")]
        merged |= layer
        if all(isinstance(table, dict) for table in params):
            merged["params"] = {k: v for table in params for k, v in table.items()}  # type: ignore[union-attr]
    return merged


def validate_front_matter(
    split: SplitSource, *, path: str, taxonomies: tuple[str, ...]
) -> FrontMatter:
    """Return the typed fields of a source's front matter; what has no field is in *params*."""
    fields: dict[str, object] = {}
    params: dict[str, JSON] = {}
    named: dict[str, tuple[str, ...]] = {}
    explicit: dict[str, JSON] = {}
    for key, value in split.front.items():
        try:
            if key in taxonomies:
                named[key] = _terms(value)
            if key in _FIELDS:
                _read_field(fields, key, value)
            elif key == "params":
                explicit = _table(value)
            elif key not in taxonomies:
                params[key] = value
        except ReadError as error:
            raise _misfit(split, path, key, error) from None
    make: Callable[..., FrontMatter] = FrontMatter
    return make(taxonomies=named, params={**params, **explicit}, **_settled(fields))


def _misfit(split: SplitSource, path: str, key: str, error: ReadError) -> ContentError:
    line = split.lines.get(key, 0)
    place = place_in(split.head, path, line)
    place = replace(place, column=max(place.text.find(key), 0) + 1 if line else 0)
    label = ".".join(str(part) for part in (key, *error.keys))
    hint = error.hint or ("" if line else "it comes from a cascade above this page")
    return ContentError(f"{label} {error.headline}", place, hint)


def _read_field(fields: dict[str, object], key: str, value: JSON) -> None:
    if value is None:
        return
    name = _SYNONYMS.get(key, key)
    if name in fields:
        raise ReadError(f"says the same as '{name}', which is there too")
    fields[name] = _FIELDS[key](value)


def _settled(fields: dict[str, object]) -> dict[str, object]:
    """Let the fields that stand for several others set them."""
    visibility = _table(fields.pop("visibility", None))  # type: ignore[arg-type]
    fields.update({_VISIBLE[name]: shown for name, shown in visibility.items()})
    authors = (*fields.pop("author", ()), *fields.get("authors", ()))  # type: ignore[misc]
    fields["authors"] = tuple(dict.fromkeys(authors))
    if fields.get("menu") == {}:
        fields["in_menu"] = False
    if fields.get("search_exclude"):
        fields["in_search"] = False
    if fields.get("hidden"):
        fields.update(dict.fromkeys(_VISIBLE.values(), False), noindex=True)
    return fields


def _misfit_error(expected: str, value: JSON) -> ReadError:
    shown = f"'{value}'" if isinstance(value, str) else kind_of(value)
    return ReadError(f"must be {expected}, not {shown}")


def _text(value: JSON) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise _misfit_error("text", value)
    return str(value)


def _flag(value: JSON) -> bool:
    if not isinstance(value, bool):
        raise _misfit_error("true or false", value)
    return value


def _whole(value: JSON) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise _misfit_error("a whole number", value)
    return value


def _table(value: JSON) -> dict[str, JSON]:
    if not isinstance(value, dict | None):
        raise _misfit_error("a table", value)
    return value or {}


def _terms(value: JSON) -> tuple[str, ...]:
    """Return a text, a number or a list of them as texts; each is there once."""
    items = value if isinstance(value, list) else [value]
    if any(isinstance(item, bool | list | dict) for item in items):
        wrong = next(item for item in items if isinstance(item, bool | list | dict))
        raise _misfit_error("a text or a list of texts", wrong)
    texts = (_text(item).strip() for item in items if item is not None)
    return tuple(dict.fromkeys(text for text in texts if text))


def _date(value: JSON) -> str:
    expected = "a date such as 2026-03-01"
    if not isinstance(value, str):
        raise _misfit_error(expected, value)
    try:
        moment = moment_text(value.strip())
    except ValueError as error:
        raise ReadError(f"must be {expected}, not '{value}': {error}") from None
    if moment is None and value.strip():
        raise _misfit_error(expected, value)
    return moment or ""


def _checked(check: Callable[[str], str]) -> _Reader:
    return lambda value: check(_text(value))


def _all_checked(check: Callable[[str], str]) -> _Reader:
    return lambda value: tuple(check(term) for term in _terms(value))


def _visibility(value: JSON) -> dict[str, JSON]:
    return _members(_table(value), dict.fromkeys(_VISIBLE, _flag))


def _members(table: dict[str, JSON], readers: Mapping[str, _Reader]) -> dict[str, JSON]:
    """Read a table whose keys are known."""
    members: dict[str, JSON] = {}
    for key, value in table.items():
        if key not in readers:
            close = get_close_matches(key, readers, 1)
            hint = f"did you mean '{close[0]}'?" if close else f"known: {', '.join(readers)}"
            raise ReadError(f"has no setting '{key}'", hint=hint)
        try:
            members[key] = None if value is None else cast("JSON", readers[key](value))
        except ReadError as error:
            raise error.within(key) from None
    return members


def _menu(value: JSON) -> dict[str, dict[str, JSON]]:
    if value is False:
        return {}
    if isinstance(value, dict):
        return {name: _menu_entry(name, entry) for name, entry in value.items()}
    if value is True:
        raise _misfit_error("the name of a menu, a list or a table of menus, or false", value)
    return {name: _menu_entry(name, None) for name in _terms(value)}


def _menu_entry(name: str, value: JSON) -> dict[str, JSON]:
    try:
        given = _members(_table(value), _MENU_ENTRY)
    except ReadError as error:
        raise error.within(name) from None
    empty: dict[str, JSON] = {key: None if key == "weight" else "" for key in _MENU_ENTRY}
    return empty | {key: member for key, member in given.items() if member is not None}


_VISIBLE = {
    "menu": "in_menu",
    "listings": "listings",
    "sitemap": "in_sitemap",
    "search": "in_search",
    "rss": "in_feeds",
}
_MENU_ENTRY: dict[str, _Reader] = {
    "name": _text,
    "weight": _whole,
    "parent": _text,
    "identifier": _text,
    "url": _text,
    "icon": _text,
}
_SYNONYMS = {"publishDate": "publish_date", "expiryDate": "expiry_date"}
_FIELDS: dict[str, _Reader] = {
    **dict.fromkeys(("title", "nav_title", "description", "summary", "canonical"), _text),
    **dict.fromkeys(("date", "lastmod", "publish_date", "expiry_date", *_SYNONYMS), _date),
    **dict.fromkeys(("draft", "hidden", "noindex", "toc", "search_exclude"), _flag),
    **dict.fromkeys(("author", "authors"), _terms),
    **dict.fromkeys(("layout", "type"), _checked(checked_name)),
    "weight": _whole,
    "slug": _checked(checked_slug),
    "url": _checked(checked_url),
    "aliases": _all_checked(checked_url),
    "template": _checked(checked_template),
    "outputs": _all_checked(checked_output),
    "menu": _menu,
    "cascade": _table,
    "visibility": _visibility,
}
