"""The protocol of values that can be kept on disk: to JSON primitives, and back."""

from __future__ import annotations

from typing import Any, Protocol, runtime_checkable


@runtime_checkable
class Cacheable(Protocol):
    """
    A value that can be kept.

    The contract, which `CacheStore` enforces when it writes:

    - `to_cache_dict` returns JSON primitives only: str, int, float, bool, None, list, dict. A
      datetime becomes ISO text, a Path text, a set a sorted list.
    - No live objects: keep what identifies them, mostly a path.
    - ``T.from_cache_dict(value.to_cache_dict()) == value``, field by field.
    - Keys are stable: another field means another version of the file. A field that may be missing
      has a default.

    ``isinstance`` looks whether both methods are there; a type checker looks at their types too.

    >>> from dataclasses import dataclass
    >>> @dataclass
    ... class Note(Cacheable):
    ...     text: str = ""
    ...     def to_cache_dict(self) -> dict[str, Any]:
    ...         return {"text": self.text}
    ...     @classmethod
    ...     def from_cache_dict(cls, data: dict[str, Any]) -> "Note":
    ...         return cls(text=data.get("text", ""))
    >>> isinstance(Note("a"), Cacheable), Note.from_cache_dict(Note("a").to_cache_dict())
    (True, Note(text='a'))
    """

    def to_cache_dict(self) -> dict[str, Any]:
        """Return the fields as JSON primitives."""
        ...

    @classmethod
    def from_cache_dict(cls, data: dict[str, Any]) -> Cacheable:
        """Return the value that *data* was made of; raises KeyError when a field is missing."""
        ...
