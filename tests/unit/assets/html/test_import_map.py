"""Import maps: the addresses count, the names do not."""

from __future__ import annotations

import pytest

from bengal_tasks.assets.html.import_map import import_map


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"imports": {"a": "/a.js", "b/": "/b/"}}', ["/a.js", "/b/"]),
        ('{"scopes": {"/x/": {"a": "/a.js"}}, "imports": {}}', ["/a.js"]),
        ('{"imports": {"a": ":", ",": "}", "c": "\\"{"}}', [":", "}", '"{']),
        ('{"imports": {"a": null, "b": "/b.js", "c": ""}}', ["/b.js"]),
        ('{"imports": {"a": ["/x"], "b": {"c": "/y"}, "d": "/z"}}', ["/z"]),
        ('{"scopes": [{"a": "/x"}], "imports": {"[": "/y"}}', ["/y"]),
        ('{"integrity": {"/a.js": "sha384-x"}, "x": "/y"}', []),
        ('[{"imports": {"a": "/a.js"}}]', []),
        ('{"imports": {"a": "/a.js"}', []),
        ('"imports"', []),
        ("", []),
    ],
)
def test_addresses(text, expected):
    """Values of `imports` and of each scope are addresses; a map that is not valid has none."""
    assert expected == [each.url for each in import_map(text)]


def test_escapes():
    """An address is decoded, and its span has the spelling."""
    text = '{"imports": {"a": "/\\u0061\\/b.js"}}'

    (mention,) = import_map(text)

    assert mention.url == "/a/b.js"
    assert text[mention.start : mention.end] == "/\\u0061\\/b.js"
