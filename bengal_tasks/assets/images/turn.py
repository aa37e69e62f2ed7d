"""Turn the pixels as EXIF says."""

from __future__ import annotations

from PIL import Image


_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def turned(image: Image.Image, orientation: int) -> Image.Image:
    """
    Return *image* as it is to be shown.

    `ImageOps.exif_transpose` is not used: it takes an orientation from XMP too, browsers do not.
    """
    turn = _TURNS.get(orientation)
    return image if turn is None else image.transpose(turn)
