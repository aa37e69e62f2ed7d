"""Images in their own format: fewer bytes, the same picture, no metadata."""

from __future__ import annotations

import zlib
from io import BytesIO

import pytest
from PIL import Image, ImageOps

from bengal_tasks.assets.images import jpeg_file, pixels, png_file
from bengal_tasks.assets.images.exif import only_orientation
from bengal_tasks.assets.images.optimize import optimize
from bengal_tasks.assets.images.probe import probe
from bengal_tasks.assets.images.values import ImageOptions
from bengal_tasks.errors import AssetError
from tests.unit.assets.images.pictures import (
    GPS,
    METADATA,
    far,
    frames,
    jpeg_with_metadata,
    photo,
    png_with_metadata,
    quarters,
    saved,
    webp_with_metadata,
)


OPTIONS = ImageOptions()
KEEP = ImageOptions(strip_metadata=False)


@pytest.mark.parametrize("name", METADATA)
def test_no_position_is_published(name):
    """Of no format does any metadata stay, whether or not it is encoded again."""
    data = METADATA[name]
    assert GPS in data

    made = optimize(data, OPTIONS)

    assert GPS not in made.data
    assert len(made.data) <= len(data)
    assert made.optimized
    assert not made.notice
    assert probe(made.data) == probe(data)


@pytest.mark.parametrize("name", METADATA)
def test_metadata_stays_where_it_is_wanted(name):
    """With strip_metadata = false it stays in every format, and no file grows."""
    data = METADATA[name]

    made = optimize(data, KEEP)

    assert GPS in made.data
    assert len(made.data) <= len(data)
    assert probe(made.data) == probe(data)


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG", "AVIF"])
def test_an_animation_is_copied_through(form):
    """An animation without metadata is published byte for byte."""
    data = frames(form)

    made = optimize(data, OPTIONS)

    assert made.data == data
    assert not made.optimized
    assert (made.width, made.height) == (48, 32)


@pytest.mark.usefixtures("optimizer")
@pytest.mark.parametrize("options", [OPTIONS, KEEP], ids=["strip", "keep"])
@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "lossless WEBP"])
def test_an_image_stands_upright(form, orientation, options):
    """All eight orientations come out as a browser shows the source."""
    image = quarters(64, 32)
    if form == "JPEG":
        data = jpeg_with_metadata(saved(image, "JPEG", quality=95), orientation)
    elif form == "PNG":
        data = png_with_metadata(saved(image, "PNG"), orientation)
    else:
        data = webp_with_metadata(image, orientation, lossless="lossless" in form, quality=90)

    made = optimize(data, options)

    before, after = (
        ImageOps.exif_transpose(Image.open(BytesIO(file))).convert("RGB")
        for file in (data, made.data)
    )
    assert before.size == after.size == (made.width, made.height)
    assert far(before, after) < 6
    assert (GPS in made.data) == (options is KEEP)


@pytest.mark.parametrize(("quality", "sampling"), [(95, "4:2:0"), (30, "4:2:0"), (30, "4:2:2")])
def test_a_turned_jpeg_has_turned_pixels(quality, sampling):
    """A reader that knows no EXIF sees it upright, also where turning costs a few bytes."""
    image = photo(128, 64)
    options = {"quality": quality, "subsampling": sampling, "progressive": True, "optimize": True}
    data = jpeg_with_metadata(saved(image, "JPEG", comment=b"x" * 2000, **options), 6)

    made = optimize(data, OPTIONS)

    turned = Image.open(BytesIO(made.data))
    assert turned.size == (64, 128)
    assert far(turned, image.transpose(Image.Transpose.ROTATE_270)) < 8
    assert not jpeg_file.read(made.data).exif


def test_an_orientation_that_only_xmp_tells_does_not_count():
    """Browsers do not read an orientation from XMP, so it turns nothing."""
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/" tiff:Orientation="6"/>'
    data = saved(photo(40, 20), "JPEG", quality=95, xmp=xmp)

    made = optimize(data, OPTIONS)

    assert Image.open(BytesIO(made.data)).size == (made.width, made.height) == (40, 20)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF", "AVIF"])
def test_a_damaged_image_is_published_as_it_is_with_a_notice(form):
    """An image that is cut in its middle is copied, and the notice says so."""
    data = saved(photo(64, 64), form)[: -400 if form != "GIF" else -20]

    made = optimize(data, OPTIONS)

    assert made.data == data
    assert "damaged" in made.notice
    assert not made.optimized


def test_what_is_no_image_is_left_alone():
    """Text, nothing, and formats that we do not decode are copied without a word."""
    for data in (b"", b"hello", b"<!doctype html><svg></svg>", saved(photo(), "BMP")):
        made = optimize(data, OPTIONS)

        assert made.data == data
        assert not made.notice
        assert not made.optimized


def test_a_bomb_is_refused():
    """An image that would take more memory than any page needs is an error that names its size."""
    header = (100_000).to_bytes(4, "big") * 2 + bytes((1, 0, 0, 0, 0))
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b"")]
    data = png_file.SIGNATURE + b"".join(png_file.chunk(*part) for part in chunks)

    with pytest.raises(AssetError) as told:
        optimize(data, OPTIONS, "assets/bomb.png")

    assert str(told.value).startswith("assets/bomb.png: the image is too large")
    assert "100000 x 100000" in str(told.value)
    assert "hint:" in str(told.value)


@pytest.mark.parametrize(
    ("limit", "value", "words"),
    [("MOST_BYTES", 100, "bytes"), ("MOST_PIXELS", 100, "48 x 32"), ("MOST_FRAMES", 2, "3 frames")],
)
def test_each_limit_is_an_error(monkeypatch, limit, value, words):
    """File size, pixels and frames have a limit each."""
    monkeypatch.setattr(pixels, limit, value)

    with pytest.raises(AssetError, match=words):
        optimize(frames("GIF"), OPTIONS)


def test_metadata_may_be_damaged():
    """A text chunk of PNG with a wrong check sum goes, like those with a right one."""
    data = METADATA["png"].replace(b"Comment\0G", b"Comment\0H")

    made = optimize(data, OPTIONS)

    assert b"HPS" not in made.data
    assert made.optimized
    assert not made.notice


def test_a_damaged_frame_is_told():
    """Frames after the first are not decoded, but their check sums are looked at."""
    whole = frames("PNG")
    at = whole.rindex(b"fdAT") + 20

    made = optimize(whole[:at] + bytes((whole[at] ^ 1,)) + whole[at + 1 :], OPTIONS)

    assert "wrong check sum" in made.notice
    assert not made.optimized


def test_fill_bytes_before_markers_are_allowed():
    """JPEG may have any number of FF before a marker: in its head, and where its pixels end."""
    data = saved(photo(), "JPEG", quality=98, comment=GPS)
    filled = data.replace(b"\xff\xfe", b"\xff\xff\xff\xfe")[:-2] + b"\xff\xff\xff\xd9"

    made = optimize(filled, OPTIONS)

    assert not made.notice
    assert GPS not in made.data
    assert made.data == optimize(data, OPTIONS).data


def test_an_orientation_in_fewer_bytes_than_ours_is_left():
    """EXIF that is shorter than the one we would write stays, so that no file grows."""
    data = saved(photo(), "WEBP", exif=only_orientation(6)[:-4])

    made = optimize(data, OPTIONS)

    assert made.data == data
    assert (made.width, made.height) == (32, 48)


def test_pixels_that_are_damaged_in_a_whole_file_are_told():
    """A file whose parts are whole may hold half of its pixels: that is told in every format."""
    body = zlib.compress(photo(33, 32, "L").tobytes())[:200]
    header = (32).to_bytes(4, "big") * 2 + bytes((8, 0, 0, 0, 0))
    chunks = [(b"IHDR", header), (b"IDAT", body), (b"IEND", b"")]
    half = png_file.SIGNATURE + b"".join(png_file.chunk(*part) for part in chunks)
    webp = saved(photo(64, 64), "WEBP", quality=100)
    short = len(webp) // 2 // 2 * 2
    cut = b"RIFF" + (short - 8).to_bytes(4, "little") + b"WEBPVP8 "
    cut += (short - 20).to_bytes(4, "little") + webp[20:short]

    for data in (half, cut):
        made = optimize(data, OPTIONS)

        assert "damaged" in made.notice
        assert made.data == data
