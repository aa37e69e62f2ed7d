"""Rules: which attributes of which elements refer to something, and how their values read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from bengal_tasks.assets.html.import_map import import_map
from bengal_tasks.assets.html.reference import Kind
from bengal_tasks.assets.html.styles import styles
from bengal_tasks.assets.html.values import Reader, refresh, srcset, whole


Attributes: TypeAlias = Mapping[str, str | list[str] | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """How a value reads; the kind of its URLs, None by their suffix; whether they are loaded."""

    read: Reader
    kind: Kind | None = None
    loaded: bool = True


_BY_SUFFIX, _IMAGE, _MEDIA, _FRAME = (
    Rule(whole, kind) for kind in (None, "image", "media", "document")
)
_SET, _SCRIPT, _OTHER = Rule(srcset), Rule(whole, "script"), Rule(whole, "other")
_ELSEWHERE = Rule(whole, "document", loaded=False)
_BACKGROUND = {"background": _IMAGE}
_SVG_IMAGE = {"href": _IMAGE, "xlink:href": _IMAGE}

LINK = Rule(whole, "document", loaded=False)
IMPORT_MAP = Rule(import_map)
STYLES = Rule(styles)


_OF_TAG: dict[str, dict[str, Rule]] = {
    "a": {"href": LINK, "xlink:href": LINK},
    "area": {"href": LINK},
    "audio": {"src": _MEDIA, "data-src": _MEDIA},
    "base": {"href": _ELSEWHERE},
    "embed": {"src": _BY_SUFFIX},
    "feimage": _SVG_IMAGE,
    "frame": {"src": _FRAME},
    "iframe": {"src": _FRAME, "data-src": _FRAME},
    "image": _SVG_IMAGE,
    "img": {"src": _IMAGE, "srcset": _SET, "data-src": _IMAGE},
    "input": {"src": _IMAGE},
    "object": {"data": _BY_SUFFIX},
    "script": {"src": _SCRIPT, "href": _SCRIPT, "xlink:href": _SCRIPT},
    "source": {"src": _MEDIA, "srcset": _SET, "data-src": _MEDIA},
    "track": {"src": _OTHER},
    "use": _SVG_IMAGE,
    "video": {"src": _MEDIA, "poster": _IMAGE, "data-src": _MEDIA, "data-poster": _IMAGE},
    **dict.fromkeys(("body", "table", "tbody", "td", "tfoot", "th", "thead", "tr"), _BACKGROUND),
}
_MARKERS = ("marker-end", "marker-mid", "marker-start")
_PAINT = ("clip-path", "cursor", "fill", "filter", "mask", "stroke", *_MARKERS)
_OF_ANY: dict[str, Rule] = {
    "data-src": _BY_SUFFIX,
    "data-srcset": _SET,
    "style": STYLES,
    **dict.fromkeys(_PAINT, STYLES),
}
_BY_TAG = {tag: _OF_ANY | own for tag, own in _OF_TAG.items()}

_APPLE = ("icon", "icon-precomposed", "startup-image")
_ICONS = ("icon", "mask-icon", *(f"apple-touch-{which}" for which in _APPLE))
_OF_REL: dict[str, Rule] = {
    "stylesheet": Rule(whole, "stylesheet"),
    "modulepreload": _SCRIPT,
    "manifest": _OTHER,
    **dict.fromkeys(_ICONS, _IMAGE),
    **dict.fromkeys(("preload", "prefetch"), _BY_SUFFIX),
}
_OF_AS: dict[str, Kind] = {
    "audio": "media",
    "document": "document",
    "font": "font",
    "image": "image",
    "script": "script",
    "style": "stylesheet",
    "track": "other",
    "video": "media",
    "worker": "script",
}
_SHOWN = re.compile(
    r"(?:og|twitter):(?P<kind>image|video|audio|player:stream)(?::url|:secure_url|:src)?"
    r"|(?:msapplication-(?:tileimage|square[0-9x]+logo|wide[0-9x]+logo)|image|thumbnail(?:url)?)"
)

SELECTOR = ",".join(
    [
        f"[{name}]".replace(":", "\\:")
        for name in sorted({n for own in _BY_TAG.values() for n in own})
    ]
    + ["link[imagesrcset]", "meta[content]", "iframe[srcdoc]", "script[type]", "style"]
)
"""Selects every element that may have a reference, and some that have none."""


def rules_of(tag: str, attributes: Attributes) -> Mapping[str, Rule]:
    """Return the rules for the attributes of an element; *tag* is in lower case."""
    if tag == "link":
        return _OF_ANY | {"href": _of_link(attributes), "imagesrcset": _SET}
    if tag == "meta":
        content = _of_meta(attributes)
        return {"content": content} if content else {}
    return _BY_TAG.get(tag, _OF_ANY)


def _of_link(attributes: Attributes) -> Rule:
    rels = {word.lower() for word in attributes.get("rel") or ()}
    rule = next((rule for rel, rule in _OF_REL.items() if rel in rels), _ELSEWHERE)
    if rule is not _BY_SUFFIX:
        return rule
    kind = _OF_AS.get(str(attributes.get("as") or "").lower())
    return Rule(whole, kind)


def _of_meta(attributes: Attributes) -> Rule | None:
    if str(attributes.get("http-equiv") or "").lower() == "refresh":
        return Rule(refresh, loaded=False)
    for attribute in ("property", "name", "itemprop"):
        match = _SHOWN.fullmatch(str(attributes.get(attribute) or "").strip().lower())
        if match:
            media = match["kind"] not in {None, "image"}
            return Rule(whole, "media" if media else "image", loaded=False)
    return None
