"""Visible: draft, publish date and expiry date against the clock."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bengal_tasks.model.config import BuildSettings
from bengal_tasks.model.inventory import FoundPage
from bengal_tasks.model.visible import is_visible


NOW = 1_767_225_600  # 2026-01-01T00:00:00Z
BUILD = BuildSettings()


def _page(**row):
    return FoundPage("content/a.md", "a", row)


@pytest.mark.parametrize(
    ("row", "shown"),
    [
        ({}, True),
        ({"draft": True}, False),
        ({"date": "2026-01-01"}, True),
        ({"date": "2026-01-02"}, False),
        ({"date": "2026-01-01T00:00:01Z"}, False),
        ({"date": "2026-01-01T01:00:00+02:00"}, True),
        ({"date": "2026-02-01", "publish_date": "2025-12-01"}, True),
        ({"date": "2025-01-01", "publish_date": "2026-02-01"}, False),
        ({"expiry_date": "2026-01-01"}, False),
        ({"expiry_date": "2026-01-02"}, True),
    ],
)
def test_visible(row, shown):
    """A page is published from its publish date, or its date, to its expiry date."""
    assert shown == is_visible(_page(**row), BUILD, NOW)


@pytest.mark.parametrize(
    ("row", "setting"),
    [
        ({"draft": True}, "drafts"),
        ({"date": "2026-02-01"}, "future"),
        ({"expiry_date": "2025-01-01"}, "expired"),
    ],
)
def test_settings(row, setting):
    """Each kind can be asked for."""
    assert is_visible(_page(**row), replace(BUILD, **{setting: True}), NOW)


def test_page_that_was_never_good():
    """A page without a row is not published."""
    assert not is_visible(FoundPage("content/a.md", "a", None), BUILD, NOW)
