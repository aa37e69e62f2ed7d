"""Components: which assets refer to each other, directly or by way of others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator


ReferencesOf = Callable[[str], Iterable[str]]


def component(name: str, references_of: ReferencesOf) -> tuple[str, ...]:
    """
    Return, sorted, the names that *name* reaches and that reach *name*; at least itself.

    Each name that *name* reaches is asked once for what it refers to (Tarjan, without recursion).
    """
    search = _Search(references_of)
    search.run(name)
    return tuple(sorted(search.found))


class _Search:
    def __init__(self, references_of: ReferencesOf) -> None:
        self._references_of = references_of
        self._order: dict[str, int] = {}
        self._low: dict[str, int] = {}
        self._open: list[str] = []
        self._closed: set[str] = set()
        self.found: list[str] = []

    def run(self, start: str) -> None:
        """Visit all that *start* reaches; the component closed last is the one of *start*."""
        path = [(start, self._enter(start))]
        while path:
            name, others = path[-1]
            other = next(others, None)
            if other is None:
                path.pop()
                self._leave(name, path[-1][0] if path else None)
            elif other not in self._order:
                path.append((other, self._enter(other)))
            elif other not in self._closed:
                self._low[name] = min(self._low[name], self._order[other])

    def _enter(self, name: str) -> Iterator[str]:
        self._order[name] = self._low[name] = len(self._order)
        self._open.append(name)
        return iter(sorted(set(self._references_of(name))))

    def _leave(self, name: str, parent: str | None) -> None:
        if parent is not None:
            self._low[parent] = min(self._low[parent], self._low[name])
        if self._low[name] == self._order[name]:
            start = self._open.index(name)
            self.found = self._open[start:]
            self._closed.update(self.found)
            del self._open[start:]
