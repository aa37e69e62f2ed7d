"""Mappings: each word of the result leads to the same word of the source."""

from __future__ import annotations

from bengal_tasks.assets.js.holes import Hole, Shift
from bengal_tasks.assets.js.mappings import map_mappings, token_mappings
from bengal_tasks.assets.js.minify import minify
from bengal_tasks.assets.js.syntax import read_syntax
from bengal_tasks.assets.lines import Lines
from bengal_tasks.assets.source_map import Segment, SourceMap
from bengal_tasks.model.code import Mapping, Reference


def test_tokens():
    """Words and literals are mapped, with their place in characters."""
    text = "// c\nlet  hä = [ '😀  x', /r  e/ ];\n\nif (hä) {\n  f(1)\n}\n"
    source = read_syntax(text)
    result = minify(source)
    shown = result.data.decode()
    lines = text.split("\n")

    mappings = token_mappings(source, result, Lines(text, script=True), Shift([]))

    words = ["let", "hä", "'😀", "/r ", "if", "hä", "f", "1"]
    for word, mapping in zip(words, mappings, strict=True):
        assert shown.startswith(word, mapping.offset)
        assert lines[mapping.line].startswith(word, mapping.column)


def test_the_first_token_of_a_line():
    """Each line of the result begins with a mapping, whatever its first token is."""
    source = read_syntax("a\n{ b }\n(c)")
    result = minify(source)

    mappings = token_mappings(source, result, Lines("a\n{ b }\n(c)"), Shift([]))

    starts = Lines(result.data.decode())
    assert {0, 1} <= {starts.at(m.offset)[0] for m in mappings if starts.at(m.offset)[1] == 0}


def test_the_map_of_another_program():
    """Segments become mappings in characters; those from nowhere go."""
    found = SourceMap(
        ("s",), (None,), (Segment(0, 2, 0, 0, 3), Segment(0, 7), Segment(1, 0, 0, 1, 0))
    )
    shift = Shift([Hole(2, 3, Reference("x", "x"))])

    mappings = map_mappings(found, Lines("😀='x'\nb"), Lines("é😀 x\ny"), shift)

    assert [Mapping(1, 0, 0, 2), Mapping(5, 0, 1, 0)] == mappings
