"""The HTML of a responsive image."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from bengal_tasks.errors import AssetError


_MODERN = ("avif", "webp")
_TYPES = {"avif": "image/avif", "webp": "image/webp"}
_NAME = re.compile(r"[A-Za-z_:][-A-Za-z0-9_:.]*")
_OURS = frozenset({"src", "srcset", "sizes", "alt", "width", "height", "loading", "decoding"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """One file that a browser may choose; *width* and *height* in pixels, 0 if not known."""

    url: str
    width: int
    height: int
    kind: str


@dataclass(frozen=True, slots=True)
class Look:
    """
    The attributes of the image: *alt* is "" for decoration, *attrs* are all that we do not set.

    *width* and *height* stand for those of the fallback when one of them is given.

    A value of True in *attrs* gives an attribute without value; False and None give none.
    """

    alt: str
    sizes: str = ""
    loading: str = "lazy"
    decoding: str = "async"
    attrs: Mapping[str, object] | None = None
    width: str = ""
    height: str = ""


def picture(sources: Sequence[Candidate], fallback: Candidate, look: Look) -> str:
    """
    Return ``<picture>``, of which a browser takes the first format it knows, or ``<img>``.

    AVIF and WebP become a ``<source>`` each, in this order; other *sources* belong to ``<img>``.
    *fallback* is its ``src``, ``width`` and ``height``. Nothing to choose gives a plain ``<img>``.
    Raises AssetError for a name in `Look.attrs` that is no attribute's, or one that is set here.
    """
    sets: dict[str, list[Candidate]] = {kind: [] for kind in ("", *_MODERN)}
    for source in sources:
        sets[source.kind if source.kind in _MODERN and fallback.kind != source.kind else ""].append(
            source
        )
    image = _image(sets.pop(""), fallback, look)
    modern = [
        _tag(
            "source",
            {"type": _TYPES[kind], "srcset": _set(found), "sizes": look.sizes or None},
        )
        for kind, found in sets.items()
        if found
    ]
    return "".join(("<picture>", *modern, image, "</picture>")) if modern else image


def _image(plain: list[Candidate], fallback: Candidate, look: Look) -> str:
    chosen = {candidate.url: candidate for candidate in (*plain, fallback) if candidate.width}
    several = len(chosen) > 1
    width, height = look.width or None, look.height or None
    if not (width or height):
        width, height = str(fallback.width or ""), str(fallback.height or "")
    ours: dict[str, object] = {
        "src": fallback.url,
        "srcset": _set(chosen.values()) if several else None,
        "sizes": (look.sizes or None) if several else None,
        "alt": look.alt,
        "width": width or None,
        "height": height or None,
        "loading": look.loading or None,
        "decoding": look.decoding or None,
    }
    return _tag("img", ours | _checked(look.attrs or {}))


def _checked(attrs: Mapping[str, object]) -> dict[str, object]:
    for name in attrs:
        if not _NAME.fullmatch(name):
            raise AssetError(f"an image cannot have the attribute {name!r}: it is not a name")
        if name.lower() in _OURS:
            raise AssetError(
                f"an image cannot have the attribute {name!r} twice",
                None,
                "pass it by its own name",
            )
    return dict(attrs)


def _set(candidates: Iterable[Candidate]) -> str:
    """Return a srcset, narrowest first; a space or comma in a URL would end it there."""
    ordered = sorted(candidates, key=lambda candidate: (candidate.width, candidate.url))
    return ", ".join(f"{_url(candidate.url)} {candidate.width}w" for candidate in ordered)


def _url(url: str) -> str:
    return re.sub(r"[\s,]", lambda found: "".join(f"%{b:02X}" for b in found[0].encode()), url)


def _tag(name: str, attributes: Mapping[str, object]) -> str:
    parts = [name]
    for key, value in attributes.items():
        if value is True:
            parts.append(key)
        elif value is not None and value is not False:
            parts.append(f'{key}="{escape(str(value))}"')
    return f"<{' '.join(parts)}>"
