"""What the tests of the API share: damaged files, and everything that may be kept."""

from __future__ import annotations

import pytest
from hypothesis import strategies as st

from bengal_tasks.store.codec import encode


DAMAGE = {
    "empty": b"",
    "text": b"not json",
    "half": encode({"version": 1, "pages": {"a": {}}})[:-3],
    "flipped": bytes([*encode({"version": 1})[:-1], encode({"version": 1})[-1] ^ 1]),
    "longer": encode({"version": 1}) + b"x",
    "a list": encode([1, 2]),
    "null": encode(None),
    "nan": b'{"version": NaN}',
    "deep": b"[" * 5_000,
    "another version": encode({"version": 999, "pages": {}, "tags": {}, "entries": {}}),
}
"""Bytes by what is wrong with them."""

JSON_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec="utf-8")),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(st.characters(codec="utf-8"), max_size=5), inner, max_size=3)
    ),
    max_leaves=10,
)
"""Everything that may be kept."""

TEXTS = st.text(st.characters(codec="utf-8"), max_size=20)


@pytest.fixture(params=DAMAGE.values(), ids=list(DAMAGE))
def damage(request):
    """Return the bytes of a file that cannot be used."""
    return request.param
