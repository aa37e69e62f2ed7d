"""Properties: what holds for every text."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from bengal_tasks.errors import ContentError
from bengal_tasks.model.body import ParsedBody
from bengal_tasks.parse.markdown import MarkdownSettings, parse_body
from bengal_tasks.parse.markdown.directives import BUILT_IN


_WORDS = """
    # ## - 1. > * ** _ ~~ ` ``` ~~~ ::: :::: ```{note} :::{other} :open: :class: ![ [ ] ( ) ](a.md)
    [](#x) [^1] [^1]: [x]: *[A]: A | |-| : < <b> </b> <div> <!--more--> <!-- --> <script> {{< >}} {{
    }} {{% %}} &amp; &#0; \\ {#id} javascript: https://a.b \x00 - [x] é 漢 \u202e a b
"""
_ATOMS = st.sampled_from(_WORDS.split(" "))
_NAMES = st.sampled_from(sorted(BUILT_IN)).map(lambda name: f"\n:::{{{name}}} a.md\n")
_BLANKS = st.sampled_from(["\n", "\n\n", " ", "    ", "\t", "\r\n", "\n:::\n", "\n::::\n"])
_TEXTS = st.text() | st.lists(_ATOMS | _NAMES | _BLANKS | st.text(max_size=3)).map("".join)
_SETTINGS = st.builds(
    MarkdownSettings,
    html=st.sampled_from(["allow", "escape", "strip"]),
    highlight=st.booleans(),
    line_numbers=st.booleans(),
    hard_wrap=st.booleans(),
    excerpt_length=st.sampled_from([1, 200]),
    plugins=st.sampled_from([MarkdownSettings().plugins, ()]),
)


def _include(path):
    if "a" not in path:
        raise ContentError("no such file")
    return "## Part {#id}\n\n[x](b.md) :::{tip}\n"


def _parsed(text, how):
    try:
        return parse_body(text, source="content/a.md", first_line=3, settings=how, include=_include)
    except ContentError as error:
        return error.headline, error.place


@settings(max_examples=300, deadline=None)
@given(_TEXTS, _SETTINGS)
def test_any_text_is_parsed_the_same_twice(text, how):
    """Nothing but a ContentError comes out, two calls agree, and JSON holds it all."""
    body = _parsed(text, how)

    assert body == _parsed(text, how)
    if isinstance(body, tuple):
        assert body[1] is not None
    else:
        assert body == ParsedBody.from_json(json.loads(json.dumps(body.to_json())))


@settings(max_examples=200, deadline=None)
@given(_TEXTS, _SETTINGS)
def test_no_marker_is_left(text, how):
    """The marks that stand for slots never reach a reader, and anchors are unique."""
    body = _parsed(text, how)

    assert "\\u0000" not in json.dumps(body.to_json() if isinstance(body, ParsedBody) else "")
    if isinstance(body, ParsedBody):
        assert len(set(body.anchors)) == len(body.anchors)
