"""What is not built as we pack it is refused."""

from __future__ import annotations

import pytest

from bengal_tasks.store.unpacking import unpack


def _packed():
    return {
        "names": ["a.md", "public/a.html"],
        "states": ["d1", "d2"],
        "shared": [[["NEW", ""]], [], ["DigestChecker", {"code": "c"}]],
        "files": {"pairs": [0, 1], "stamps": [[1], [2], [3], [4], [5]]},
        "entries": [[0, [1, 1]]],
        "blank": {"draft": False},
        "scan": {"a.md": {"cut": {"key": "a"}}},
        "tasks": {"page:a": [[0, 1], [1, 1], "args", 2, 7, 0, 1, 1]},
    }


def test_sound():
    """Numbers are looked up, and fields that were left out are put in."""
    parts = unpack(_packed())

    assert {"a.md": [1, 2, 3, 4, 5, "d1"]} == parts.files
    assert {"public/a.html": ["d1", "d2"]} == parts.entries
    assert {"draft": False, "key": "a"} == parts.scan["a.md"]["row"]
    assert ["a.md"] == parts.tasks["page:a"]["deps:"]
    assert {"public/a.html": "d2"} == parts.tasks["page:a"]["_values_:"]["writes"]
    assert {"code": "c", "arguments": "args"} == parts.tasks["page:a"]["_values_:"]["recipe"]


@pytest.mark.parametrize(
    ("place", "junk"),
    [
        (0, [0, 9]),
        (1, [9, 1]),
        (2, 7),
        (3, 99),
        (3, -1),
        (3, 0),
        (4, "1"),
        (5, 2),
        (6, None),
        (7, []),
    ],
)
def test_record_of_another_kind(place, junk):
    """A record that refers to what is not there, or is of another kind, is refused."""
    packed = _packed()
    packed["tasks"]["page:a"][place] = junk

    with pytest.raises((ValueError, IndexError, TypeError)):
        unpack(packed)


@pytest.mark.parametrize(
    ("field", "junk"),
    [
        ("states", ["d1"]),
        ("files", {"pairs": [0, 2], "stamps": [[1], [2], [3], [4], [5]]}),
        ("files", {"pairs": [0, 1], "stamps": [[1], [2], [3], [4], [5, 6]]}),
        ("entries", [[-1, [0, 1]]]),
        ("entries", [[5, [0, 1]]]),
        ("entries", [[0, [0, 5]]]),
        ("scan", {"a.md": {"cut": 7}}),
        ("tasks", {"x": {"_values_:": {"recipe": 7}}}),
        ("tasks", {"x": {"deps:": [7, 7]}}),
    ],
)
def test_field_of_another_kind(field, junk):
    """A field that does not fit the others is refused."""
    with pytest.raises((ValueError, IndexError, TypeError)):
        unpack({**_packed(), field: junk})
