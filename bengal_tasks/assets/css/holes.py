"""The URLs of a stylesheet, each turned into a hole or written as it reads from the bundle."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bengal_tasks.assets.css.lexer import Token, quoted, string_value, url_value, value_of
from bengal_tasks.assets.css.sheet import Sheet
from bengal_tasks.assets.css.tree import significant, statements
from bengal_tasks.assets.css.urls import Target, rebased, target_of
from bengal_tasks.model.code import Reference
from bengal_tasks.model.trace import Notice


_ONE = ("url", "src")
_MANY = ("image-set", "-webkit-image-set")


@dataclass(frozen=True, slots=True)
class Holes:
    """Turns the URLs of stylesheets into holes of the bundle *entry*; collects *notices*."""

    entry: str
    base_path: str
    notices: list[Notice]

    def tokens_of(self, sheet: Sheet) -> list[Token]:
        """Return the tokens of *sheet*, as many as before, with its URLs changed."""
        tokens = list(sheet.tree.tokens)
        for statement in statements(sheet.tree, 0, len(tokens), nested=False):
            if statement.block < 0:
                continue
            # the URL of an initial value is read where the property is used, so not rebased
            property_ = value_of(tokens[statement.start].text) == "@property"
            base = self.entry if property_ else sheet.name
            for n in _urls(sheet, statement.block, statement.stop):
                tokens[n] = self._changed(tokens[n], sheet, base)
        return tokens

    def hole(self, url: str, target: Target, sheet: Sheet, at: int) -> Reference:
        """Return the hole for *url*, which stands at the character *at* of *sheet*."""
        line, column = sheet.lines.place(at)
        return Reference(
            name=target.name,
            written=url,
            tail=target.tail,
            path=sheet.path,
            line=line + 1,
            column=column + 1,
            rooted=target.rooted,
        )

    def _changed(self, token: Token, sheet: Sheet, base: str) -> Token:
        bare = token.kind == "url"
        url = url_value(token.text) if bare else string_value(token.text)
        target = target_of(url, base, self.base_path)
        if target.name:
            inner = quoted(target.name + target.tail)
            hole = self.hole(url, target, sheet, token.at)
            text = f"url({inner})" if bare else inner
            return token._replace(kind="hole", text=text, hole=hole)
        if not target.outside:
            return token
        self._tell(sheet, token.at, f"{url} leads out of the folder of assets; it is left as it is")
        moved = rebased(url, base, self.entry)
        text = f"url({quoted(moved)})" if bare else quoted(moved)
        return token if moved == url else token._replace(text=text)

    def _tell(self, sheet: Sheet, at: int, message: str) -> None:
        self.notices.append(Notice(sheet.path, sheet.lines.place(at)[0] + 1, "asset", message))


def _urls(sheet: Sheet, start: int, stop: int) -> Iterator[int]:
    """Yield the indexes of the tokens from *start* to *stop* that say a URL."""
    tree = sheet.tree
    tokens = tree.tokens
    for n in range(start, stop):
        kind = tokens[n].kind
        if kind == "url":
            yield n
        elif kind == "function":
            name = value_of(tokens[n].text[:-1])
            end = tree.match[n]
            if name in _ONE:
                first = significant(tree, n + 1, end)
                if first < end and tokens[first].kind == "string":
                    yield first
            elif name in _MANY:
                yield from _strings(sheet, n + 1, end)


def _strings(sheet: Sheet, start: int, stop: int) -> Iterator[int]:
    """Yield the strings of a function that are in no function within it."""
    while start < stop:
        if sheet.tree.tokens[start].kind == "string":
            yield start
        start = sheet.tree.match.get(start, start) + 1
