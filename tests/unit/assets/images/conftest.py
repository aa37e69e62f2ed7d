"""What tests of images share."""

from __future__ import annotations

import sys

import pytest


@pytest.fixture(params=["oxipng", "pillow"])
def optimizer(request, monkeypatch):
    """Optimize PNG with the extra, and without it."""
    if request.param == "pillow":
        monkeypatch.setitem(sys.modules, "oxipng", None)
    return request.param
