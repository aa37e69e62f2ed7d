"""
Pixels of any kind as 8-bit L, LA, RGB or RGBA in sRGB, the one colour space of all variants.

The profile is applied and not embedded. So all variants look alike, from CMYK too and in viewers
that ignore profiles, and a small image does not carry some kilobytes of profile. Colours outside
sRGB are clipped.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

from PIL import Image, ImageCms, ImageMath

from bengal_tasks.assets.images.pixels import FAULTS


_DEEP = frozenset({"I", "I;16", "I;16B", "I;16L", "I;16N"})
_SRGB_GAMMA = 0.45455
_BAD_PROFILE = "its colour profile cannot be used; its colours are taken for sRGB"


def plain(image: Image.Image) -> tuple[Image.Image, str]:
    """Return *image* as 8-bit sRGB, alpha only where something is transparent; and a notice."""
    profile = image.info.get("icc_profile") or b""
    base, alpha = _split(image)
    notice = ""
    try:
        base = _to_srgb(base, profile) if profile else _to_srgb_gamma(base, image.info)
    except (ImageCms.PyCMSError, *FAULTS):
        notice = _BAD_PROFILE
    if base.mode not in {"L", "RGB"}:
        base = base.convert("RGB")
    if alpha is not None:
        base = base.copy()
        base.putalpha(alpha)
    base.info.clear()
    return base, notice


def _split(image: Image.Image) -> tuple[Image.Image, Image.Image | None]:
    """Return the colours as L, RGB or CMYK, and the alpha unless all is opaque."""
    if image.mode in _DEEP:
        base, alpha = _eight_bits(image)
    elif image.has_transparency_data:
        full = image.convert("LA" if image.mode in {"1", "L", "LA", "La"} else "RGBA")
        base, alpha = full.convert(full.mode[:-1]), full.getchannel("A")
    else:
        keep = {"1": "L", "L": "L", "CMYK": "CMYK"}
        base, alpha = image.convert(keep.get(image.mode, "RGB")), None
    if alpha is not None and alpha.getextrema() == (255, 255):
        alpha = None
    return base, alpha


def _eight_bits(image: Image.Image) -> tuple[Image.Image, Image.Image | None]:
    """Return 16-bit grey scaled to 8 bits, which `convert` would clip to white."""
    wide = image.convert("I")
    grey = wide.point(lambda value: value * (1 / 257) + 0.5).convert("L")
    key = image.info.get("transparency")
    if not isinstance(key, int):
        return grey, None
    mask = ImageMath.lambda_eval(lambda names: (names["wide"] != key) * 255, wide=wide)
    return grey, mask.convert("L")


def _to_srgb(base: Image.Image, profile: bytes) -> Image.Image:
    source = ImageCms.ImageCmsProfile(BytesIO(profile))
    grey = base.mode == "L"
    colours = base.convert("RGB") if grey and source.profile.xcolor_space == "RGB " else base
    converted = ImageCms.profileToProfile(
        colours,
        source,
        ImageCms.createProfile("sRGB"),
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
        outputMode="RGB",
        flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )
    if converted is None:
        raise ValueError(base.mode)
    return converted.getchannel("G") if grey else converted


def _to_srgb_gamma(base: Image.Image, info: dict[str | tuple[int, int], Any]) -> Image.Image:
    """Apply the gamma of a PNG (chunk gAMA) that has neither a profile nor the mark of sRGB."""
    gamma = info.get("gamma", _SRGB_GAMMA)
    if "srgb" in info or not 0.01 < gamma < 10 or abs(gamma - _SRGB_GAMMA) < 0.01:  # noqa: PLR2004
        return base
    table = [round(255 * _encoded((value / 255) ** (1 / gamma))) for value in range(256)]
    return base.point(table * len(base.getbands()))


def _encoded(light: float) -> float:
    """Return *light*, 0 to 1, as sRGB stores it (IEC 61966-2-1)."""
    return 12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055  # noqa: PLR2004
