"""Any state that builds can leave comes back from its file as it was, whatever is in it."""

from __future__ import annotations

import copy

import orjson
from hypothesis import given, settings
from hypothesis import strategies as st

from bengal_tasks.store.packing import BLANK
from bengal_tasks.store.state import State, bytes_of, state_of


_texts = st.text(st.characters(codec="utf-8"), max_size=4) | st.sampled_from(
    ("", "deps:", "_values_:", "ignore:", "cut", "row", "e\u0301", "\u00e9", "\u2028", "\0")
)
_names = st.sampled_from(
    ("a.md", "c#.md#front_matter", ".bengal/x.json.zst#a", ".bengal/x.json.zst#b", "e\u0301", "#")
) | st.text(st.characters(codec="utf-8"), min_size=1, max_size=4)
_digests = st.sampled_from(("d1", "d2", "absent"))
_json = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | _texts,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(_texts, inner, max_size=2),
    max_leaves=4,
)
_why = st.tuples(st.sampled_from(("NEW", "CODE")), _texts).map(list)
_notices = st.tuples(_texts, st.integers(0, 9), _texts, _texts).map(list)
_recipes = st.fixed_dictionaries({"code": _digests, "arguments": _texts}, optional={"tool": _texts})


def _record(values, reads, more):
    return {"_values_:": values, "deps:": [*reads], "checker:": "D", **reads, **more}


_own = st.builds(
    _record,
    st.fixed_dictionaries(
        {
            "why": st.lists(_why, max_size=2),
            "notices": st.lists(_notices, max_size=2),
            "references": st.lists(_texts, max_size=2),
            "recipe": _recipes,
            "writes": st.dictionaries(_names, _digests, max_size=3),
        },
        optional={"run": st.integers(0, 9), "failed": st.booleans()},
    ),
    st.dictionaries(_names, _digests, max_size=4),
    st.dictionaries(st.sampled_from(("ignore:", "result:")), _texts, max_size=1),
)
_users = st.builds(
    _record,
    st.dictionaries(_texts, _json, max_size=2),
    st.dictionaries(_names, _digests | st.lists(st.integers(0, 9), max_size=2), max_size=3),
    st.dictionaries(st.sampled_from(("ignore:", "result:")), _json, max_size=1),
)
_rows = st.dictionaries(st.sampled_from(sorted(BLANK)), st.none() | st.booleans() | _texts).map(
    lambda changed: {**BLANK, **changed, "title": "t"}
)
_memos = st.fixed_dictionaries({"basis": _texts}, optional={"row": _rows | _json, "error": _texts})
_stamps = st.tuples(*[st.integers(0, 2**62)] * 5, _digests).map(list)
_states = st.builds(
    State,
    files=st.dictionaries(_names, _stamps, max_size=3),
    entries=st.dictionaries(_names, st.tuples(_digests, _digests).map(list), max_size=3),
    scan=st.dictionaries(_names, _memos, max_size=2),
    tasks=st.dictionaries(_names, _own | _users | st.just({"ignore:": "1"}), max_size=4),
    orphans=st.dictionaries(_names, _digests, max_size=2),
    run=st.integers(1, 9),
    user=st.dictionaries(_names, _json, max_size=1),
)


def _spelled(state):
    """Return all that a state holds; the order of dependencies means nothing."""
    parts = copy.deepcopy([getattr(state, name) for name in State.__slots__])
    for record in parts[State.__slots__.index("tasks")].values():
        record["deps:"] = sorted(record.get("deps:", []))
    return orjson.dumps(parts, option=orjson.OPT_SORT_KEYS)


@settings(max_examples=500)
@given(_states)
def test_states_come_back(state):
    """What is read back is what was written, and is written again with the same bytes."""
    data = bytes_of(copy.deepcopy(state))
    back = state_of(data)

    assert _spelled(state) == _spelled(back)
    assert data == bytes_of(back)
