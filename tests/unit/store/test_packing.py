"""The state as it stands in its file: everything once, and back as it was."""

from __future__ import annotations

import copy
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bengal_tasks.model.config import Config
from bengal_tasks.model.front_matter import FrontMatter
from bengal_tasks.scan.rows import row_of
from bengal_tasks.store.packing import BLANK, Parts, pack
from bengal_tasks.store.unpacking import unpack


def _record(name, **more):
    values = {
        "recipe": {"code": "c", "libraries": "l", "arguments": name},
        "writes": {f"public/{name}.html": f"made-{name}"},
        "run": 3,
        "why": [["NEW", ""]],
        "notices": [["a.md", 3, "link", "leads nowhere"]],
        "references": ["/a.css"],
        **more,
    }
    reads = {"base.html": "d1", f"{name}.md": f"read-{name}"}
    return {"_values_:": values, "deps:": [*reads], "checker:": "DigestChecker", **reads}


def _parts():
    return Parts(
        files={"b.md": [1, 2, 3, 4, 5, "read-b"], "a.md": [6, 7, 8, 9, 10, "read-a"]},
        entries={"x.zst#one": ["dx", "d1"], "x.zst#two": ["old", "d2"], "y.zst#one": ["dy", "d1"]},
        scan={"a.md": {"basis": "b", "row": {**BLANK, "key": "a", "draft": True}}},
        tasks={"page:a": _record("a"), "page:b": _record("b")},
    )


def _through_json(packed):
    return json.loads(json.dumps(packed))


def _by_set(parts):
    """Return parts in which the order of dependencies, which means nothing, does not count."""
    made = copy.deepcopy(parts)
    for record in made.tasks.values():
        record["deps:"] = sorted(record.get("deps:", []))
    return made


def test_round_trip():
    """What is packed is what comes back."""
    assert _by_set(_parts()) == _by_set(unpack(_through_json(pack(_parts()))))


NAMES = st.sampled_from([f"{name}{part}" for name in "abcdefgh" for part in ("", "#x", "#y")])
DIGESTS = st.sampled_from(["0f", "1e", "2d", "absent"])
WRITES = st.dictionaries(NAMES.map("public/{}".format), DIGESTS, max_size=3)


@st.composite
def _records(draw):
    """Draw the record of a task of ours, or of one of the user's that keeps what it likes."""
    reads = draw(st.dictionaries(NAMES, DIGESTS, max_size=6))
    own = {**_record("a", writes=draw(WRITES), run=draw(st.integers(0, 9))), "deps:": [*reads]}
    values = draw(st.sampled_from([own["_values_:"], {"any": [1]}, None]))
    bare = {key: own[key] for key in ("deps:", "checker:")}
    return {**bare, **({} if values is None else {"_values_:": values}), **reads}


PARTS = st.builds(
    Parts,
    files=st.dictionaries(
        NAMES, st.tuples(*[st.integers(0, 2**63)] * 5, DIGESTS).map(list), max_size=6
    ),
    entries=st.dictionaries(
        NAMES.filter(lambda name: "#" in name), st.tuples(DIGESTS, DIGESTS).map(list), max_size=6
    ),
    scan=st.dictionaries(
        NAMES,
        st.fixed_dictionaries(
            {"row": st.just(BLANK) | st.just({**BLANK, "draft": True, "key": "a"}) | st.just({})}
        ),
        max_size=3,
    ),
    tasks=st.dictionaries(st.sampled_from(["page:a", "page:b", "own"]), _records(), max_size=3),
)


@given(PARTS)
def test_any_round_trip(parts):
    """Whatever builds leave comes back, and packed again it is the same."""
    packed = _through_json(pack(parts))
    again = unpack(packed)

    assert _by_set(parts) == _by_set(again)
    assert packed == _through_json(pack(again))


def test_once():
    """A digest that a source, its task and the file table share is in the file once."""
    text = json.dumps(pack(_parts()))

    assert 1 == text.count("read-a")
    assert 1 == text.count("made-a")
    assert 1 == text.count("leads nowhere")


def test_order_means_nothing():
    """Equal parts are packed alike, whatever was noted first."""
    parts = _parts()
    turned = Parts(*(dict(reversed(getattr(parts, f).items())) for f in Parts.__slots__))
    turned.tasks["page:a"]["deps:"].reverse()

    assert json.dumps(pack(parts), sort_keys=True) == json.dumps(pack(turned), sort_keys=True)


@pytest.mark.parametrize(
    "record",
    [
        {},
        {"result:": "x", "_values_:": {"any": [1]}},
        {"deps:": ["a.md", "b.md"], "a.md": "d", "checker:": "D"},
        {"deps:": ["a.md"], "a.md": [1.5, 3, "md5"], "checker:": "MD5Checker"},
        {"_values_:": {"failed": True, "writes": {"public/a": "d"}, "recipe": {}}},
        {**_record("a"), "ignore:": "1"},
        _record("a", more="x"),
    ],
)
def test_records_that_are_not_like_ours(record):
    """The record of a task of the user's, or of one that failed, comes back whole."""
    parts = Parts({}, {}, {}, {"x": copy.deepcopy(record)})

    assert _by_set(parts) == _by_set(unpack(_through_json(pack(parts))))


def test_rows_have_the_fields_that_are_left_out():
    """The fields that are left out of rows are fields that rows have, with that value mostly."""
    row = row_of(FrontMatter(), Config(), source="a.md", key="a")

    assert BLANK.items() <= row.items()
