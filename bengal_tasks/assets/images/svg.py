"""
The size of an SVG, from its root element.

The start tag is read as text, in the first 64 kB: no entity is expanded, nothing is fetched.
"""

from __future__ import annotations

import math
import re


_START = 64 * 1024
_ROOT = re.compile(r"<svg(?=[\s/>])((?:[^>\"']|\"[^\"]*\"|'[^']*')*+)>")
_ATTRIBUTE = re.compile(r"(?<![\w:.-])([\w:.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_LENGTH = re.compile(r"([0-9]*\.?[0-9]+(?:e[+-]?[0-9]{1,3})?)(px|pt|pc|mm|cm|in|q)?", re.IGNORECASE)
_LONGEST = 40
_BLANK = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"
_ENDS = {"<!--": "-->", "<?": "?>", "<!DOCTYPE": ">"}
_PROLOG = re.compile(r"\s*+(<!--|<\?|<!DOCTYPE|)")
_PIXELS = {
    "px": 1,
    "pt": 4 / 3,
    "pc": 16,
    "mm": 96 / 25.4,
    "cm": 96 / 2.54,
    "in": 96,
    "q": 96 / 101.6,
}
_LARGEST = 1_000_000
_BOX = 4


def is_svg(data: bytes) -> bool:
    """Tell whether *data* is XML text whose root is ``<svg>``."""
    return data[:64].lstrip(_BLANK)[:1] == b"<" and _root(data) is not None


def size_of_svg(data: bytes) -> tuple[int, int]:
    """
    Return width and height in CSS pixels, rounded and at least 1; (0, 0) when the root tells none.

    A missing or relative length comes from the ``viewBox``, in its ratio to the other one.
    """
    root = _root(data)
    if not root:
        return 0, 0
    found = {name: one or two for name, one, two in _ATTRIBUTE.findall(root[1])}
    width, height = _length(found.get("width", "")), _length(found.get("height", ""))
    box_width, box_height = _box(found.get("viewBox", ""))
    if not (width or height):
        width, height = box_width, box_height
    elif box_width and box_height:
        width = width or height * box_width / box_height
        height = height or width * box_height / box_width
    if not (0 < width <= _LARGEST and 0 < height <= _LARGEST):
        return 0, 0
    return max(1, round(width)), max(1, round(height))


def _root(data: bytes) -> re.Match[str] | None:
    """Return the start tag of the root: after comments, instructions and the document type."""
    text = _text(data[:_START])
    at = 0
    while found := _PROLOG.match(text, at):
        start = found[1]
        if not start:
            return _ROOT.match(text, found.end())
        at = _after(text, found.end(), start)
    return None


def _after(text: str, at: int, start: str) -> int:
    """Return where what began with *start* has ended: the end of the text if it does not."""
    subset = text.find("[", at) if start == "<!DOCTYPE" else -1
    if 0 <= subset < text.find(">", at):
        at = max(subset, text.find("]", subset))
    end = text.find(_ENDS[start], at)
    return len(text) if end < 0 else end + len(_ENDS[start])


def _text(data: bytes) -> str:
    """Decode, in whatever way cannot fail."""
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    return data.decode("utf-16" if wide else "utf-8-sig", errors="replace")


def _length(text: str) -> float:
    match = _LENGTH.fullmatch(text.strip()) if len(text) < _LONGEST else None
    return float(match[1]) * _PIXELS[(match[2] or "px").lower()] if match else 0.0


def _box(text: str) -> tuple[float, float]:
    parts = text.replace(",", " ").split()
    if len(parts) != _BOX:
        return 0.0, 0.0
    try:
        width, height = (float(part) for part in parts[2:])
    except ValueError:
        return 0.0, 0.0
    known = math.isfinite(width + height) and min(width, height) > 0
    return (width, height) if known else (0.0, 0.0)
