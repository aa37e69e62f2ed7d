"""Source maps: written, read back, and chained."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bengal_tasks.assets.source_map import (
    Segment,
    SourceMap,
    chain,
    read_source_map,
    source_map,
)
from bengal_tasks.model.code import Mapping


def text_of(**more):
    """Return a map as JSON, of version 3 if nothing else is said."""
    value = {"version": 3, "sources": ["a.js"], "mappings": "AAAA"}
    return json.dumps({**value, **more})


def test_format():
    """The map has what the format asks for and no name of its own, the same each time."""
    mappings = [Mapping(0, 0, 0, 0), Mapping(3, 0, 1, 2)]

    found = source_map("ab\nc", mappings, ["s"], ["x\n  c"], script=True)

    assert {
        "version": 3,
        "sources": ["s"],
        "sourcesContent": ["x\n  c"],
        "names": [],
        "mappings": "AAAA;AACE",
    } == json.loads(found.to_text())
    assert found == read_source_map(found.to_text())


def test_columns_are_utf16_units():
    """Columns count UTF-16 units, of the text and of the source."""
    (segment,) = source_map("é😀=x", [Mapping(3, 0, 0, 2)], ["s"], ["😀=x"], script=True).segments

    assert Segment(0, 4, 0, 0, 3) == segment


@pytest.mark.parametrize(("script", "line"), [(True, 1), (False, 0)])
def test_lines_end_as_in_the_language(script, line):
    """The separators of Unicode end lines in scripts only."""
    (segment,) = source_map("a\u2028b", [Mapping(2, 0, 0, 0)], ["s"], [""], script=script).segments

    assert line == segment.line


def test_numbers_are_relative_across_lines():
    """Columns begin anew with each line, all else goes on."""
    segments = (Segment(0, 5, 1, 7, 3), Segment(0, 9), Segment(2, 1, 0, 2, 4))
    found = SourceMap(("a", "b"), (None, "x"), segments)

    assert "KCOG,I;;CDLC" == json.loads(found.to_text())["mappings"]
    assert found == read_source_map(found.to_text())


SEGMENTS = st.builds(
    Segment, *[st.integers(0, 99)] * 2, st.integers(0, 1), *[st.integers(0, 9999)] * 2
)


@given(st.lists(SEGMENTS))
def test_there_and_back(segments):
    """What is written is read back."""
    found = SourceMap(("a", "ü"), ("", None), tuple(sorted(segments)))

    assert found == read_source_map(found.to_text())


def test_read():
    """A guard line, names, a root, missing contents and segments without source are understood."""
    found = read_source_map(
        ")]}'\n" + text_of(sourceRoot="../src/", sources=["a.js", None], mappings="AAAAA,CACA;C")
    )

    assert ("../src/a.js", "") == found.sources
    assert (None, None) == found.contents
    assert (Segment(0, 0, 0, 0, 0), Segment(0, 1, 0, 1, 0), Segment(1, 1)) == found.segments


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        "[" * 100_000,
        text_of(version=2),
        text_of(version="3"),
        text_of(sources="a.js"),
        text_of(sources=[1]),
        text_of(mappings=None),
        text_of(mappings="AA"),
        text_of(mappings="AAAAAA"),
        text_of(mappings="!"),
        text_of(mappings="ACAA"),
        text_of(mappings="D"),
        text_of(mappings="AADA"),
        json.dumps({"version": 3, "sections": []}),
    ],
)
def test_not_valid(text):
    """What cannot be used is a ValueError, whatever it is."""
    with pytest.raises(ValueError, match=r"."):
        read_source_map(text)


def test_chain():
    """A place in a compiled source becomes the place it came from itself."""
    outer = SourceMap(
        ("js/a.js", "js/b.js"),
        ("compiled", "plain"),
        (Segment(0, 0, 1, 0, 0), Segment(0, 4, 0, 0, 7), Segment(1, 0, 0, 9, 0), Segment(1, 2)),
    )
    inner = SourceMap(("../src/a.ts",), ("typed",), (Segment(0, 2, 0, 5, 1), Segment(0, 8)))

    chained = chain(outer, {"js/a.js": inner})

    assert ("js/b.js", "src/a.ts") == chained.sources
    assert ("plain", "typed") == chained.contents
    assert (
        Segment(0, 0, 0, 0, 0),
        Segment(0, 4, 1, 5, 1),
        Segment(1, 0),
        Segment(1, 2),
    ) == chained.segments


def test_chain_without_inner_maps():
    """Without inner maps all places stay."""
    outer = SourceMap(("a",), ("x",), (Segment(0, 0, 0, 1, 2),))

    assert outer == chain(outer, {})
