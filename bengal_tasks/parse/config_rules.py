"""Rules: what the value of a setting must be like beyond its kind."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Any, TypeAlias

from bengal_tasks.model.front_matter import path_fault
from bengal_tasks.model.values import ReadError


Rule: TypeAlias = Callable[[Any], object]
"""Return the value in its one spelling, or raise a ReadError that starts with "must"."""

_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?")
_BASEURL = re.compile(
    r"(?:https?://(?:\[[0-9A-Fa-f:.]+\]|[^\s/?#@:\[\]\\\"<>]+)(?::[0-9]{1,5})?)?(?:/[^\s/?#\\\"<>]+)*"
)
_NAME = re.compile(r"[^\W_][\w.-]*")


def one_of(*allowed: str) -> Rule:
    """Allow only the words given."""

    def check(value: str) -> str:
        if value not in allowed:
            raise ReadError(f"must be {' or '.join(allowed)}, not '{value}'")
        return value

    return check


def between(least: int, most: int) -> Rule:
    """Allow whole numbers from *least* to *most*."""

    def check(value: int) -> int:
        if not least <= value <= most:
            raise ReadError(f"must be from {least} to {most}, not {value}")
        return value

    return check


def at_least(least: int) -> Rule:
    """Allow whole numbers from *least* on."""

    def check(value: int) -> int:
        if value < least:
            raise ReadError(f"must be at least {least}, not {value}")
        return value

    return check


def each(rule: Rule) -> Rule:
    """Apply *rule* to every item of a list."""
    return lambda values: tuple(rule(value) for value in values)


def baseurl(value: str) -> str:
    """Allow where a site can be, and drop the slash at the end."""
    short = value.rstrip("/")
    path = short.partition("://")[2] or short
    if not _BASEURL.fullmatch(short) or path_fault(path.partition("/")[2]):
        raise ReadError(
            f"must be a path or an address, not '{value}'",
            hint="write a path such as '/docs', an address such as 'https://example.org', or ''",
        )
    return short


def language(value: str) -> str:
    """Allow language tags of language, script and region."""
    if not _LANGUAGE.fullmatch(value):
        raise ReadError(f"must be a language such as en or pt-BR, not '{value}'")
    return value


def name(value: str) -> str:
    """Allow what can be the name of one folder, and of a template."""
    if not _NAME.fullmatch(value):
        raise ReadError(f"must be a name of letters, digits, '-', '_' and '.', not '{value}'")
    return value


def slug(value: str) -> str:
    """Allow names that are the same in a URL."""
    if not _NAME.fullmatch(value) or value != value.lower() or "." in value:
        raise ReadError(f"must be a slug such as 'my-tags', not '{value}'")
    return value


def inside(value: str) -> str:
    """Allow relative paths that stay below the site, and spell them with bare slashes."""
    path = PurePosixPath(value)
    if not path.parts:
        raise ReadError("must be a path below the site, not the site itself")
    if path.is_absolute():
        raise ReadError(f"must be a path below the site, not '{value}'")
    fault = path_fault(str(path))
    if fault:
        raise ReadError(f"{fault}: '{value}'")
    return str(path)


def python_file(value: str) -> str:
    """Allow Python files below the site."""
    if not value.endswith(".py"):
        raise ReadError(f"must be Python files such as 'filters.py', not '{value}'")
    return inside(value)
