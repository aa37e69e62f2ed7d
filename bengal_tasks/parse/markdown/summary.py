"""The summary: what other pages show of a body."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bengal_tasks.parse.markdown.plain import count_words, strip_furniture
from bengal_tasks.parse.markdown.reading import MORE


_PROSE = frozenset({"paragraph", "list", "block_quote", "def_list"})


@dataclass(frozen=True, slots=True)
class Block:
    """A top block of a page: the type of its token, its HTML, and its text."""

    kind: str
    html: str
    text: str


def summary_of(blocks: Sequence[Block], words: int) -> str:
    """
    Return the blocks before ``<!--more-->``, or else the first ones up to a number of words.

    Blocks stay whole, and headings are left out: they would break the outline of another page.
    """
    blocks = [block for block in blocks if block.html.strip()]
    cut = next((n for n, block in enumerate(blocks) if MORE in block.html), None)
    if cut is None:
        chosen = _first(blocks, words)
    else:
        chosen = [block for block in blocks[: cut + 1] if block.kind != "heading"]
    html = "".join(block.html for block in chosen)
    return strip_furniture(html.replace(MORE, "")).strip("\n")


def _first(blocks: Sequence[Block], words: int) -> list[Block]:
    chosen: list[Block] = []
    total = 0
    for block in blocks:
        if block.kind in _PROSE:
            total += count_words(block.text)
            if chosen and total > words:
                break
            chosen.append(block)
        elif chosen:
            break
    return chosen
