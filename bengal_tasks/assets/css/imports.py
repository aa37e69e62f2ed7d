"""`@import`: the URL and the conditions of one statement, and the blocks that say the same."""

from __future__ import annotations

from dataclasses import dataclass

from bengal_tasks.assets.css.lexer import Token, joined, string_value, url_value, value_of
from bengal_tasks.assets.css.tree import Statement, Tree, significant, space_free


@dataclass(frozen=True, slots=True)
class Import:
    """
    One `@import`: its *url*, its tokens *before*, of (*written*) and *after* it, its conditions.

    A condition is the prelude of the at-rule that says the same; None where it is not written.
    The *layer* "" is one without a name.
    """

    url: str
    before: list[Token]
    written: list[Token]
    after: list[Token]
    layer: str | None = None
    supports: str | None = None
    scope: str | None = None
    media: str | None = None

    @property
    def conditions(self) -> tuple[tuple[str, str], ...]:
        """At-rules that wrap what is imported, the outermost first."""
        named = {
            "media": self.media,
            "supports": self.supports,
            "layer": self.layer,
            "scope": self.scope,
        }
        return tuple((name, prelude) for name, prelude in named.items() if prelude is not None)


def import_of(tree: Tree, statement: Statement) -> Import | None:
    """Return what an `@import` statement says, or None when no browser would follow it."""
    tokens = tree.tokens
    start, stop = statement.start + 1, statement.stop
    if statement.block >= 0:
        return None
    if tokens[stop - 1].text == ";":
        stop -= 1
    start = significant(tree, start, stop)
    url, end = _url(tree, start, stop)
    if url is None:
        return None
    rest, stop = space_free(tree, end, stop)
    if any(token.kind in ("bad", "stray") for token in tokens[end:stop]):
        return None
    return Import(
        url=url,
        before=tokens[statement.start : start],
        written=tokens[start:end],
        after=tokens[end : statement.stop],
        **_conditions(tree, rest, stop),
    )


def _conditions(tree: Tree, start: int, stop: int) -> dict[str, str]:
    """Return the conditions between two tokens, by their names."""
    found: dict[str, str] = {}
    while start < stop:
        name, prelude, after = _condition(tree, start, stop)
        if not name or name in found or (name == "layer" and found):
            found["media"] = joined(tree.tokens[start:stop])
            break
        found[name] = prelude
        start = significant(tree, after, stop)
    return found


def _url(tree: Tree, start: int, stop: int) -> tuple[str | None, int]:
    """Return the URL that starts at the token *start*, and the index after it."""
    token = tree.tokens[start] if start < stop else Token("space", "")
    if token.kind in ("string", "url"):
        value = string_value if token.kind == "string" else url_value
        return value(token.text), start + 1
    if token.kind == "function" and value_of(token.text[:-1]) in ("url", "src"):
        end = tree.match[start]
        first, last = space_free(tree, start + 1, end)
        if last - first == 1 and tree.tokens[first].kind == "string":
            return string_value(tree.tokens[first].text), end + 1
    return None, start


def _condition(tree: Tree, start: int, stop: int) -> tuple[str, str, int]:
    """Return the name of the condition at *start* ("" for media), its prelude, the index after."""
    token = tree.tokens[start]
    if token.kind == "ident" and value_of(token.text) == "layer":
        return "layer", "", start + 1
    name = value_of(token.text[:-1]) if token.kind == "function" else ""
    if name not in ("layer", "supports", "scope"):
        return "", "", stop
    end = tree.match[start]
    first, last = space_free(tree, start + 1, end)
    prelude = joined(tree.tokens[first:last])
    if name == "layer" and not _layer_name(tree, first, last):
        return "", "", stop
    bare = first < last and tree.tokens[first].text != "("
    if (name == "scope" and bare) or (name == "supports" and _declares(tree, first, last)):
        prelude = f"({prelude})"
    return name, prelude, end + 1


def _layer_name(tree: Tree, start: int, stop: int) -> bool:
    kinds = [tree.tokens[n].kind if tree.tokens[n].text != "." else "." for n in range(start, stop)]
    return (
        bool(kinds) and kinds == (["ident", "."] * len(kinds))[: len(kinds)] and len(kinds) % 2 == 1
    )


def _declares(tree: Tree, start: int, stop: int) -> bool:
    if start >= stop or tree.tokens[start].kind != "ident":
        return False
    colon = significant(tree, start + 1, stop)
    return colon < stop and tree.tokens[colon].text == ":"
