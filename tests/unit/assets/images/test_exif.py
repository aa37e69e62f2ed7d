"""The orientation in EXIF."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bengal_tasks.assets.images.exif import only_orientation, orientation, upright
from tests.unit.assets.images.pictures import tiff


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("value", range(1, 9))
def test_the_orientation_is_read_and_written(value, order):
    """In both byte orders it is found, and made 1; the smallest EXIF says the same to Pillow."""
    assert orientation(tiff(value, order)) == value
    assert orientation(upright(tiff(value, order))) == 1
    assert upright(tiff(value, order)) == tiff(1, order)
    exif = Image.Exif()
    exif.load(only_orientation(value))
    assert dict(exif) == {0x0112: value}
    assert orientation(only_orientation(value)) == value


@pytest.mark.parametrize("value", [0, 9, 65_535])
def test_values_that_mean_nothing_are_upright(value):
    """Only 1 to 8 mean something."""
    assert orientation(tiff(value)) == 1


@given(st.sampled_from([b"II*\0", b"MM\0*", b""]), st.binary(max_size=80))
def test_any_bytes_have_an_orientation(start, data):
    """Broken EXIF is upright, and does not raise."""
    assert 1 <= orientation(start + data) <= 8
    assert len(upright(start + data)) == len(start + data)


@given(st.integers(0, 60), st.binary(min_size=1, max_size=8))
def test_damaged_exif_has_an_orientation(at, wrong):
    """A few wrong bytes anywhere do not raise."""
    data = tiff(6)

    assert 1 <= orientation(data[:at] + wrong + data[at + len(wrong) :]) <= 8
    assert 1 <= orientation(data[:at]) <= 8
