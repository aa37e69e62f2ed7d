"""YAML is read with few surprises, and hostile YAML is refused early."""

from __future__ import annotations

import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bengal_tasks.model.values import Limits, ReadError
from bengal_tasks.parse import yaml as reader
from bengal_tasks.parse.yaml import parse_yaml


STRICT = Limits(depth=20, largest=2**63 - 1, expanded=0)
QUOTES = "put it in quotes to make it text"
NO_DATE = "put it in quotes if it is not a date"
LAUGHS = "a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n" + "".join(
    f"{new}: &{new} [{', '.join([f'*{old}'] * 10)}]\n"
    for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)
JSON_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63) + 1, 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cn", "Co", "Zl", "Zp"])),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abc<~1"), inner),
    max_leaves=20,
)


@pytest.fixture(params=["CSafeLoader", "SafeLoader"])
def loader(request, monkeypatch):
    """Read with the loader in C and with the one in Python."""
    monkeypatch.setattr(reader, "_LOADER", getattr(yaml, request.param))


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("no", "no"),
        ("off", "off"),
        ("Yes", "Yes"),
        ("true", True),
        ("TRUE", True),
        ("False", False),
        ("12:30:45", "12:30:45"),
        ("0123", "0123"),
        ("1_000", "1_000"),
        ("-7", -7),
        ("0x1F", 31),
        ("0o17", 15),
        ("1.50", 1.5),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("'5'", "5"),
        ("! 5", "5"),
        ("!!str 5", "5"),
        ("~", None),
        ("", None),
        ("2026-03-01", "2026-03-01"),
        ("2026-3-1", "2026-3-1"),
        ("2026-03-01 and on", "2026-03-01 and on"),
        ("2026-03-01T10:00:00", "2026-03-01T10:00:00Z"),
        ("2026-03-01 12:00:00 +02:00", "2026-03-01T10:00:00Z"),
        ("2026-03-01T00:30:00.25-00:45", "2026-03-01T01:15:00.250000Z"),
        ("[a, {b: c}]", ["a", {"b": "c"}]),
        ("|\n  two\n  lines\n", "two\nlines\n"),
    ],
)
def test_scalars(written, value):
    """A plain scalar is what it looks like."""
    read = parse_yaml(f"key: {written}", STRICT)[0]

    assert {"key": value} == read
    assert type(value) is type(read["key"])


@pytest.mark.usefixtures("loader")
def test_keys_are_the_text_that_was_written():
    """No key is read as a number, a truth value or a date."""
    read, lines = parse_yaml("1: a\nyes: b\n1.10: c\n~: d\n2026-03-01: e\n", STRICT)

    assert {"1": "a", "yes": "b", "1.10": "c", "~": "d", "2026-03-01": "e"} == read
    assert {"1": 1, "yes": 2, "1.10": 3, "~": 4, "2026-03-01": 5} == lines


def test_lines_are_those_of_the_top_level():
    """A nested key of the same name does not move the line of its namesake."""
    _, lines = parse_yaml("# c\na:\n  b: 1\n\nb: 2\n", STRICT)

    assert {"a": 2, "b": 5} == lines


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: 1\nb: 2\na: 3", ("the key 'a' is there twice: first in line 1", 3, 1, "")),
        ("a: {b: 1, b: 2}", ("the key 'b' is there twice: first in line 1", 1, 11, "")),
        ("a: &x 1", ("the anchor &x is not allowed here", 1, 4, "")),
        ("a: *x", ("the alias *x is not allowed here", 1, 4, "")),
        ("a: " + "[" * 900, ("nested more than 20 deep", 1, 23, "")),
        ("a: " + "9" * 5000, ("the number is too large", 1, 4, QUOTES)),
        ("a: " + "9" * 20, ("the number is too large", 1, 4, QUOTES)),
        ("a: 0x" + "f" * 60_000, ("the number is too large", 1, 4, QUOTES)),
        ("a: .nan", ("a number must be finite", 1, 4, QUOTES)),
        ("a: -.inf", ("a number must be finite", 1, 4, QUOTES)),
        ("a: 1e999", ("a number must be finite", 1, 4, QUOTES)),
        (
            "a: 2026-13-01",
            ("'2026-13-01' is not a date: there is no such day", 1, 4, NO_DATE),
        ),
        (
            "date: 0000-00-00",
            ("'0000-00-00' is not a date: there is no such day", 1, 7, NO_DATE),
        ),
        (
            "a: 2026-01-01T25:00:00",
            ("'2026-01-01T25:00:00' is not a date: there is no such time", 1, 4, NO_DATE),
        ),
        (
            "a: 0001-01-01T00:00:00+05:00",
            (
                "'0001-01-01T00:00:00+05:00' is not a date: the year is out of range in UTC",
                1,
                4,
                NO_DATE,
            ),
        ),
        (
            "a: !!python/object/apply:os.system [x]",
            (
                "the tag !!python/object/apply:os.system is not allowed",
                1,
                4,
                "write the value without a tag",
            ),
        ),
        ("? [a]\n: 1", ("a key must be a text", 1, 3, "")),
        ("&x a: 1", ("a key can have no anchor and no tag", 1, 1, "")),
        ("<<: 1", ("<< must be followed by a table or a list of tables", 1, 1, "")),
        ("a: 1\n---\nb: 2", ("a second document starts here", 2, 1, "")),
        ("é: 1\nb: \x01", ("the control character U+0001 is not allowed", 2, 4, "")),
        ("a: \ud800", ("the control character U+D800 is not allowed", 1, 4, "")),
    ],
)
def test_refused(text, told):
    """What is refused is told with its line and column."""
    with pytest.raises(ReadError) as caught:
        parse_yaml(text, STRICT)

    assert told == caught.value.args


@pytest.mark.usefixtures("loader")
def test_far_too_deep():
    """Nesting that goes beyond the limits of the parser itself is told in the same words."""
    with pytest.raises(ReadError) as caught:
        parse_yaml("a: " + "[" * 10_000, STRICT)

    assert "nested more than 20 deep" == caught.value.args[0]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "a: b: c",
            (
                "not valid YAML: mapping values are not allowed in this context",
                1,
                5,
                "put a text that has ': ' in it in quotes",
            ),
        ),
        (
            "a: @b",
            (
                "not valid YAML: found character that cannot start any token",
                1,
                4,
                "indent with spaces; put a text that starts with a sign in quotes",
            ),
        ),
        (
            "a: 'b' c",
            (
                "not valid YAML: did not find expected key",
                1,
                8,
                "put a text that starts with a quote or a bracket all in quotes",
            ),
        ),
        ("a: [b", ("not valid YAML: did not find expected ',' or ']'", 2, 1, "")),
    ],
)
def test_syntax(text, told):
    """A fault of syntax is told with the place, and a hint where there is one."""
    with pytest.raises(ReadError) as caught:
        parse_yaml(text, STRICT)

    assert told == caught.value.args


def test_aliases_stand_for_their_anchor_where_allowed():
    """Data may use anchors, aliases and merge keys; a table's own keys win."""
    text = "base: &b {x: 1, y: 2}\nmore: &m {y: 3, z: 3}\nall:\n  <<: [*b, *m]\n  x: 0\nb: *b\n"

    read, _ = parse_yaml(text, Limits())

    assert {"x": 0, "y": 2, "z": 3} == read["all"]
    assert {"x": 1, "y": 2} == read["b"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (LAUGHS, ("aliases stand for more than 1000000 values", 6, 36, "")),
        ("a: &a [*a]", ("the alias *a is inside of what it stands for", 1, 8, "")),
        ("a: *b", ("the alias *b has no anchor &b before it", 1, 4, "")),
        (
            f"a: &a {'[' * 60}{']' * 60}\nb: {'[' * 60}*a{']' * 60}",
            ("nested more than 100 deep", 2, 64, ""),
        ),
    ],
    ids=["laughs", "itself", "unknown", "depth"],
)
def test_aliases_are_bounded(text, told):
    """Aliases cannot make a small text a large value."""
    with pytest.raises(ReadError) as caught:
        parse_yaml(text, Limits())

    assert told == caught.value.args


def test_a_long_text_counts_for_more():
    """Aliases of one long text are bounded too."""
    text = f"a: &a {'x' * 64_000}\nb: [{'*a, ' * 11}]"

    with pytest.raises(ReadError) as caught:
        parse_yaml(text, Limits(expanded=10_000))

    assert ("aliases stand for more than 10000 values", 2, 41, "") == caught.value.args


@given(st.text())
def test_any_text_is_a_value_or_a_read_error(text):
    """Nothing else than a ReadError comes out of a text, and a value is JSON."""
    try:
        value, _ = parse_yaml(text, Limits())
    except ReadError:
        return

    assert value == json.loads(json.dumps(value, allow_nan=False))


@given(JSON_VALUES)
def test_json_is_yaml(value):
    """A JSON text means the same when it is read as YAML."""
    written = json.dumps({"key": value}, ensure_ascii=False)

    assert {"key": value} == parse_yaml(written, Limits())[0]
