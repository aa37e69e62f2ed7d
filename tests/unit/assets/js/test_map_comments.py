"""Comments that name source maps are found, and go without damage."""

from __future__ import annotations

import pytest

from bengal_tasks.assets.js.map_comments import find_source_map, map_comments, without_map_comments
from bengal_tasks.assets.js.syntax import read_syntax


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("a\n//# sourceMappingURL=a.js.map", "a.js.map"),
        ("a\n//@ sourceMappingURL=a.js.map  \r\n", "a.js.map"),
        ("é //#\tsourceMappingURL=a.js.map?x#y", "a.js.map?x#y"),
        ("a /*# sourceMappingURL=a.js.map */", "a.js.map"),
        ("//# sourceMappingURL=1\n//# sourceMappingURL=2", "2"),
        ("//# sourceMappingURL=data:application/json;base64,e30=", None),
        ("s = '//# sourceMappingURL=a.js.map'", ""),
        ("s = `\n//# sourceMappingURL=a.js.map\n`", ""),
        ("// see //# sourceMappingURL=a.js.map", ""),
        ("/* x */ //# sourceURL=a.js", ""),
        ("//# sourceMappingURL=", ""),
    ],
)
def test_found(text, url):
    """The last comment counts; a string or a template holds none."""
    found = find_source_map(text)

    assert (found is None) == (url == "")
    if found:
        assert url in {None, found.url}
        assert found.url == text[found.url_start : found.url_end]
        assert text[found.start] == "/"
        assert text[found.start : found.end].rstrip() == text[found.start : found.end]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\n//# sourceMappingURL=a.map", "a\n"),
        ("a //# sourceMappingURL=a.map\nb", "a \nb"),
        ("a /*# sourceMappingURL=a.map */b", "a  b"),
        ("a/*# sourceMappingURL=a.map\n*/++b", "a\n++b"),
        ("//# sourceMappingURL=1\na\n//# sourceMappingURL=2\n", "\na\n\n"),
        ("é='//# sourceMappingURL=a'//# sourceMappingURL=b", "é='//# sourceMappingURL=a'"),
    ],
)
def test_removed(text, expected):
    """Comments go, and what stands around them stays apart."""
    assert expected == without_map_comments(text, map_comments(read_syntax(text)))
