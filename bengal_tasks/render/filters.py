"""Filters for dates, text and plain lists; those for pages are methods of `Pages`."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterable
from email.utils import format_datetime
from typing import Any

from markupsafe import Markup, escape

from bengal_tasks.model.slugs import slugify
from bengal_tasks.model.values import JSON
from bengal_tasks.render.fields import moment
from bengal_tasks.render.pages import Group, Pages, PageView


_TAGS = re.compile(
    r"<!--.*?-->|<(?:script|style)\b.*?</(?:script|style)>|<[^>]*>", re.DOTALL | re.IGNORECASE
)
_BLANKS = re.compile(r"\s+")


def _moment(value: object) -> dt.datetime | None:
    if isinstance(value, dt.datetime) or value is None or value == "":
        return value or None  # type: ignore[return-value]
    return moment(value.isoformat() if isinstance(value, dt.date) else str(value))


def date(value: object, form: str = "%d %B %Y") -> str:
    """Return a date in *form* (`strftime`), in UTC and in English whatever the locale."""
    found = _moment(value)
    return found.strftime(form) if found else ""


def date_iso(value: object) -> str:
    """Return a date as ``2026-03-01T00:00:00Z``."""
    found = _moment(value)
    return found.isoformat().replace("+00:00", "Z") if found else ""


def date_rfc822(value: object) -> str:
    """Return a date as mail and RSS write it."""
    found = _moment(value)
    return format_datetime(found) if found else ""


def strip_html(value: object) -> str:
    """Return text without tags, scripts and comments, with single blanks."""
    return _BLANKS.sub(" ", str(Markup(_TAGS.sub(" ", str(value))).unescape())).strip()  # noqa: S704


def truncatewords(value: object, count: int = 30, end: str = "…") -> str:
    """Return the first *count* words."""
    words = str(value).split()
    return " ".join(words[:count]) + (end if len(words) > count else "")


def truncate_chars(value: object, count: int = 160, end: str = "…") -> str:
    """Return at most *count* characters, cut between words."""
    text = _BLANKS.sub(" ", str(value)).strip()
    if len(text) <= count:
        return text
    return text[: count + 1 - len(end)].rpartition(" ")[0].rstrip(",;:") + end


def pluralize(value: object, one: str = "", many: str = "s") -> str:
    """Return *one* for 1 (or a list of one), else *many*."""
    number = value if isinstance(value, (int, float)) else len(value)  # type: ignore[arg-type]
    return one if number == 1 else many


def titleize(value: object) -> str:
    """Return text with a capital at each word, hyphens as blanks."""
    words = str(value).replace("-", " ").replace("_", " ").split()
    return " ".join(word[:1].upper() + word[1:] for word in words)


def jsonify(value: object) -> Markup:
    """Return a value as JSON that is safe inside a script element."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704 (every sign of HTML was replaced)


def nl2br(value: object) -> Markup:
    """Return text with line breaks as ``<br>``."""
    return Markup("<br>\n").join(escape(line) for line in str(value).splitlines())


def _field(item: object, name: str) -> Any:  # noqa: ANN401 (any field of any item)
    for part in name.split("."):
        item = item.get(part) if isinstance(item, dict) else getattr(item, part, None)
    return item


def _same(left: object, right: object) -> bool:
    return left == right or (isinstance(left, (list, tuple)) and right in left)


def where(items: Any, field: str, *test: Any) -> Any:  # noqa: ANN401 (a query or a list)
    """Return the items whose *field* has a value; see `Pages.where`."""
    if isinstance(items, Pages):
        return items.where(field, *test)
    value = test[-1] if test else True
    return [item for item in items if _same(_field(item, field), value)]


def where_not(items: Any, field: str, value: Any) -> Any:  # noqa: ANN401 (a query or a list)
    """Return the items whose *field* has another value."""
    if isinstance(items, Pages):
        return items.where_not(field, value)
    return [item for item in items if not _same(_field(item, field), value)]


def sort_by(items: Any, field: str, reverse: bool = False) -> Any:  # noqa: ANN401, FBT001, FBT002
    """Return the items ordered by a field; those without it come last."""
    if isinstance(items, Pages):
        return items.sort_by(field, reverse)
    there = [item for item in items if _field(item, field) is not None]
    return sorted(there, key=lambda item: _field(item, field), reverse=reverse) + [
        item for item in items if _field(item, field) is None
    ]


def group_by(items: Any, field: str) -> list[Group]:  # noqa: ANN401 (a query or a list)
    """Return groups of items with equal *field*, in the order in which they first come."""
    if isinstance(items, Pages):
        return items.group_by(field)
    groups: dict[str, Group] = {}
    for item in items:
        key = _field(item, field)
        groups.setdefault(str(key), Group(key, [])).pages.append(item)
    return list(groups.values())


def limit(items: Any, count: int) -> Any:  # noqa: ANN401 (a query or a list)
    """Return the first *count* items."""
    return items.limit(count) if isinstance(items, Pages) else list(items)[:count]


def offset(items: Any, count: int) -> Any:  # noqa: ANN401 (a query or a list)
    """Return all but the first *count* items."""
    return items.offset(count) if isinstance(items, Pages) else list(items)[count:]


def first(items: Any, count: int = 0) -> Any:  # noqa: ANN401 (an item, or a list)
    """Return the first item, or the first *count*."""
    if count:
        return limit(items, count)
    return items.first if isinstance(items, Pages) else next(iter(items), None)


def last(items: Any, count: int = 0) -> Any:  # noqa: ANN401 (an item, or a list)
    """Return the last item, or the last *count*."""
    found = items.last(count or 1) if isinstance(items, Pages) else list(items)[-(count or 1) :]
    return found if count else next(iter(found), None)


def reverse(items: Any) -> Any:  # noqa: ANN401 (a query, a list or text)
    """Return the items the other way round."""
    if isinstance(items, Pages):
        return items.reverse()
    return items[::-1] if isinstance(items, str) else list(items)[::-1]


def union(items: Any, others: Any) -> Any:  # noqa: ANN401 (queries or lists)
    """Return the items and those of *others* that are not among them."""
    if isinstance(items, Pages) and isinstance(others, Pages):
        return items.union(others)
    return uniq([*items, *others])


def uniq(items: Iterable[Any]) -> list[Any]:
    """Return the items without repetitions."""
    found: list[Any] = []
    for item in items:
        if item not in found:
            found.append(item)
    return found


def paginate(items: Any, size: int) -> list[Any]:  # noqa: ANN401 (a query or a list)
    """Return the items as lists of at most *size*."""
    everything: list[PageView | JSON] = list(items)
    return [everything[n : n + size] for n in range(0, len(everything), size)]


FILTERS: dict[str, Callable[..., Any]] = {
    function.__name__: function
    for function in (
        date, date_iso, date_rfc822, strip_html, truncatewords, truncate_chars, pluralize, titleize,
        jsonify, nl2br, where, where_not, sort_by, group_by, limit, offset, first, last, reverse,
        union, uniq, paginate, slugify,
    )
}  # fmt: skip
