"""Source maps: where each token of a bundle was written."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize("minify", [False, True])
def test_each_name_leads_to_its_source(bundled, minify):
    """A point of the map stands at the same word in the bundle and in its source."""
    files = {
        "css/site.css": "@import 'b.css' print;\n\n.site {\n color: #ffffff;\n  x: url(i.png) y}",
        "css/b.css": "/* c */\n  .b  > a { x : y }",
    }

    code = bundled(files, minify=minify, source_map=True).code

    text = "".join(part for part in code.fragments if isinstance(part, str))
    sources = [files[path.removeprefix("assets/")].split("\n") for path in code.sources]
    words = set()
    for point in code.mappings:
        there = sources[point.source][point.line][point.column :]
        assert there[:1].lower() == text[point.offset].lower()
        words.add(there.split(" ")[0].rstrip(";:"))
    assert {"site", "color", "#ffffff", "b", "url(i.png)", "y"} <= words
    assert [point.offset for point in code.mappings] == sorted(p.offset for p in code.mappings)


def test_no_map_unless_asked_for(bundled):
    """A bundle without a map has no points."""
    assert bundled("a{b:c}").code.mappings == ()


def test_holes_stand_between_quotes(bundled):
    """The text before a hole ends with a quote, the text after it begins with one."""
    first, _, second, _, third = bundled("a{b:url(c) src('d')}").code.fragments

    assert (first, second, third) == ('a{b:url("', '") src("', '")}')
