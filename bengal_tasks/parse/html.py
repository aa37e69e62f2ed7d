"""Find what HTML refers to: the local URLs that a browser would load with the page."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser


_SOURCES = "img[src],script[src],link[href],source[src],video[src],audio[src],video[poster],iframe[src],embed[src],object[data],track[src],input[src]"  # noqa: E501
_SETS = "img[srcset],source[srcset]"
_LOADED = frozenset(
    {"stylesheet", "preload", "prefetch", "modulepreload", "icon", "manifest", "mask-icon"}
)


def references(html: str) -> tuple[str, ...]:
    """Return the URLs without scheme and host that the page loads, sorted, each once."""
    tree = LexborHTMLParser(html)
    found: set[str] = set()
    for node in tree.css(_SOURCES):
        if node.tag == "link" and not _LOADED & set((node.attributes.get("rel") or "").split()):
            continue
        for name in ("src", "href", "poster", "data"):
            url = node.attributes.get(name)
            if url:
                found.add(url.strip())
    for node in tree.css(_SETS):
        for part in (node.attributes.get("srcset") or "").split(","):
            words = part.split()
            if words:
                found.add(words[0])
    return tuple(sorted(url for url in found if is_local(url)))


def is_local(url: str) -> bool:
    """Tell whether *url* leads into the site: no scheme, no host, more than a fragment."""
    return not (url.startswith(("//", "#")) or ":" in url.split("/", 1)[0]) and bool(url)
