"""Compressed siblings of published files."""

from __future__ import annotations

import gzip
import random
import sys

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from bengal_tasks.assets.precompress import KINDS, SMALLEST, siblings
from bengal_tasks.errors import AssetError


TEXT = b"body { color: red; margin: 0 auto }\n" * 100
UNPACK = {
    ".br": brotli.decompress,
    ".gz": gzip.decompress,
    ".zst": lambda data: zstandard.ZstdDecompressor().decompress(data),
}


def test_every_sibling_unpacks_to_the_file():
    """Each kind has its suffix, is shorter, and holds the file."""
    made = siblings(TEXT, KINDS)

    assert list(made) == [".br", ".gz", ".zst"]
    assert {suffix: UNPACK[suffix](data) for suffix, data in made.items()} == dict.fromkeys(
        made, TEXT
    )
    assert max(map(len, made.values())) < len(TEXT) / 10


def test_only_what_is_asked_for_is_made():
    """Kinds that are not named are not made; none gives none."""
    assert list(siblings(TEXT, ["zst"])) == [".zst"]
    assert siblings(TEXT, []) == {}


def test_what_does_not_shrink_has_no_sibling():
    """Bytes that are packed already have no siblings."""
    noise = random.Random(1).randbytes(4000)  # noqa: S311 (incompressible)

    assert siblings(noise, KINDS) == {}


def test_short_files_have_no_sibling():
    """From SMALLEST bytes on a sibling is worth a file."""
    assert siblings(TEXT[: SMALLEST - 1], KINDS) == {}
    assert set(siblings(TEXT[:SMALLEST], KINDS)) == {".br", ".gz", ".zst"}


def test_gzip_holds_no_clock_and_no_system():
    """Time 0, best compression, unknown system: the same header everywhere."""
    assert siblings(TEXT, ["gz"])[".gz"][:10] == b"\x1f\x8b\x08\0\0\0\0\0\x02\xff"


def test_zstd_has_a_window_that_browsers_unpack():
    """However long the file, the window is 8 MiB at most (RFC 9659)."""
    noise = random.Random(2).randbytes(1 << 20)  # noqa: S311 (incompressible)

    made = siblings(noise * 20, ["zst"])[".zst"]

    assert zstandard.get_frame_parameters(made).window_size <= 8 << 20


def test_brotli_that_is_not_installed_is_told(monkeypatch):
    """Without the extra the error says how to get it, also where no sibling would be made."""
    monkeypatch.setitem(sys.modules, "brotli", None)

    for data in (TEXT, b""):
        with pytest.raises(AssetError, match="not installed") as told:
            siblings(data, KINDS)
        assert "pip install 'bengal-tasks[brotli]'" in told.value.hint
    assert set(siblings(TEXT, ["gz", "zst"])) == {".gz", ".zst"}


def test_a_kind_that_is_unknown_is_a_fault_of_the_caller():
    """Kinds are checked with the settings, so a wrong one here is a bug."""
    with pytest.raises(KeyError):
        siblings(TEXT, ["zip"])


@given(st.binary(max_size=40), st.integers(0, 200))
def test_any_file_comes_back(part, count):
    """Siblings are deterministic, shorter, and unpack to the file."""
    data = part * count

    made = siblings(data, KINDS)

    assert made == siblings(data, reversed(KINDS))
    for suffix, packed in made.items():
        assert len(packed) < len(data)
        assert UNPACK[suffix](packed) == data
