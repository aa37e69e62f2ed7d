"""Variants: other sizes and formats, upright and in sRGB."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image, ImageOps, ImageStat

from bengal_tasks.assets.images.values import ImageOptions
from bengal_tasks.assets.images.variant import variant
from bengal_tasks.errors import AssetError
from tests.unit.assets.images.pictures import (
    GPS,
    METADATA,
    SWAPPED,
    frames,
    jpeg_with_metadata,
    photo,
    png_with_metadata,
    quarters,
    saved,
    shown,
    tiff,
    webp_with_metadata,
)


OPTIONS = ImageOptions()
KINDS = ["avif", "webp", "jpeg", "png"]


def near(pixel, colour, tolerance=24):
    """Tell whether a pixel has about that colour."""
    return all(abs(one - other) <= tolerance for one, other in zip(pixel, colour, strict=False))


@pytest.mark.parametrize("kind", KINDS)
def test_a_variant_has_the_format_and_width_that_were_asked_for(kind):
    """The height follows the width, rounded, and is never 0."""
    data = saved(photo(90, 60), "PNG")

    made = variant(data, 31, kind, OPTIONS)

    assert (made.width, made.height, made.kind) == (31, 21, kind)
    image = Image.open(BytesIO(made.data))
    assert image.format == kind.upper()
    assert image.size == (31, 21)
    flat = variant(saved(photo(100, 1), "PNG"), 10, kind, OPTIONS)
    assert Image.open(BytesIO(flat.data)).size == (10, 1)


def test_nothing_is_scaled_up():
    """A width above that of the source, as it is shown, gives no variant."""
    data = jpeg_with_metadata(saved(photo(60, 40), "JPEG"), 6)

    assert variant(data, 40, "webp", OPTIONS).height == 60
    assert variant(data, 41, "webp", OPTIONS) is None


def test_what_has_no_pixels_of_its_own_size_has_no_variants():
    """Animations, SVG and files that are no image give None."""
    svg = b'<svg width="90" height="90"></svg>'

    assert [variant(frames(form), 20, "webp", OPTIONS) for form in ("GIF", "PNG", "WEBP")] == [
        None
    ] * 3
    assert variant(svg, 20, "webp", OPTIONS) is None
    assert variant(b"hello", 20, "webp", OPTIONS) is None


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_variant_stands_upright(orientation, form, kind):
    """The orientation of any source format is in the pixels of the variant, and nowhere else."""
    image = quarters(64, 32)
    if form == "AVIF":
        data = saved(image, form, exif=tiff(orientation), quality=95)
    elif form == "WEBP":
        data = webp_with_metadata(image, orientation, quality=95)
    elif form == "PNG":
        data = png_with_metadata(saved(image, form), orientation)
    else:
        data = jpeg_with_metadata(saved(image, form, quality=95), orientation)
    right = ImageOps.exif_transpose(Image.open(BytesIO(data))).convert("RGB")

    made = variant(data, right.width, kind, OPTIONS)

    image = shown(made.data, "RGB")
    assert image.size == right.size
    for x, y in ((1, 1), (-2, 1), (1, -2), (-2, -2)):
        at = (x % right.width, y % right.height)
        assert near(image.getpixel(at), right.getpixel(at), 40)
    assert Image.open(BytesIO(made.data)).getexif().get(0x0112, 1) == 1


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_colour_profile_is_applied(form, kind):
    """Red in a profile where red means green is green in every variant, which has no profile."""
    red = Image.new("RGB", (16, 16), (255, 0, 0))
    data = saved(red, form, icc_profile=SWAPPED)

    made = variant(data, 8, kind, OPTIONS)

    assert near(shown(made.data).getpixel((4, 4)), (0, 255, 0))
    assert "icc_profile" not in Image.open(BytesIO(made.data)).info


def test_a_profile_is_applied_to_grey_cmyk_and_alpha():
    """Grey with an RGB profile stays grey; alpha is not a colour; what cannot be used is told."""
    grey = variant(
        saved(Image.new("L", (8, 8), 100), "PNG", icc_profile=SWAPPED), 8, "png", OPTIONS
    )
    half = Image.new("RGBA", (8, 8), (255, 0, 0, 128))
    glass = variant(saved(half, "PNG", icc_profile=SWAPPED), 8, "png", OPTIONS)
    ink = Image.new("CMYK", (8, 8), (0, 255, 255, 0))
    print_ = variant(saved(ink, "JPEG", icc_profile=SWAPPED), 8, "png", OPTIONS)
    broken = variant(saved(ink, "JPEG", icc_profile=b"no profile"), 8, "png", OPTIONS)

    assert near(shown(grey.data).getpixel((4, 4)), (100, 100, 100, 255), 2)
    assert near(shown(glass.data).getpixel((4, 4)), (0, 255, 0, 128), 2)
    assert not grey.notice
    assert not glass.notice
    assert near(shown(print_.data).getpixel((4, 4)), (255, 0, 0, 255))
    assert "colour profile cannot be used" in print_.notice
    assert print_.notice == broken.notice


@pytest.mark.parametrize("kind", KINDS)
def test_deep_grey_is_scaled_and_not_clipped(kind):
    """A PNG of 16-bit grey keeps its mean brightness in every format."""
    deep = Image.new("I;16", (32, 32))
    for n in range(32 * 32):
        deep.putpixel((n % 32, n // 32), n * 64)

    made = variant(saved(deep, "PNG"), 32, kind, OPTIONS)

    assert 124 < ImageStat.Stat(shown(made.data, "L")).mean[0] < 132
    assert shown(made.data, "L").getextrema()[0] < 8


def test_deep_grey_keeps_its_transparent_colour():
    """The one transparent grey of a 16-bit PNG is transparent, and its neighbour is not."""
    deep = Image.new("I;16", (2, 1), 1000)
    deep.putpixel((1, 0), 1001)

    made = variant(saved(deep, "PNG", transparency=1000), 2, "png", OPTIONS)

    assert [shown(made.data).getpixel((x, 0))[3] for x in (0, 1)] == [0, 255]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16"])
def test_every_mode_becomes_every_format(mode, kind):
    """Any mode that a source can have is converted, with and without a change of size."""
    image = quarters(32, 16)
    image = (
        image.convert("L").convert("I").convert("I;16") if mode == "I;16" else image.convert(mode)
    )
    form = "JPEG" if mode == "CMYK" else "PNG"
    data = saved(image, form)

    for width in (32, 15):
        made = variant(data, width, kind, OPTIONS)

        assert Image.open(BytesIO(made.data)).size == (width, (width + 1) // 2)
        if mode not in {"1", "L", "LA", "I;16"}:
            assert near(shown(made.data).getpixel((2, 1)), (255, 0, 0, 255), 60)


@pytest.mark.parametrize("kind", ["avif", "webp", "png"])
@pytest.mark.parametrize("form", ["PNG", "GIF", "WEBP"])
def test_transparency_is_kept(form, kind):
    """Transparent parts of any source are transparent in every format that has alpha."""
    image = Image.new("RGBA", (16, 16), (255, 0, 0, 255))
    image.paste((0, 0, 0, 0), (0, 0, 8, 16))

    made = variant(saved(image, form), 8, kind, OPTIONS)

    assert shown(made.data).getpixel((1, 4))[3] < 8
    assert near(shown(made.data).getpixel((6, 4)), (255, 0, 0, 255), 40)


def test_hidden_colours_do_not_bleed():
    """Scaling multiplies by alpha first: black under transparency makes no dark edge."""
    image = Image.new("RGBA", (64, 64), (0, 0, 0, 0))
    image.paste((255, 255, 255, 255), (21, 0, 64, 64))

    made = variant(saved(image, "PNG"), 16, "png", OPTIONS)

    seen = [shown(made.data).getpixel((x, 8)) for x in range(16)]
    assert any(0 < pixel[3] < 255 for pixel in seen)
    assert all(min(pixel[:3]) > 240 for pixel in seen if pixel[3])


def test_jpeg_is_white_where_the_source_is_transparent():
    """JPEG has no alpha: transparent parts become white, which is told; opaque alpha is no loss."""
    glass = saved(Image.new("RGBA", (8, 8), (255, 0, 0, 0)), "PNG")
    solid = saved(Image.new("RGBA", (8, 8), (255, 0, 0, 255)), "PNG")

    made, told = variant(glass, 8, "jpeg", OPTIONS), variant(solid, 8, "jpeg", OPTIONS)

    assert near(shown(made.data).getpixel((4, 4)), (255, 255, 255, 255), 2)
    assert "white in JPEG" in made.notice
    assert near(shown(told.data).getpixel((4, 4)), (255, 0, 0, 255), 4)
    assert not told.notice


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["jpeg", "png", "webp", "avif", "gif"])
def test_variants_hold_no_position(name, kind):
    """No metadata of any source comes into a variant."""
    assert GPS not in variant(METADATA[name], 24, kind, OPTIONS).data


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["jpeg", "png", "webp"])
def test_variants_keep_metadata_that_is_wanted(name, kind):
    """With strip_metadata = false EXIF comes along, with the orientation of turned pixels."""
    data = {
        "jpeg": jpeg_with_metadata(saved(photo(), "JPEG"), 6),
        "png": png_with_metadata(saved(photo(), "PNG"), 6),
        "webp": webp_with_metadata(photo(), 6),
    }[name]

    made = variant(data, 24, kind, ImageOptions(strip_metadata=False))

    exif = Image.open(BytesIO(made.data)).getexif()
    assert exif[0x010E].encode() == GPS
    assert exif.get(0x0112, 1) == 1
    assert made.height == 36


def test_quality_counts():
    """A lower quality gives fewer bytes in each lossy format."""
    data = saved(photo(64, 64), "JPEG", quality=98)

    for kind in ("avif", "webp", "jpeg"):
        sizes = [len(variant(data, 48, kind, ImageOptions(q)).data) for q in (30, 60, 95)]
        assert sizes == sorted(sizes)
        assert sizes[0] < sizes[2]


def test_a_drawing_is_exact_in_webp_where_that_is_shorter():
    """Of a PNG with flat colours WebP without loss is tried too; a photograph stays lossy."""
    drawing = variant(saved(quarters(64, 64), "PNG"), 64, "webp", OPTIONS)
    photograph = variant(saved(quarters(64, 64), "JPEG"), 64, "webp", OPTIONS)

    assert shown(drawing.data, "RGB").tobytes() == quarters(64, 64).tobytes()
    assert b"VP8L" in drawing.data
    assert b"VP8L" not in photograph.data


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_a_damaged_source_is_an_error(form):
    """Who asks for a variant of a damaged image is told which image it is."""
    data = saved(photo(64, 64), form)[:-400]

    with pytest.raises(AssetError) as told:
        variant(data, 32, "webp", OPTIONS, "assets/broken")

    assert str(told.value).startswith("assets/broken: the image cannot be made webp: ")


def test_a_side_that_the_format_cannot_have_is_an_error():
    """WebP ends at 16383 pixels."""
    data = saved(Image.new("1", (2, 16_400)), "PNG")

    with pytest.raises(AssetError, match="cannot be made webp"):
        variant(data, 2, "webp", OPTIONS)
