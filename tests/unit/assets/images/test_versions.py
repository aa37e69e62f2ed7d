"""The versions that image bytes depend on."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError

from PIL import __version__ as pillow

from bengal_tasks.assets.images import versions as module
from bengal_tasks.assets.images.versions import versions


def test_every_library_is_named(monkeypatch):
    """Pillow and its codecs have a version; the extra has one or none."""
    assert versions()["pil"] == pillow
    assert all(versions()[name] for name in ("webp", "avif", "littlecms2"))

    def absent(name):
        raise PackageNotFoundError(name)

    before = set(versions())
    monkeypatch.setattr(module, "version", absent)

    assert not versions()["oxipng"]
    assert set(versions()) == before
