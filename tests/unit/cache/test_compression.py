"""Compressed files: written whole, read in whatever format they are in, brought over once."""

from __future__ import annotations

import json
import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bengal_tasks.cache.compression import (
    COMPRESSION_LEVEL,
    detect_format,
    get_compressed_path,
    get_json_path,
    load_auto,
    load_compressed,
    load_tolerantly,
    migrate_to_compressed,
    save_compressed,
)
from bengal_tasks.errors import ContractError, StateError
from bengal_tasks.store.codec import decode
from tests.unit.cache.conftest import JSON_VALUES, TEXTS


@given(value=st.dictionaries(TEXTS, JSON_VALUES, max_size=4), level=st.integers(1, 9))
def test_round_trip(tmp_path_factory, value, level):
    """What is saved is loaded, at every level, and the number of bytes is told."""
    place = tmp_path_factory.mktemp("c") / "a.json.zst"

    assert save_compressed(value, place, level) == place.stat().st_size
    assert value == load_compressed(place) == load_auto(place)


def test_equal_values_have_equal_bytes(tmp_path):
    """The order of keys does not count."""
    save_compressed({"a": 1, "b": 2}, tmp_path / "x.json.zst")
    save_compressed({"b": 2, "a": 1}, tmp_path / "y.json.zst", COMPRESSION_LEVEL)

    assert (tmp_path / "x.json.zst").read_bytes() == (tmp_path / "y.json.zst").read_bytes()


def test_a_refused_value_leaves_the_file(tmp_path):
    """What cannot be kept is refused before anything is written, and leaves no other file."""
    place = tmp_path / "a.json.zst"
    save_compressed({"a": 1}, place)

    with pytest.raises(ContractError, match=r"data\.a: a set"):
        save_compressed({"a": {1}}, place)
    assert {"a": 1} == load_compressed(place)
    assert [place] == list(tmp_path.iterdir())


def test_the_compressed_file_comes_first(tmp_path):
    """A plain file counts only where there is no compressed one."""
    (tmp_path / "a.json").write_text('{"from": "plain"}')
    assert {"from": "plain"} == load_auto(tmp_path / "a.json") == load_auto(tmp_path / "a")

    save_compressed({"from": "zstd"}, tmp_path / "a.json.zst")
    for name in ("a", "a.json", "a.json.zst"):
        assert {"from": "zstd"} == load_auto(tmp_path / name)

    with pytest.raises(FileNotFoundError, match="neither"):
        load_auto(tmp_path / "b.json")


def test_the_format_is_found_out_from_the_bytes(tmp_path):
    """A compressed file with a plain name is read, and the other way round."""
    save_compressed({"a": 1}, tmp_path / "x.json")
    (tmp_path / "y.json.zst").write_text('{"a": 1}')

    assert ("zstd", "json") == (
        detect_format(tmp_path / "x.json"), detect_format(tmp_path / "y.json.zst")
    )  # fmt: skip
    assert {"a": 1} == load_compressed(tmp_path / "x.json")
    assert {"a": 1} == load_compressed(tmp_path / "y.json.zst")
    assert "unknown" == detect_format(tmp_path / "y.txt")


def test_damage(tmp_path, damage, caplog):
    """Damage is an error in one line, or a warning in one line for those who go on."""
    place = tmp_path / "a.json.zst"
    place.write_bytes(damage)

    if damage.startswith(b"(\xb5/\xfd") and isinstance(_maybe(damage), dict):
        assert load_compressed(place)["version"] in {1, 999}
    else:
        with pytest.raises(StateError, match=r"a\.json\.zst: "):
            load_compressed(place)
    with caplog.at_level(logging.WARNING):
        assert {} == load_tolerantly(place, 7)
    assert 1 == len(caplog.records)
    assert "\n" not in caplog.text.strip()


def _maybe(data):
    try:
        return decode(data)
    except StateError:
        return None


def test_names():
    """Both names of a file are told from either."""
    from pathlib import Path  # noqa: PLC0415 (this test only)

    for name in ("a.b", "a.b.json", "a.b.json.zst"):
        assert "a.b.json.zst" == get_compressed_path(Path("x") / name).name
        assert "a.b.json" == get_json_path(Path("x") / name).name


def test_migration(tmp_path):
    """A plain file becomes a compressed one, and goes unless it is to stay."""
    old = tmp_path / "a.json"
    old.write_text(json.dumps({"a": [1, "ü"]}))

    assert tmp_path / "a.json.zst" == migrate_to_compressed(old, remove_original=False)
    assert old.exists()
    assert migrate_to_compressed(old)
    assert not old.exists()
    assert {"a": [1, "ü"]} == load_auto(old)
    assert migrate_to_compressed(old) is None
    assert migrate_to_compressed(tmp_path / "a.json.zst") is None


def test_migration_of_damage(tmp_path, caplog):
    """A plain file that cannot be read stays where it is."""
    old = tmp_path / "a.json"
    old.write_text("{")

    assert migrate_to_compressed(old) is None
    assert [old] == list(tmp_path.iterdir())
    assert "is not brought over" in caplog.text
