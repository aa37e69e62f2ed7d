"""Small images for tests: every mode, with metadata, profiles and orientations."""

from __future__ import annotations

import random
import struct
from io import BytesIO

from PIL import Image, ImageChops, ImageCms, ImageStat

from bengal_tasks.assets.images import jpeg_file, png_file, webp_file


GPS = b"GPS-52.5200N-13.4050E"
"""What no published image may hold: it stands in EXIF, XMP, IPTC and comments below."""
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
SWAPPED = SRGB.replace(b"rXYZ", b"tXYZ").replace(b"gXYZ", b"rXYZ").replace(b"tXYZ", b"gXYZ")
"""A profile in which red means green: who ignores it shows other colours."""
RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)


def saved(image: Image.Image, form: str, **options: object) -> bytes:
    """Return the file that Pillow writes."""
    out = BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def shown(data: bytes, mode: str = "RGBA") -> Image.Image:
    """Return the pixels of a file, as they are stored."""
    return Image.open(BytesIO(data)).convert(mode)


def far(one: Image.Image, other: Image.Image) -> float:
    """Return the mean difference of two images in 0 to 255."""
    difference = ImageChops.difference(one.convert("RGB"), other.convert("RGB"))
    return sum(ImageStat.Stat(difference).mean) / 3


def same(one: bytes, other: bytes) -> bool:
    """Tell whether two files have the same pixels, with those under full transparency."""
    pair = shown(one), shown(other)
    return pair[0].size == pair[1].size and pair[0].tobytes() == pair[1].tobytes()


def photo(width: int = 48, height: int = 32, mode: str = "RGB", seed: int = 1) -> Image.Image:
    """Return smooth colours with some noise, as a photograph has them."""
    source = random.Random(seed)  # noqa: S311 (pixels)
    bands = len(Image.new(mode, (1, 1)).getbands())
    coarse = Image.frombytes(mode, (4, 3), source.randbytes(12 * bands))
    return coarse.resize((width, height), Image.Resampling.BICUBIC)


def quarters(width: int = 16, height: int = 8) -> Image.Image:
    """Return red, green, blue and white quarters: no turn or flip leaves them as they are."""
    image = Image.new("RGB", (2, 2))
    for at, colour in zip(((0, 0), (1, 0), (0, 1), (1, 1)), (RED, GREEN, BLUE, WHITE), strict=True):
        image.putpixel(at, colour)
    return image.resize((width, height), Image.Resampling.NEAREST)


def tiff(orientation: int, order: str = "<") -> bytes:
    """Return EXIF with an orientation, and `GPS` as the description of the image."""
    head = b"II*\0" if order == "<" else b"MM\0*"
    text = struct.pack(order + "HHII", 0x010E, 2, len(GPS), 38)
    turn = struct.pack(order + "HHIHxx", 0x0112, 3, 1, orientation)
    count = struct.pack(order + "H", 2)
    return head + struct.pack(order + "I", 8) + count + text + turn + bytes(4) + GPS


def jpeg_with_metadata(data: bytes, orientation: int = 1) -> bytes:
    """Return the JPEG *data* with `GPS` in EXIF, XMP, IPTC, a comment, and after its end."""

    def segment(marker: int, body: bytes) -> bytes:
        return bytes((0xFF, marker)) + (len(body) + 2).to_bytes(2, "big") + body

    added = (
        jpeg_file.exif_segment(tiff(orientation)),
        segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x>" + GPS + b"</x>"),
        segment(0xED, b"Photoshop 3.0\0" + GPS),
        segment(0xFE, GPS),
    )
    return jpeg_file.write(jpeg_file.read(data), added) + b"after the end: " + GPS


def png_with_metadata(data: bytes, orientation: int = 1) -> bytes:
    """Return the PNG *data* with `GPS` in EXIF, texts, a private chunk, and after its end."""
    texts = (
        png_file.chunk(b"tEXt", b"Comment\0" + GPS),
        png_file.chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0<x>" + GPS + b"</x>"),
        png_file.chunk(b"tIME", b"\x07\xea\x01\x01\0\0\0"),
        png_file.chunk(b"caBX", GPS),
        png_file.exif_chunk(tiff(orientation)),
    )
    return png_file.write(png_file.read(data), texts) + b"after the end: " + GPS


def webp_with_metadata(image: Image.Image, orientation: int = 1, **options: object) -> bytes:
    """Return *image* as WebP with `GPS` in EXIF and XMP, and after its end."""
    exif = b"Exif\0\0" + tiff(orientation)
    data = saved(image, "WEBP", exif=exif, xmp=b"<x>" + GPS + b"</x>", **options)
    assert webp_file.read(data).exif == tiff(orientation)
    return data + b"after the end: " + GPS


def frames(form: str, count: int = 3, **options: object) -> bytes:
    """Return an animation of *count* images."""
    images = [photo(seed=seed) for seed in range(count)]
    return saved(
        images[0], form, save_all=True, append_images=images[1:], duration=50, loop=0, **options
    )


def _with_metadata():
    """Yield a name and an image for each format that can hold metadata."""
    lossy, drawing = photo(64, 48), quarters(32, 32)
    tiny = Image.new("L", (1, 1))
    yield "jpeg", jpeg_with_metadata(saved(lossy, "JPEG", quality=98))
    yield "jpeg that grows", jpeg_with_metadata(saved(tiny, "JPEG", quality=1, optimize=True))
    yield "png", png_with_metadata(saved(drawing, "PNG"))
    yield "png that grows", png_with_metadata(saved(Image.new("1", (1, 1)), "PNG"))
    yield "apng", png_with_metadata(frames("PNG"))
    yield "webp", webp_with_metadata(lossy)
    yield "lossless webp", webp_with_metadata(drawing, lossless=True)
    yield "animated webp", frames("WEBP", exif=b"Exif\0\0II*\0" + GPS, xmp=GPS)
    yield "gif", saved(drawing, "GIF", comment=GPS)
    yield "animated gif", frames("GIF", comment=GPS)
    xmp = b"<x>" + GPS + b"</x>"
    yield "avif", saved(lossy, "AVIF", exif=b"II*\0\x08\0\0\0\0\0\0\0\0\0" + GPS, xmp=xmp)


METADATA = dict(_with_metadata())
"""Images with `GPS` in them, by name; two of them would be longer if they were encoded again."""
