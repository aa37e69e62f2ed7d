"""A directive: a named block with an argument, options and a body, and what writes it as HTML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TypeAlias

from mistune import BlockState
from mistune.util import escape, escape_url

from bengal_tasks.parse.markdown.reading import Env, Reading, reading_of
from bengal_tasks.parse.markdown.state import Token


_CLASS = re.compile(r"[A-Za-z_][\w-]*")
_NO = frozenset({"false", "no", "off", "0"})


@dataclass(frozen=True, slots=True)
class Directive:
    """One use of a directive: *text* is its body as it was written, *children* what it says."""

    name: str
    argument: str
    options: Mapping[str, str]
    text: str
    line: int
    text_line: int
    children: list[Token] = field(default_factory=list)

    def option(self, *names: str) -> str:
        """Return the first of these options that is set, or an empty text."""
        return next((self.options[name] for name in names if self.options.get(name)), "")

    def flag(self, name: str) -> bool:
        """Tell whether an option is there and does not say no."""
        return name in self.options and self.options[name].lower() not in _NO

    def number(self, name: str) -> int:
        """Return an option as a small number, or 0."""
        digits = self.options.get(name, "")
        return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 4 else 0  # noqa: PLR2004

    def classes(self, *first: str) -> str:
        """Return the classes of its element: *first*, and those of the option ``:class:``."""
        return class_names(self.options.get("class", ""), *first)


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes parts of a directive as HTML, for the page that is read."""

    rendered: Callable[[Iterable[Token], BlockState], str]
    lined: Callable[[str, int, Env], list[Token]]
    state: BlockState

    @property
    def reading(self) -> Reading:
        """The reading that the page belongs to."""
        return reading_of(self.state.env)

    def html(self, tokens: Iterable[Token]) -> str:
        """Return blocks as HTML."""
        return self.rendered(tokens, self.state)

    def inline(self, text: str, line: int) -> str:
        """Return a run of Markdown as HTML."""
        return self.rendered(self.lined(text.strip(), line, self.state.env), self.state)

    def url(self, kind: str, url: str, line: int) -> str:
        """Return what stands between the quotes of an attribute for a URL that a person wrote."""
        return self.reading.destination(kind, escape_url(url), line)


Render: TypeAlias = Callable[[Directive, Writer], str]


class Content(Enum):
    """What the body of a directive is."""

    MARKDOWN = auto()
    TERMS = auto()
    """Markdown with definition lists, even where the plugin for them is off."""

    SOURCE = auto()
    """Text that is not parsed."""

    FILE = auto()
    """Nothing: another file stands in its place, and is parsed as Markdown."""


@dataclass(frozen=True, slots=True)
class Builtin:
    """A directive that needs nothing of the site."""

    render: Render
    content: Content = Content.MARKDOWN


def class_names(text: str, *first: str) -> str:
    """
    Return the classes that a text names, after some that are given.

    >>> class_names(".wide x<y", "box")
    'box wide'
    """
    wanted = text.replace(".", " ").split()
    return " ".join((*first, *(name for name in wanted if _CLASS.fullmatch(name))))


def attributes(*pairs: tuple[str, str]) -> str:
    """Return attributes of an element, without those that are empty."""
    return "".join(f' {name}="{escape(value)}"' for name, value in pairs if value)


def content_of(directive: Directive, writer: Writer) -> str:
    """Return the body of a directive as HTML."""
    return writer.html(directive.children)


def directives_in(tokens: Iterable[Token], *names: str) -> list[Directive]:
    """Return the directives of these names among some blocks."""
    found = [token["directive"] for token in tokens if token["type"] == "directive"]
    return [directive for directive in found if directive.name in names]
