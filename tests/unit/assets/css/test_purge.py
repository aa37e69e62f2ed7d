"""Rules that no page needs."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bengal_tasks.assets.css.purge import purge, words_of


USED = words_of('<div class="used md:flex" id="main"><h1>')


@pytest.mark.parametrize(
    "selectors",
    [
        ".used", ".gone, .used", "#main", "DIV", "h1 > .used", ":root", "*", "[data-gone]",
        "::before",
        ":not(.gone)", ":is(.gone) .used", ".md\\:flex", "html body tbody tr", "a|div", "&",
        ".Used",
    ],
)  # fmt: skip
def test_what_may_match_stays(selectors):
    """One selector that needs used words alone keeps its rule, and so does what is no word."""
    text = f"{selectors} {{ x: y }}"

    assert purge(text, USED) == (text, ())


@pytest.mark.parametrize(
    "selectors",
    [
        ".gone",
        ".gone, #gone",
        "nav",
        ".used .gone",
        ".used.gone",
        ".gone:hover",
        "x|gone",
        ".md\\:gone",
    ],
)
def test_what_cannot_match_goes(selectors):
    """A rule goes when each of its selectors needs a word that is not used."""
    text = f"a{{}}\n{selectors} {{ x: y; & b {{}} }}\n.used{{}}"

    assert purge(text, USED | {"a"}) == ("a{}\n.used{}", (selectors,))


def test_groups_are_searched():
    """Rules in a group go, and a group that is empty without them; a layer keeps its place."""
    text = "@media x{.gone{}}@layer y{.gone{}}@supports (z:z){.gone{} .used{}}"

    assert purge(text, USED) == (
        "@layer y{}@supports (z:z){.used{}}",
        (".gone", ".gone", ".gone"),
    )


def test_keyframes_go_with_their_last_use():
    """Keyframes that a rule or a script names stay, whatever their own steps are called."""
    text = (
        "@keyframes a{from{}}@keyframes b{to{}}@keyframes 'c'{}@keyframes main{}"
        ".used{animation:a}.gone{animation:b}@font-face{font-family:f}"
    )

    assert purge(text, USED) == (
        "@keyframes a{from{}}@keyframes main{}.used{animation:a}@font-face{font-family:f}",
        ("@keyframes b", "@keyframes 'c'", ".gone"),
    )


def test_faults_stay():
    """What is not understood is not taken out."""
    text = ".gone } a{} .gone{ .gone 'x\n{}"

    assert ".gone } a" in purge(text, USED)[0]


NAMES = st.sampled_from(["a", "b", "c", "d"])
COMPOUND = st.tuples(st.sampled_from(["", ".", "#"]), NAMES).map("".join)
COMPLEX = st.lists(COMPOUND, min_size=1, max_size=3).map(" ".join)
RULES = st.lists(st.lists(COMPLEX, min_size=1, max_size=3).map(", ".join), max_size=5)


@given(RULES, st.frozensets(NAMES))
@settings(deadline=None)
def test_a_rule_that_can_match_is_never_removed(rules, used):
    """Of a selector whose names are all used, the rule is still there."""
    text = "".join(f"{selectors} {{}}" for selectors in rules)

    left, gone = purge(text, used)

    for selectors in rules:
        needed = [
            set(one.replace(".", "").replace("#", "").split()) for one in selectors.split(",")
        ]
        stays = any(names <= used for names in needed)
        assert (f"{selectors} {{}}" in left) >= stays
        assert (selectors in gone) == (not stays)
