"""The closure: all templates that literal names lead to."""

from __future__ import annotations

import pytest

from bengal_tasks.model.inventory import FoundTemplate
from bengal_tasks.scan.templates import closure


def _templates(**refers):
    return {name: FoundTemplate(name, f"templates/{name}", tuple(r)) for name, r in refers.items()}


@pytest.mark.parametrize(
    ("refers", "expected"),
    [
        ({"a": "b", "b": "c", "c": ""}, ("a", "b", "c")),
        ({"a": "bc", "b": "c", "c": ""}, ("a", "b", "c")),
        ({"a": "b", "b": "a"}, ("a", "b")),
        ({"a": "a"}, ("a",)),
        ({"a": "x"}, ("a",)),
        ({"b": ""}, ()),
    ],
)
def test_closure(refers, expected):
    """Names are followed once each; those of templates that are not there lead nowhere."""
    assert expected == closure(("a",), _templates(**refers))
