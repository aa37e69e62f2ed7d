"""HTML: the URLs that it refers to, and the same HTML with other URLs, all else as it was."""

from __future__ import annotations

from bengal_tasks.assets.html.reference import HtmlReference, Kind
from bengal_tasks.assets.html.rewrite import rewrite
from bengal_tasks.assets.html.scan import scan
from bengal_tasks.assets.html.urls import AssetUrl, asset_at, is_local


__all__ = ["AssetUrl", "HtmlReference", "Kind", "asset_at", "is_local", "rewrite", "scan"]
