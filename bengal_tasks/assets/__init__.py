"""From the bytes of a source to the bytes that are published: styles, scripts, images, HTML."""

from __future__ import annotations
