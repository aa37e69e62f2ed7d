"""Pixels of any mode as 8-bit sRGB."""

from __future__ import annotations

import pytest
from PIL import Image

from bengal_tasks.assets.images.colour import plain
from tests.unit.assets.images.pictures import SRGB, photo, quarters


@pytest.mark.parametrize(
    "mode", ["1", "L", "LA", "P", "PA", "RGB", "RGBA", "RGBX", "CMYK", "YCbCr"]
)
def test_a_plain_image_has_a_plain_mode(mode):
    """Whatever the mode, what comes out is L or RGB when nothing is transparent."""
    image, notice = plain(quarters().convert(mode))

    assert image.mode == ("L" if mode in {"1", "L", "LA"} else "RGB")
    assert not notice


@pytest.mark.parametrize("mode", ["LA", "RGBA"])
def test_alpha_stays_where_something_is_transparent(mode):
    """Alpha stays as it is, also beside a profile."""
    source = photo(8, 8, mode)
    source.info["icc_profile"] = SRGB

    image, notice = plain(source)

    assert image.mode == mode
    assert image.getchannel("A").tobytes() == source.getchannel("A").tobytes()
    assert not notice


def test_srgb_stays_srgb():
    """A profile that is sRGB changes no colour by more than rounding."""
    source = photo(32, 32)
    source.info["icc_profile"] = SRGB

    image, _ = plain(source)

    pairs = zip(image.tobytes(), source.tobytes(), strict=True)
    assert max(abs(one - other) for one, other in pairs) <= 1


def test_the_source_is_not_changed():
    """The image that is passed keeps its pixels, mode and information."""
    source = Image.new("RGBA", (2, 2), (1, 2, 3, 4))
    source.info["icc_profile"] = SRGB

    plain(source)

    assert source.mode == "RGBA"
    assert source.info == {"icc_profile": SRGB}
    assert source.getpixel((0, 0)) == (1, 2, 3, 4)


@pytest.mark.parametrize(
    ("info", "grey"),
    [
        ({"gamma": 1.0}, 188),
        ({"gamma": 0.45455}, 128),
        ({"gamma": 1.0, "srgb": 0}, 128),
        ({"gamma": 0.0}, 128),
        ({}, 128),
    ],
)
@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA"])
def test_the_gamma_of_a_png_is_applied(mode, info, grey):
    """Half of the light, stored without gamma, is what sRGB stores as 188; sRGB itself stays."""
    source = Image.new(mode, (2, 2), 128 if mode == "L" else (128, 128, 128, 64)[: len(mode)])
    source.info |= info

    image, _ = plain(source)

    pixel = image.getpixel((0, 0))
    assert (pixel if mode == "L" else pixel[0]) == grey
    assert mode != "RGBA" or pixel[3] == 64
