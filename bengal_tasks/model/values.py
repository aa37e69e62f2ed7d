"""Plain values: what an artefact, a setting or a data file may hold."""

from __future__ import annotations

import datetime as dt
import math
import re
from dataclasses import dataclass
from typing import TypeAlias

from bengal_tasks.errors import Place


JSON: TypeAlias = bool | int | float | str | list["JSON"] | dict[str, "JSON"] | None

KeyPath: TypeAlias = tuple[str | int, ...]
"""Where a value is in a nested one: names of keys and numbers of list items."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How far a text may go: what is beyond is refused, not cut."""

    depth: int = 100
    largest: int = 10**4300 - 1
    expanded: int = 1_000_000
    """How many nodes all aliases together may stand for; with 0 there may be none."""


class ReadError(Exception):
    """What is wrong with a text, and where in it, told before it is known whose text it is."""

    def __init__(self, headline: str, line: int = 0, column: int = 0, hint: str = "") -> None:
        super().__init__(headline, line, column, hint)
        self.headline = headline
        self.line = line
        self.column = column
        self.hint = hint
        self.keys: KeyPath = ()

    def within(self, key: str | int) -> ReadError:
        """Note that the value in question was found under *key*."""
        self.keys = (key, *self.keys)
        return self


def place_in(text: str, path: str, line: int, column: int = 0) -> Place:
    """Return the position with its line of *text*; past the end it is the last line."""
    if line < 1:
        return Place(path)
    lines = text.split("\n")
    if line > len(lines):
        line, column = len(lines), len(lines[-1]) + 1
    return Place(path, line, column, lines[line - 1].rstrip("\r"))


def kind_of(value: object) -> str:
    """Name the kind of a value as messages do: "a string", "a list", "true"."""
    if value is None or isinstance(value, bool):
        return {None: "nothing", True: "true", False: "false"}[value]
    names = {str: "a string", int: "a whole number", float: "a decimal number", dict: "a table"}
    return names.get(type(value), "a list" if isinstance(value, list) else "a date")


_MOMENT = re.compile(
    r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})"
    r"(?:(?:[Tt]|[ \t]+)([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]*))?)?"
    r"(?:[ \t]*(?:[Zz]|([-+][0-9]{1,2})(?::?([0-9]{2}))?))?)?"
)
_DAY_LENGTH = len("2026-03-01")


def moment_text(text: str) -> str | None:
    """
    Return the one spelling of a date or of a time in UTC, or nothing when *text* is neither.

    A text of the right shape that names no day or no minute is a ValueError.
    """
    found = _MOMENT.fullmatch(text)
    if found is None:
        return None
    year, month, day, *clock = found.groups()
    if clock[0] is None and len(text) != _DAY_LENGTH:
        return None
    try:
        date = dt.date(int(year), int(month), int(day))
    except ValueError:
        raise ValueError("there is no such day") from None
    return date.isoformat() if clock[0] is None else _utc(_moment(date, clock))


def _moment(date: dt.date, clock: list[str | None]) -> dt.datetime:
    hour, minute, second, fraction, ahead, ahead_minutes = (part or "0" for part in clock)
    minutes = int(ahead_minutes) * (-1 if ahead[0] == "-" else 1)
    try:
        zone = dt.timezone(dt.timedelta(hours=int(ahead), minutes=minutes))
        micro = int(fraction[:6].ljust(6, "0"))
        time = dt.time(int(hour), int(minute), int(second), micro, zone)
    except ValueError:
        raise ValueError("there is no such time") from None
    return dt.datetime.combine(date, time)


def _utc(moment: dt.datetime) -> str:
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=dt.UTC)
    try:
        return moment.astimezone(dt.UTC).isoformat().removesuffix("+00:00") + "Z"
    except OverflowError:
        raise ValueError("the year is out of range in UTC") from None


def plain(value: object, limits: Limits, depth: int = 0) -> JSON:
    """Reduce what a parser made to JSON: dates become texts, what JSON cannot hold is refused."""
    if isinstance(value, dict | list):
        if depth >= limits.depth:
            raise ReadError(f"nested more than {limits.depth} deep")
        return _plain_members(value, limits, depth + 1)
    if isinstance(value, str):
        return encodable(value)
    return _plain_leaf(value, limits)


def _plain_members(
    value: dict[str, object] | list[object], limits: Limits, depth: int
) -> dict[str, JSON] | list[JSON]:
    key: str | int = 0
    try:
        if isinstance(value, list):
            items: list[JSON] = []
            for key, member in enumerate(value):  # noqa: B007  # named in the handler
                items.append(plain(member, limits, depth))
            return items
        table: dict[str, JSON] = {}
        for key, member in value.items():
            table[encodable(key)] = plain(member, limits, depth)
    except ReadError as error:
        raise error.within(key) from None
    return table


def _plain_leaf(value: object, limits: Limits) -> JSON:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return bounded(value, limits)
    if isinstance(value, float):
        return finite(value)
    return iso_text(value)


def iso_text(value: object) -> str:
    """Return the text of a date, a time of day, or a moment (in UTC)."""
    if isinstance(value, dt.datetime):
        try:
            return _utc(value)
        except ValueError as error:
            raise ReadError(f"not a date: {error}") from None
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def bounded(number: int, limits: Limits) -> int:
    """Return the number, unless it is too large."""
    if abs(number) > limits.largest:
        raise ReadError("the number is too large", hint="put it in quotes to make it text")
    return number


def finite(number: float) -> float:
    """Return the number, unless it is infinite or none."""
    if not math.isfinite(number):
        raise ReadError("a number must be finite", hint="put it in quotes to make it text")
    return number


def encodable(text: str) -> str:
    """Return the text, unless half a surrogate pair keeps it from being written as UTF-8."""
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ReadError("half a surrogate pair is not a character") from None
    return text
