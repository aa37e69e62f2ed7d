"""Tokens to code: text and holes in one sequence, with a source map of where each token was."""

from __future__ import annotations

from bengal_tasks.assets.css.lexer import Token
from bengal_tasks.assets.css.tree import Lines
from bengal_tasks.model.code import Code, Fragment, Mapping
from bengal_tasks.model.trace import Notice


_UNMAPPED = ("space", "comment")
_POINTS = frozenset("{}(:;,")


def code_of(
    tokens: list[Token], paths: list[str], lines: list[Lines], notices: list[Notice]
) -> Code:
    """
    Return *tokens* as code.

    *paths* are the site paths of the sources by number, *lines* their lines; without lines there
    are no mappings. Sources that no token comes from are left out.
    """
    used = sorted({token.source for token in tokens} - {-1})
    numbers = {source: number for number, source in enumerate(used)}
    fragments: list[Fragment] = []
    mappings: list[Mapping] = []
    texts: list[str] = []
    offset = 0
    for token in tokens:
        told = token.kind not in _UNMAPPED and token.text not in _POINTS
        if lines and told and token.source >= 0:
            place = lines[token.source].place(token.at)
            mappings.append(Mapping(offset, numbers[token.source], *place))
        if token.hole is None:
            texts.append(token.text)
            offset += len(token.text)
            continue
        before, after = ('"', '"') if token.text[0] == '"' else ('url("', '")')
        fragments += ["".join([*texts, before]), token.hole]
        texts = [after]
        offset += len(before) + len(after)
    fragments.append("".join(texts))
    sources = tuple(paths[source] for source in used)
    return Code(tuple(part for part in fragments if part), sources, tuple(mappings), tuple(notices))
