"""What an image is, without decoding it."""

from __future__ import annotations

import pytest
from PIL import Image, ImageFile

from bengal_tasks.assets.images import pixels
from bengal_tasks.assets.images.probe import fallback_kind, probe
from bengal_tasks.assets.images.values import Probe
from bengal_tasks.errors import AssetError
from tests.unit.assets.images.pictures import (
    frames,
    jpeg_with_metadata,
    photo,
    png_with_metadata,
    saved,
    webp_with_metadata,
)


@pytest.mark.parametrize(
    ("form", "mode", "alpha", "lossless"),
    [
        ("JPEG", "RGB", False, False),
        ("JPEG", "L", False, False),
        ("JPEG", "CMYK", False, False),
        ("PNG", "RGBA", True, True),
        ("PNG", "LA", True, True),
        ("PNG", "P", False, True),
        ("PNG", "1", False, True),
        ("PNG", "I;16", False, True),
        ("GIF", "P", False, True),
        ("WEBP", "RGB", False, False),
        ("AVIF", "RGB", False, False),
    ],
)
def test_a_probe_tells_format_size_and_mode(form, mode, alpha, lossless):
    """Format, size, mode and alpha come from the header."""
    image = Image.new(mode, (48, 32)) if mode in {"P", "1", "I;16"} else photo(48, 32, mode)

    found = probe(saved(image, form))

    assert found == Probe(form.lower(), 48, 32, 1, alpha, mode, lossless)


def test_nothing_is_decoded(monkeypatch):
    """A probe does not touch a pixel."""
    monkeypatch.delattr(ImageFile.ImageFile, "load")

    assert probe(saved(Image.new("RGB", (9, 8)), "PNG")).width == 9


def test_a_palette_may_have_alpha():
    """A transparent colour in a palette counts as alpha."""
    assert probe(saved(photo().quantize(4), "PNG", transparency=1)).has_alpha
    assert probe(saved(Image.new("RGBA", (4, 4)), "GIF")).has_alpha


@pytest.mark.parametrize("form", ["GIF", "PNG", "WEBP", "AVIF"])
def test_frames_are_counted(form):
    """An animation tells how many frames it has."""
    assert probe(frames(form)).frames == 3


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_the_size_is_that_after_orientation(orientation):
    """Width and height are swapped when EXIF lays the image on its side."""
    sources = (
        jpeg_with_metadata(saved(photo(48, 32), "JPEG"), orientation),
        png_with_metadata(saved(photo(48, 32), "PNG"), orientation),
        webp_with_metadata(photo(48, 32), orientation),
    )

    sizes = {(probe(data).width, probe(data).height) for data in sources}

    assert sizes == {(32, 48) if orientation > 4 else (48, 32)}


def test_lossless_webp_is_told_from_lossy():
    """Only WebP that stores pixels exactly is lossless."""
    assert probe(saved(photo(), "WEBP", lossless=True)).lossless
    assert not probe(saved(photo(), "WEBP")).lossless


def test_what_is_no_image_is_none():
    """Text, HTML with an SVG in it, BMP and headers that are cut off are no image."""
    texts = [b"", b"hello", b"<!doctype html><svg width='1'></svg>", saved(photo(), "BMP")]
    starts = [saved(photo(), form)[:20] for form in ("PNG", "JPEG", "WEBP", "GIF", "AVIF")]

    assert [probe(data) for data in texts + starts] == [None] * 9


def test_a_bomb_is_refused_by_its_header(monkeypatch):
    """An image beyond the limit is an error that names the file."""
    monkeypatch.setattr(pixels, "MOST_PIXELS", 1000)

    with pytest.raises(AssetError, match=r"^img/a.png: .*48 x 32 pixels"):
        probe(saved(photo(), "PNG"), "img/a.png")


def test_the_format_for_all_browsers():
    """Photographs fall back to JPEG, what has alpha or is exact to PNG, the rest to itself."""
    falls = {
        "jpeg": [saved(photo(), "JPEG"), saved(photo(), "WEBP"), saved(photo(), "AVIF")],
        "png": [saved(photo(), "PNG"), saved(photo(mode="RGBA"), "WEBP"), saved(photo(), "GIF")],
        "gif": [frames("GIF")],
        "svg": [b"<svg/>"],
    }

    assert {
        kind: {fallback_kind(probe(data)) for data in files} for kind, files in falls.items()
    } == {kind: {kind} for kind in falls}


@pytest.mark.parametrize(("width", "height"), [(48, 32), (24, 16), (3, 2), (15, 10), (1, 1)])
def test_the_height_of_a_variant_is_known_before_it_is_made(width, height):
    """The height goes with the width: halves go up, and it is never 0."""
    assert probe(saved(photo(48, 32), "PNG")).height_at(width) == height
    assert probe(saved(photo(32, 16), "PNG")).height_at(15) == 8
    assert probe(b"<svg/>").height_at(15) == 0
