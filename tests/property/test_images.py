"""Properties of image work: any pixels, any metadata, any damage."""

from __future__ import annotations

import sys
from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageOps

from bengal_tasks.assets.images import png_file
from bengal_tasks.assets.images.optimize import optimize
from bengal_tasks.assets.images.probe import probe
from bengal_tasks.assets.images.values import ImageOptions
from bengal_tasks.assets.images.variant import variant
from bengal_tasks.errors import AssetError
from tests.unit.assets.images.pictures import (
    GPS,
    METADATA,
    frames,
    png_with_metadata,
    saved,
    webp_with_metadata,
)


OPTIONS = ImageOptions()


@st.composite
def images(draw):
    """Draw a small image of any mode, with a few or with many colours."""
    mode = draw(st.sampled_from(["1", "L", "LA", "P", "RGB", "RGBA", "I;16", "CMYK"]))
    width, height = draw(st.integers(1, 9)), draw(st.integers(1, 9))
    size = {"LA": 2, "RGB": 3, "RGBA": 4, "CMYK": 4, "I;16": 2}.get(mode, 1) * width * height
    alphabet = draw(st.sampled_from([st.sampled_from([0, 255]), st.integers(0, 255)]))
    raw = bytes(draw(st.lists(alphabet, min_size=size, max_size=size)))
    if mode == "1":
        return Image.frombytes("L", (width, height), raw).convert("1")
    if mode == "P":
        return Image.frombytes("RGB", (width, height), raw * 3).quantize(16)
    return Image.frombytes(mode, (width, height), raw)


@settings(max_examples=150, deadline=None)
@given(image=images(), orientation=st.integers(1, 8), extra=st.booleans())
def test_any_image_keeps_its_pixels_and_loses_its_metadata(image, orientation, extra):
    """PNG and lossless WebP of any pixels: exact, upright, never longer, without GPS."""
    sources = []
    if image.mode != "CMYK":
        sources.append(png_with_metadata(saved(image, "PNG"), orientation))
    if image.mode != "I;16":
        colours = image.convert("RGBA" if image.mode in {"LA", "RGBA"} else "RGB")
        sources.append(webp_with_metadata(colours, orientation, lossless=True, exact=True))
    with pytest.MonkeyPatch.context() as patch:
        if not extra:
            patch.setitem(sys.modules, "oxipng", None)
        for data in sources:
            made = optimize(data, OPTIONS)

            before, after = (
                ImageOps.exif_transpose(Image.open(BytesIO(file))) for file in (data, made.data)
            )
            assert before.size == after.size == (made.width, made.height)
            assert before.convert("RGBA").tobytes() == after.convert("RGBA").tobytes()
            assert len(made.data) <= len(data)
            assert GPS not in made.data


WHOLE = [*METADATA.values(), frames("PNG"), frames("AVIF")]


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(WHOLE), st.data())
def test_any_damage_is_told_and_nothing_worse(data, draw):
    """An image that is cut or changed anywhere gives bytes, and never another kind of error."""
    at = draw.draw(st.integers(0, len(data) - 1))
    damage = draw.draw(st.sampled_from(["cut", "change", "insert"]))
    wrong = draw.draw(st.binary(min_size=1, max_size=4))
    broken = {
        "cut": data[:at],
        "change": data[:at] + wrong + data[at + len(wrong) :],
        "insert": data[:at] + wrong + data[at:],
    }[damage]

    with suppress(AssetError):
        assert len(optimize(broken, OPTIONS).data) <= len(broken)
    with suppress(AssetError):
        assert probe(broken) is None or probe(broken).kind
    with suppress(AssetError):
        made = variant(broken, 20, "webp", OPTIONS)
        assert made is None or made.width == 20


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(
        [
            b"",
            b"\xff\xd8\xff",
            png_file.SIGNATURE,
            b"RIFF\x10\0\0\0WEBP",
            b"GIF89a",
            b"\0\0\0 ftypavif",
        ]
    ),
    st.binary(max_size=200),
)
def test_random_bytes_are_copied(start, rest):
    """Bytes that only begin like an image are published as they are."""
    assert optimize(start + rest, OPTIONS).data == start + rest
