"""Chains of templates: what led to what."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bengal_tasks.model.chains import Chain, chains_of


_NAMES = st.sampled_from("abcdef")


def test_unread_names_are_left_out():
    """A name that stands in a template and was not read is in no chain."""
    assert [Chain("a", ("b",))] == chains_of(["a", "b"], {"a": ["b", "c"]})


def test_circle():
    """Templates that lead to each other are shown each, because none begins."""
    assert [Chain("a"), Chain("b")] == chains_of(["a", "b"], {"a": ["b"], "b": ["a"]})


@given(st.sets(_NAMES), st.dictionaries(_NAMES, st.lists(_NAMES)))
def test_all_are_there(read, refers):
    """Whatever leads where, the chains have exactly the templates that were read."""
    chains = chains_of(read, refers)

    assert read == {name for chain in chains for name in (chain.template, *chain.others)}
