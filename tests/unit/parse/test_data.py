"""Data files of three formats become plain values, or a DataError with its place."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bengal_tasks.errors import DataError
from bengal_tasks.parse.data import parse_data


@pytest.mark.parametrize(
    ("path", "text", "value"),
    [
        ("data/a.toml", "x = [1, 2]\nd = 2026-03-01\n", {"x": [1, 2], "d": "2026-03-01"}),
        ("data/a.toml", "t = 07:30:00\n", {"t": "07:30:00"}),
        (
            "data/a.toml",
            "t = 2026-03-01T12:00:00+02:00\nn = 2026-03-01T12:00:00\n",
            {"t": "2026-03-01T10:00:00Z", "n": "2026-03-01T12:00:00Z"},
        ),
        ("data/a.yaml", "- a: &x 1\n- b: *x\n", [{"a": 1}, {"b": 1}]),
        ("data/a.YML", "\ufeffa: no\r\nb: 1\r\n", {"a": "no", "b": 1}),
        ("data/a.json", '[1, 2.5, null, "ü"]', [1, 2.5, None, "ü"]),
        ("data/a.json", "9" * 4300, int("9" * 4300)),
        ("data/a.yaml", "9" * 4300, int("9" * 4300)),
    ],
)
def test_formats(path, text, value):
    """The suffix says how a text is read."""
    assert value == parse_data(text, path=path)


@pytest.mark.parametrize(
    ("path", "text", "told"),
    [
        (
            "data/a.csv",
            "",
            (
                "data/a.csv: unknown kind of data file '.csv'\n\n"
                "hint: data files end in .json, .toml, .yaml, .yml"
            ),
        ),
        (
            "data/a.json",
            '{"a": 1,\n "b": }',
            'data/a.json:2:7: not valid JSON: expecting value\n 2 |  "b": }\n   |       ^',
        ),
        (
            "data/a.json",
            '{"a": 1,\n "a": 2}',
            "data/a.json:2:2: the key 'a' is there twice\n 2 |  \"a\": 2}\n   |  ^",
        ),
        (
            "data/a.json",
            '{"a": NaN}',
            "data/a.json: a number must be finite\n\nhint: write NaN as a text or as null",
        ),
        (
            "data/a.json",
            '{"a": 1e999}',
            (
                "data/a.json:1:2: a number must be finite\n"
                ' 1 | {"a": 1e999}\n'
                "   |  ^\n\n"
                "hint: put it in quotes to make it text"
            ),
        ),
        (
            "data/a.json",
            '{\n"b": "\\ud800"}',
            (
                "data/a.json:2:1: half a surrogate pair is not a character\n"
                ' 2 | "b": "\\ud800"}\n'
                "   | ^"
            ),
        ),
        ("data/a.json", "[" * 200 + "]" * 200, "data/a.json: nested more than 100 deep"),
        ("data/a.json", "[" * 100_000, "data/a.json: nested more than 100 deep"),
        (
            "data/a.yaml",
            "a: 1\nb: [\n",
            "data/a.yaml:3:1: not valid YAML: did not find expected node content",
        ),
        (
            "data/a.toml",
            "a = 1\na = 2",
            (
                "data/a.toml:2:6: not valid TOML: cannot overwrite a value\n"
                " 2 | a = 2\n"
                "   |      ^\n\n"
                "hint: a key can be there only once"
            ),
        ),
        (
            "data/a.toml",
            "[a]\nb = [\n  {c = nan},\n]",
            (
                "data/a.toml:3:4: a number must be finite\n"
                " 3 |   {c = nan},\n"
                "   |    ^\n\n"
                "hint: put it in quotes to make it text"
            ),
        ),
        (
            "data/a.toml",
            "a = [\n  {c = 1},\n  {c = nan},\n]",
            (
                "data/a.toml:3:4: a number must be finite\n"
                " 3 |   {c = nan},\n"
                "   |    ^\n\n"
                "hint: put it in quotes to make it text"
            ),
        ),
        (
            "data/a.toml",
            "a = " + "[" * 101,
            (
                "data/a.toml:1:105: nested more than 100 deep\n"
                f" 1 | a = {'[' * 101}\n"
                f"   | {' ' * 104}^"
            ),
        ),
        (
            "data/a.toml",
            "d = 0001-01-01T00:00:00+01:00",
            (
                "data/a.toml:1:1: not a date: the year is out of range in UTC\n"
                " 1 | d = 0001-01-01T00:00:00+01:00\n"
                "   | ^"
            ),
        ),
    ],
)
def test_faults(path, text, told):
    """A fault is told with the file, the place, and the line when it is known."""
    with pytest.raises(DataError) as caught:
        parse_data(text, path=path)

    assert told == str(caught.value)


@pytest.mark.parametrize("name", ["a.json", "a.yaml", "a.toml"])
def test_a_number_of_thousands_of_digits(name):
    """A number that cannot be written back is refused in every format."""
    text = ("a = " if name == "a.toml" else "") + "9" * 4301
    column = 5 if name == "a.toml" else 1

    with pytest.raises(DataError) as caught:
        parse_data(text, path=name)

    assert "the number is too large" == caught.value.headline
    assert (1, column) == (caught.value.place.line, caught.value.place.column)


def test_a_key_of_thousands_of_parts_is_refused_before_it_costs():
    """`tomllib` takes quadratic time for dotted keys, so long ones do not reach it."""
    with pytest.raises(DataError) as caught:
        parse_data(".".join("a" * 100_000) + " = 1", path="a.toml")

    assert "nested more than 100 deep" == caught.value.headline


@given(st.text(), st.sampled_from(["a.json", "a.yaml", "a.toml"]))
def test_any_text_is_a_value_or_a_data_error(text, path):
    """Nothing else than a DataError comes out, and it can be told."""
    told = ""
    value = None
    try:
        value = parse_data(text, path=path)
    except DataError as error:
        told = str(error)

    assert not told or told.startswith(path)
    assert value == json.loads(json.dumps(value, allow_nan=False))


@given(st.text(alphabet="[]{}=\",.\n'ab1# \\:", max_size=60))
def test_any_text_of_toml_signs(text):
    """Texts that look like TOML are read or refused too."""
    try:
        value = parse_data(text, path="a.toml")
    except DataError:
        return

    assert value == parse_data(text, path="a.toml")
