"""What made the bytes: the versions that belong to the facts of an image's task."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

from PIL import features


_LIBRARIES = ("pil", "avif", "webp", "littlecms2", "libjpeg_turbo", "jpg", "zlib_ng", "zlib")


def versions() -> dict[str, str]:
    """Return the version of each library that image bytes depend on, "" for one that is absent."""
    found = {name: features.version(name) or "" for name in _LIBRARIES}
    try:
        return found | {"oxipng": version("pyoxipng")}
    except PackageNotFoundError:
        return found | {"oxipng": ""}
