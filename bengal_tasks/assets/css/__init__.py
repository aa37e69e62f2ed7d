"""
Stylesheets: text -> tokens -> statements -> one bundle with holes for the URLs of other assets.

Nothing here reads a file: what is imported comes from a `Reader`, so that each read is recorded.
"""

from __future__ import annotations
