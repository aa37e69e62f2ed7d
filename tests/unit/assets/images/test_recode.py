"""The same image encoded again: exact where it was exact, near where it was lossy."""

from __future__ import annotations

import sys
import zlib
from io import BytesIO

import pytest
from PIL import Image

from bengal_tasks.assets.images import png_file
from bengal_tasks.assets.images.optimize import optimize
from bengal_tasks.assets.images.values import ImageOptions
from tests.unit.assets.images.pictures import (
    GPS,
    SWAPPED,
    far,
    photo,
    quarters,
    same,
    saved,
    shown,
)


OPTIONS = ImageOptions()
KEEP = ImageOptions(strip_metadata=False)


@pytest.mark.usefixtures("optimizer")
@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_a_png_keeps_every_pixel_in_fewer_bytes(mode):
    """A PNG of any mode comes out smaller, with all its pixels."""
    image = Image.linear_gradient("L").resize((64, 64))
    image = (
        image.convert("I").point(lambda v: v * 200 + 7).convert(mode)
        if mode == "I;16"
        else (image.convert(mode))
    )
    data = saved(image, "PNG", compress_level=0)

    made = optimize(data, OPTIONS)

    assert made.optimized
    assert len(made.data) < len(data)
    assert same(made.data, data)
    if mode == "I;16":
        assert Image.open(BytesIO(made.data)).mode == "I;16"


@pytest.mark.usefixtures("optimizer")
def test_sixteen_bits_of_colour_are_kept():
    """A PNG with 16 bits for each colour, which Pillow cannot hold, keeps them all."""
    rows = b"".join(b"\0" + bytes((n * 7 + k) % 256 for k in range(6 * 32)) for n in range(32))
    header = (32).to_bytes(4, "big") * 2 + bytes((16, 2, 0, 0, 0))
    body = zlib.compress(rows, 0)
    chunks = [(b"IHDR", header), (b"tEXt", b"a\0" + GPS), (b"IDAT", body), (b"IEND", b"")]
    data = png_file.SIGNATURE + b"".join(png_file.chunk(*part) for part in chunks)

    made = optimize(data, OPTIONS)

    assert GPS not in made.data
    assert png_file.depth(png_file.read(made.data))[0] == 16


def test_few_colours_become_a_palette_exactly(monkeypatch):
    """Without the extra too, a drawing in true colour is stored with a palette."""
    monkeypatch.setitem(sys.modules, "oxipng", None)
    data = saved(quarters(64, 64), "PNG")

    made = optimize(data, OPTIONS)

    assert Image.open(BytesIO(made.data)).mode == "P"
    assert same(made.data, data)


@pytest.mark.usefixtures("optimizer")
def test_a_transparent_colour_of_a_png_stays():
    """A PNG whose transparency is one colour or a list for its palette keeps it."""
    picture = quarters(32, 32)
    for image, key in ((picture, (255, 0, 0)), (picture.quantize(4), b"\0\x80\xff\x10")):
        data = saved(image, "PNG", transparency=key, compress_level=0)

        made = optimize(data, OPTIONS)

        assert same(made.data, data)
        assert shown(made.data).getextrema()[3][0] < 255


@pytest.mark.usefixtures("optimizer")
def test_the_colours_of_a_png_are_still_told():
    """Profile and gamma stay in an optimized PNG: they say what its numbers mean."""
    grey = Image.linear_gradient("L").convert("RGB")
    plain = saved(grey, "PNG", icc_profile=SWAPPED, compress_level=0)
    gamma = png_file.chunk(b"gAMA", (100_000).to_bytes(4, "big"))
    parts = png_file.read(plain).parts
    data = b"".join((*parts[:2], gamma, *parts[2:]))

    made = optimize(data, OPTIONS)

    image = Image.open(BytesIO(made.data))
    assert len(made.data) < len(data)
    assert image.info["icc_profile"] == SWAPPED
    assert image.info["gamma"] == 1
    assert same(made.data, data)
    assert image.mode not in {"1", "L"}, "an RGB profile is not valid for grey"


def test_a_finer_jpeg_goes_down_to_the_quality():
    """A JPEG of better quality than the setting is encoded again, and looks the same."""
    data = saved(photo(200, 150), "JPEG", quality=98)

    sizes = [len(optimize(data, ImageOptions(quality=q)).data) for q in (95, 85, 50)]

    assert sorted(sizes, reverse=True) == sizes
    assert len(set(sizes)) == 3
    assert sizes[0] < len(data)
    assert far(shown(optimize(data, OPTIONS).data), shown(data)) < 2


def test_a_coarser_jpeg_keeps_its_tables():
    """A JPEG below the quality of the setting does not lose more: only how it is stored changes."""
    data = saved(photo(200, 150), "JPEG", quality=60)

    made = optimize(data, OPTIONS)

    assert len(made.data) < len(data)
    tables = [Image.open(BytesIO(file)).quantization for file in (made.data, data)]
    assert tables[0] == tables[1]
    assert far(shown(made.data), shown(data)) < 1


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
def test_a_jpeg_keeps_its_mode_and_profile(mode):
    """Grey stays grey, CMYK stays CMYK and not inverted, and a profile stays embedded."""
    data = saved(photo(100, 80, mode), "JPEG", quality=95, icc_profile=SWAPPED)

    made = optimize(data, OPTIONS)

    image = Image.open(BytesIO(made.data))
    assert image.mode == mode
    assert image.info["icc_profile"] == SWAPPED
    assert far(shown(made.data), shown(data)) < 4


@pytest.mark.parametrize("subsampling", ["4:4:4", "4:2:0"])
def test_a_jpeg_keeps_full_colour_resolution(subsampling):
    """Red text on white that is stored sharp stays sharp."""
    data = saved(photo(64, 64), "JPEG", quality=100, subsampling=subsampling)

    made = optimize(data, OPTIONS)

    sampled = [Image.open(BytesIO(file)).layer for file in (made.data, data)]
    assert [part[:3] for part in sampled[0]] == [part[:3] for part in sampled[1]]


def test_a_lossless_webp_keeps_hidden_colours():
    """Pixels under full transparency are kept: this is the same image."""
    image = photo(40, 30, "RGBA")
    data = saved(image, "WEBP", lossless=True, exact=True, quality=0, method=0)

    made = optimize(data, OPTIONS)

    assert made.optimized
    assert same(made.data, data)
