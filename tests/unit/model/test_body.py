"""Parsed bodies and their JSON."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from bengal_tasks.model.body import Heading, Notice, ParsedBody, Piece, Slot


_LINK = Slot("href", "b.md#x", 12)
_CODE = Slot("shortcode", "box", 3, (("wide", ""), ("argument", "A")), ("<p>", _LINK, "</p>"))
_BODY = ParsedBody(
    pieces=("<p>", _LINK, "</p>", _CODE),
    summary=("<p>", _LINK, "</p>"),
    toc=(Heading(2, "a", "A", (Heading(3, "b", "B"),)),),
    anchors=("a", "b"),
    text="A B",
    word_count=2,
    reading_time=1,
    title="T",
    notices=(Notice(4, "nothing", "link"),),
)

_SLOTS = st.deferred(
    lambda: st.builds(
        Slot,
        kind=st.sampled_from(["href", "src", "title", "shortcode"]),
        target=st.text(),
        line=st.integers(0, 10**6),
        attrs=st.lists(st.tuples(st.text(), st.text()), max_size=2).map(tuple),
        body=_PIECES,
    )
)
_PIECES: st.SearchStrategy[tuple[Piece, ...]] = st.lists(st.text() | _SLOTS, max_size=3).map(tuple)


def test_json_holds_all_of_a_body():
    """What comes back from JSON, through text, is equal to what went in."""
    text = json.dumps(_BODY.to_json())

    assert _BODY == ParsedBody.from_json(json.loads(text))


def test_json_of_a_slot_is_plain():
    """A slot is a table with its parts by name."""
    expected = {
        "kind": "href",
        "target": "b.md#x",
        "line": 12,
        "attrs": [],
        "body": [],
    }

    assert expected == _LINK.to_json()


@given(_SLOTS)
def test_json_holds_every_slot(slot):
    """Slots within slots come back as they were, with tuples and not lists."""
    assert slot == Slot.from_json(json.loads(json.dumps(slot.to_json())))
