"""
Images: bytes -> what they are, the same made smaller, and other sizes and formats of them.

`probe`, `optimize` and `variant` each have a module, and `picture` writes the HTML. Formats that
are decoded: PNG, JPEG, WebP, GIF, AVIF. Of SVG only the size is read. All else is no image to us.
Nothing here opens a file, keeps state, or depends on the machine's cores.
"""

from __future__ import annotations
