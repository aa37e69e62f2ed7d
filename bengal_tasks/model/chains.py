"""Chains of templates: which templates a task read, and which of them led to which."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Chain:
    """A template that a task named, and all that it led to by extends, include and import."""

    template: str
    others: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.template} -> {', '.join(self.others)}" if self.others else self.template


def chains_of(read: Iterable[str], refers: Mapping[str, Iterable[str]]) -> list[Chain]:
    """
    Return the chains among the templates *read*, the longest first.

    *refers* maps a template to the names that stand in it. One that is reached by a computed name
    begins a chain of its own.

    >>> names = {"page.html": ["base.html", "never.html"], "base.html": ["nav.html"]}
    >>> [str(c) for c in chains_of(["page.html", "base.html", "nav.html"], names)]
    ['page.html -> base.html, nav.html']
    """
    known = set(read)
    below = {name: {n for n in refers.get(name, ()) if n in known} - {name} for name in known}
    led = {other for others in below.values() for other in others}
    found = [Chain(name, _reached(name, below)) for name in sorted(known - led)]
    left = known - {name for chain in found for name in (chain.template, *chain.others)}
    found += [Chain(name) for name in sorted(left)]  # a circle: no one begins it
    return sorted(found, key=lambda chain: (-len(chain.others), chain.template))


def _reached(start: str, below: Mapping[str, set[str]]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    level = sorted(below[start])
    while level:
        found.update(dict.fromkeys(level))
        level = sorted({n for name in level for n in below[name]} - found.keys() - {start})
    return tuple(found)
