"""
Every error a user can meet: its class, and the one text it is told in.

The tree::

    BengalError
      ConfigError         a setting in bengal.toml, a profile or the environment
      ContentError        a Markdown file: front matter, directive, link, include
      DataError           a file under data/
      TemplateError       a template, and the page that was rendered with it
      AssetError          an asset that is missing or cannot be read
        ExtraError        an asset that needs a program or package which is not installed
      SiteError           the site as a whole: two sources for one URL, a path that escapes
      StateError          the state folder .bengal/
        ContractError     a value that cannot be kept there

A message has up to four parts, in this order: *where* (``path:line:column``), a headline in lower
case, the line itself with a caret, and after a blank line ``hint:``.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """
    A position in a text file that a person can edit.

    *line* and *column* count from 1; 0 means "not known". *text* is that line, for the caret.
    """

    path: str
    line: int = 0
    column: int = 0
    text: str = ""

    def __str__(self) -> str:
        parts = [self.path]
        if self.line:
            parts.append(str(self.line))
            if self.column:
                parts.append(str(self.column))
        return ":".join(parts)

    def drawing(self) -> str:
        """Return the line with a caret under the column, or nothing when it is not known."""
        if not (self.line and self.text):
            return ""
        gutter = str(self.line)
        caret = f"\n {' ' * len(gutter)} | {' ' * (self.column - 1)}^" if self.column else ""
        return f" {gutter} | {self.text}{caret}"


class BengalError(Exception):
    """An error that is told to the user in one message, without a traceback."""

    def __init__(self, headline: str, place: Place | None = None, hint: str = "") -> None:
        super().__init__(headline, place, hint)
        self.headline = headline
        self.place = place
        self.hint = hint

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        drawing = self.place.drawing() if self.place else ""
        lines = [where + self.headline, drawing]
        if self.hint:
            lines += ["", f"hint: {self.hint}"]
        return "\n".join(line for n, line in enumerate(lines) if line or n > 1)


class ConfigError(BengalError):
    """A setting that is unknown, of the wrong type or of no use."""


class ContentError(BengalError):
    """A Markdown source that cannot be read."""


class DataError(BengalError):
    """A data file that cannot be read."""


class TemplateError(BengalError):
    """A template that is missing, not valid, or failed while a page was rendered."""


class AssetError(BengalError):
    """An asset that is asked for and missing, or cannot be read."""


class ExtraError(AssetError):
    """An asset that needs a program or package which is not installed."""


class SiteError(BengalError):
    """A fault of the site as a whole."""


class StateError(BengalError):
    """
    A fault of the state folder.

    >>> print(StateError("graph.json.zst is of another version", hint="run doit"))
    graph.json.zst is of another version
    <BLANKLINE>
    hint: run doit
    """


class ContractError(StateError, TypeError):
    """
    A value that cannot be kept: a live object, a path, a set, a number that is none.

    >>> isinstance(ContractError("PageCore.tags: a set cannot be kept"), TypeError)
    True
    """
