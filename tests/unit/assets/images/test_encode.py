"""Pixels as the bytes of one format."""

from __future__ import annotations

import os
import subprocess
import sys
from io import BytesIO

from PIL import Image

from bengal_tasks.assets.images.encode import png, same_pixels
from tests.unit.assets.images.pictures import photo


def test_the_bytes_do_not_depend_on_the_number_of_cores():
    """On one core a variant has the bytes that it has on all."""
    script = """
import hashlib, os, sys
if sys.argv[1] == "one" and hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
from bengal_tasks.assets.images.optimize import optimize
from bengal_tasks.assets.images.values import ImageOptions
from bengal_tasks.assets.images.variant import variant
from tests.unit.assets.images.pictures import photo, saved
data = saved(photo(400, 260), "PNG")
made = [variant(data, 300, kind, ImageOptions()).data for kind in ("avif", "webp", "jpeg", "png")]
made.append(optimize(data, ImageOptions()).data)
print([hashlib.sha256(file).hexdigest() for file in made])
"""
    folders = os.pathsep.join(sys.path)
    command = [sys.executable, "-c", script]
    environment = os.environ | {"PYTHONPATH": folders}
    told = [
        subprocess.run(  # noqa: S603 (our own script)
            [*command, cores], env=environment, capture_output=True, check=True
        ).stdout
        for cores in ("one", "all")
    ]

    assert told[0] == told[1]
    assert told[0].count(b"'") == 10


def test_a_palette_that_is_longer_is_not_used():
    """Few pixels of many colours are shorter without a palette; either way they are exact."""
    few, many = photo(64, 64).quantize(16).convert("RGB"), photo(14, 14)

    modes = [Image.open(BytesIO(png(image))).mode for image in (few, many)]

    assert modes == ["P", "RGB"]


def test_pixels_are_compared_with_their_alpha():
    """Images are the same when size, colours and alpha are."""
    image = photo(4, 4, "RGBA")
    other = image.copy()
    other.putpixel((0, 0), (*image.getpixel((0, 0))[:3], image.getpixel((0, 0))[3] ^ 1))

    assert same_pixels(image, image.copy())
    assert not same_pixels(image, other)
    assert not same_pixels(image, image.resize((4, 5)))
