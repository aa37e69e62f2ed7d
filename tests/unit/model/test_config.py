"""Settings are complete values."""

from __future__ import annotations

import dataclasses
import json

import pytest

from bengal_tasks.model.config import Config, MenuItem, MenuSettings


def test_the_defaults():
    """Without a file every setting is there, in the shape of the file."""
    assert {
        "site": {
            "title": "My Site",
            "baseurl": "",
            "description": "",
            "author": "",
            "language": "en",
            "theme": "default",
        },
        "build": {
            "content_dir": "content",
            "output_dir": "public",
            "assets_dir": "assets",
            "static_dir": "static",
            "templates_dir": "templates",
            "data_dir": "data",
            "drafts": False,
            "future": False,
            "expired": False,
            "pretty_urls": True,
            "strict": False,
            "extensions": [],
            "task_seconds": 30,
        },
        "content": {
            "default_type": "doc",
            "excerpt_length": 200,
            "summary_length": 160,
            "reading_speed": 200,
            "related_count": 5,
            "toc_depth": 4,
            "sort_pages_by": "weight",
            "sort_order": "asc",
        },
        "taxonomies": {
            "categories": {
                "name": "categories",
                "title": "Categories",
                "singular": "category",
                "per_page": 10,
            },
            "tags": {"name": "tags", "title": "Tags", "singular": "tag", "per_page": 10},
        },
        "pagination": {"per_page": 10, "path": "page"},
        "menu": {"auto": True},
        "markdown": {
            "html": "allow",
            "highlight": True,
            "line_numbers": False,
            "hard_wrap": False,
            "tables": True,
            "footnotes": True,
            "task_lists": True,
            "strikethrough": True,
            "definition_lists": True,
            "abbreviations": True,
            "alerts": True,
        },
        "features": {
            "rss": True,
            "sitemap": True,
            "search": True,
            "json": False,
            "robots": True,
            "not_found": True,
            "redirects": True,
            "syntax_highlighting": True,
            "feed_format": "rss",
            "feed_limit": 20,
            "feed_content": "summary",
            "section_feeds": True,
        },
        "assets": {
            "minify_css": True,
            "minify_js": True,
            "minifier": "rjsmin",
            "esbuild": "",
            "source_maps": False,
            "purge_css": False,
            "optimize_images": True,
            "fingerprint": True,
            "exempt": [],
            "exclude": [],
            "preload": [],
            "precompress": [],
            "keep_generations": 0,
            "images": {
                "quality": 85,
                "strip_metadata": True,
                "formats": ["webp"],
                "widths": [480, 960, 1440],
                "sizes": "100vw",
                "responsive": True,
            },
        },
        "params": {},
        "profile": "",
    } == Config().to_json()


def test_menus_stand_beside_auto():
    """A template reads ``config.menu.main`` as the file writes it."""
    config = Config(menu=MenuSettings(auto=False, items={"main": (MenuItem("A", identifier="a"),)}))

    assert {
        "auto": False,
        "main": [
            {"name": "A", "url": "", "weight": 0, "parent": "", "identifier": "a", "icon": ""}
        ],
    } == config.to_json()["menu"]


def test_settings_are_frozen():
    """Nothing can change a setting once it is read."""
    with pytest.raises(dataclasses.FrozenInstanceError):
        Config().site.title = "x"  # type: ignore[misc]


def test_json_is_json():
    """The value can be written."""
    value = Config(params={"a": [1, {"b": None}]}).to_json()

    assert value == json.loads(json.dumps(value))


def test_what_is_not_json_is_refused():
    """A value that slipped past the parser is a fault of ours, and loud."""
    with pytest.raises(TypeError, match="set"):
        Config(params={"a": {1}}).to_json()  # type: ignore[dict-item]
