"""
Link: code with holes becomes the text that is published, and gets its fingerprint.

A fingerprint is the digest of the published bytes, and these hold the fingerprints of what they
refer to. Where assets refer to each other that has no beginning: such a component is digested as
a whole, with logical names in its own holes, and each member's fingerprint comes from the digest
of the component and its own name. So nothing depends on which member asks.
"""

from __future__ import annotations

import json
import posixpath
from collections.abc import Callable
from collections.abc import Mapping as Table
from dataclasses import dataclass
from hashlib import sha256

from bengal_tasks.assets.components import component
from bengal_tasks.assets.fill import UrlOf, fill, url_from
from bengal_tasks.model.code import Code, Mapping, Reference


_LENGTH = 8
_NO_FINGERPRINT = "0" * _LENGTH


def with_fingerprint(name: str, fingerprint: str) -> str:
    """Return the published path of an asset: ``assets/js/app.1a2b3c4d.js``."""
    stem, suffix = posixpath.splitext(name)
    return f"assets/{stem}.{fingerprint}{suffix}"


def no_ending(name: str, text: str, mappings: tuple[Mapping, ...]) -> str:
    """Add nothing to the text of an asset."""
    del name, text, mappings
    return ""


@dataclass(frozen=True, slots=True)
class Site:
    """
    What linking asks of the site.

    *code_of* gives the code of a stylesheet or script by logical name, and nothing for others.
    *path_of* gives the published path of an asset outside the component, and nothing when there
    is none. *named* makes a published path of a logical name and a fingerprint. *ending* gives
    the text to append to an asset, as the comment that names its source map; it is called with
    the logical name, the filled text and its mappings.
    """

    code_of: Callable[[str], Code | None]
    path_of: Callable[[str], str | None]
    named: Callable[[str, str], str] = with_fingerprint
    base_path: str = ""
    ending: Callable[[str, str, tuple[Mapping, ...]], str] = no_ending


@dataclass(frozen=True, slots=True)
class Linked:
    """An asset as it is published: its *text*, *fingerprint* and *path*, and its *mappings*."""

    text: str
    fingerprint: str
    path: str
    mappings: tuple[Mapping, ...] = ()


def link(name: str, site: Site) -> Linked:
    """Return the published form of the code *name*; a KeyError if it has none."""
    return link_component(name, site)[name]


def link_component(name: str, site: Site) -> dict[str, Linked]:
    """Return the published form of *name* and of all that it refers to and that refer to it."""
    codes: dict[str, Code | None] = {}

    def references_of(asked: str) -> tuple[str, ...]:
        code = codes[asked] = site.code_of(asked)
        return () if code is None else tuple(r.name for r in code.references)

    members = {m: c for m in component(name, references_of) if (c := codes[m]) is not None}
    if name not in members:
        raise KeyError(name)
    if len(members) == 1 and all(r.name != name for r in members[name].references):
        return {name: _alone(name, members[name], site)}
    return _together(members, site)


def _alone(name: str, code: Code, site: Site) -> Linked:
    """Link an asset that does not reach itself: its fingerprint is that of its bytes."""
    text, mappings = _finished(name, code, site, {})
    fingerprint = _digest(text)[:_LENGTH]
    return Linked(text, fingerprint, site.named(name, fingerprint), mappings)


def _together(members: Table[str, Code], site: Site) -> dict[str, Linked]:
    draft = {member: site.named(member, _NO_FINGERPRINT) for member in members}
    whole = _digest(json.dumps([_outline(m, members[m], site, draft) for m in members]))
    fingerprints = {m: _digest(json.dumps([whole, m]))[:_LENGTH] for m in members}
    paths = {m: site.named(m, fingerprints[m]) for m in members}
    linked = {}
    for member, code in members.items():
        text, mappings = _finished(member, code, site, paths)
        linked[member] = Linked(text, fingerprints[member], paths[member], mappings)
    return linked


def _outline(name: str, code: Code, site: Site, draft: Table[str, str]) -> list[object]:
    """Return what a member's part of the digest is made of: its text with names in its holes."""
    url_of = _urls(name, site, {})
    parts = [
        [part.name, part.tail, part.rooted, part.written[:1] == "."]
        if isinstance(part, Reference) and part.name in draft
        else fill(Code((part,)), url_of)[0]
        for part in code.fragments
    ]
    text, mappings = fill(code, _urls(name, site, draft))
    return [name, parts, site.ending(name, text, mappings)]


def _finished(
    name: str, code: Code, site: Site, paths: Table[str, str]
) -> tuple[str, tuple[Mapping, ...]]:
    text, mappings = fill(code, _urls(name, site, paths))
    return text + site.ending(name, text, mappings), mappings


def _urls(name: str, site: Site, paths: Table[str, str]) -> UrlOf:
    """Return what finds URLs for *name*: among *paths* of its component, else outside."""
    folder = posixpath.dirname(site.named(name, _NO_FINGERPRINT))

    def url_of(reference: Reference) -> str | None:
        path = paths.get(reference.name) or site.path_of(reference.name)
        return None if path is None else url_from(folder, reference, path, site.base_path)

    return url_of


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
