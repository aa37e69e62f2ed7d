"""Filters for dates, text and lists."""

from __future__ import annotations

import datetime as dt

import pytest

from bengal_tasks.render import filters as f


NOON = dt.datetime(2026, 3, 1, 12, 0, 0, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("name", "arguments", "expected"),
    [
        ("date", (NOON,), "01 March 2026"),
        ("date", ("2026-03-01", "%Y/%m"), "2026/03"),
        ("date", (dt.date(2026, 3, 1), "%d.%m."), "01.03."),
        ("date", (None,), ""),
        ("date", ("",), ""),
        ("date_iso", (NOON,), "2026-03-01T12:00:00Z"),
        ("date_iso", (None,), ""),
        ("date_rfc822", (NOON,), "Sun, 01 Mar 2026 12:00:00 +0000"),
        ("strip_html", ("<p>a &amp; b</p><script>x</script> <!-- c -->",), "a & b"),
        ("truncatewords", ("a b c", 2), "a b…"),
        ("truncatewords", ("a b", 2), "a b"),
        ("truncate_chars", ("one two three", 9), "one two…"),
        ("truncate_chars", ("short", 9), "short"),
        ("pluralize", (1,), ""),
        ("pluralize", (0,), "s"),
        ("pluralize", ([1], "y", "ies"), "y"),
        ("titleize", ("a-big_word here",), "A Big Word Here"),
        ("jsonify", ({"b": "</script>", "a": 1},), '{"a": 1, "b": "\\u003c/script\\u003e"}'),
        ("nl2br", ("a<\nb",), "a&lt;<br>\nb"),
        ("uniq", ([1, 2, 1],), [1, 2]),
        ("union", ([1, 2], [2, 3]), [1, 2, 3]),
        ("limit", ([1, 2, 3], 2), [1, 2]),
        ("offset", ([1, 2, 3], 2), [3]),
        ("first", ([1, 2, 3],), 1),
        ("first", ([],), None),
        ("first", ([1, 2, 3], 2), [1, 2]),
        ("last", ([1, 2, 3],), 3),
        ("last", ([],), None),
        ("last", ([1, 2, 3], 2), [2, 3]),
        ("reverse", ("abc",), "cba"),
        ("reverse", ((1, 2),), [2, 1]),
        ("paginate", ([1, 2, 3], 2), [[1, 2], [3]]),
    ],
)
def test_filter(name, arguments, expected):
    """Each filter does what its docstring says."""
    assert expected == f.FILTERS[name](*arguments)


ITEMS = [{"n": 2, "tags": ["a"]}, {"n": 1, "deep": {"x": 1}}, {"tags": ["b"]}]


def test_lists_of_tables():
    """Plain lists are filtered, ordered and grouped as pages are."""
    assert [ITEMS[0]] == f.where(ITEMS, "tags", "a")
    assert [ITEMS[1]] == f.where(ITEMS, "deep.x", 1)
    assert ITEMS[1:] == f.where_not(ITEMS, "n", 2)
    assert [ITEMS[1], ITEMS[0], ITEMS[2]] == f.sort_by(ITEMS, "n")
    assert [ITEMS[0], ITEMS[1], ITEMS[2]] == f.sort_by(ITEMS, "n", reverse=True)
    assert [(2, [ITEMS[0]]), (1, [ITEMS[1]]), (None, [ITEMS[2]])] == [
        (group.key, group.pages) for group in f.group_by(ITEMS, "n")
    ]
