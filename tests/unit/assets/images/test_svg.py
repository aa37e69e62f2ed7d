"""The size of an SVG from its root element."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bengal_tasks.assets.images.svg import is_svg, size_of_svg


@pytest.mark.parametrize(
    ("root", "size"),
    [
        ('<svg width="120" height="80">', (120, 80)),
        ("<svg width='120px' height=' 80.4px '/>", (120, 80)),
        ('<svg width="1in" height="2.54cm">', (96, 96)),
        ('<svg width="72pt" height="6pc">', (96, 96)),
        ('<svg viewBox="0 0 300 150.6">', (300, 151)),
        ('<svg viewBox="0,0,300,150">', (300, 150)),
        ('<svg width="100" viewBox="0 0 300 150">', (100, 50)),
        ('<svg height="100" viewBox="0 0 300 150">', (200, 100)),
        ('<svg width="100%" height="100%" viewBox="0 0 30 15">', (30, 15)),
        ('<svg width="100" height="auto">', (0, 0)),
        ('<svg width="0.2" height="9">', (1, 9)),
        ("<svg>", (0, 0)),
        ('<svg viewBox="0 0 nan 10">', (0, 0)),
        ('<svg viewBox="0 0 -5 10">', (0, 0)),
        ('<svg width="1e999" height="5">', (0, 0)),
        ('<svg width="' + "9" * 50_000 + '" height="5">', (0, 0)),
        ('<svg data-x=\' width="7" \' width="5" height="6">', (5, 6)),
        ('<svg stroke-width="7" width="5" height="6">', (5, 6)),
        ('<svg data-a=">" width="5" height="6">', (5, 6)),
    ],
)
def test_lengths_become_pixels(root, size):
    """Lengths with units, and the viewBox where a length is missing or relative."""
    assert size_of_svg(root.encode()) == size


def test_what_comes_before_the_root_is_skipped():
    """Comments, instructions and a document type with entities may stand before the root."""
    text = (
        '\ufeff<?xml version="1.0"?>\n<!-- <svg width="1" height="1"> -->\n'
        '<!DOCTYPE svg PUBLIC "x" "y" [ <!ENTITY ns "<svg>"> ]>\n'
        '<svg xmlns="&ns;" width="7" height="8">'
    )

    assert size_of_svg(text.encode()) == (7, 8)
    assert size_of_svg(text[1:].encode("utf-16")) == (7, 8)


def test_entities_are_not_expanded():
    """An entity is no length, however it is defined: nothing is expanded or fetched."""
    bomb = b'<!DOCTYPE svg [<!ENTITY a "9"><!ENTITY b "&a;&a;">]><svg width="&b;" height="5">'

    assert is_svg(bomb)
    assert size_of_svg(bomb) == (0, 0)


def test_only_a_root_makes_an_svg():
    """HTML or XML with an SVG somewhere inside is no SVG."""
    assert is_svg(b" \n<svg/>")
    assert not is_svg(b"<html><svg/></html>")
    assert not is_svg(b"<svgx/>")
    assert not is_svg(b"<svg width='1'")
    assert not is_svg(b"<!-- <svg/>")
    assert not is_svg(b"svg")


@pytest.mark.parametrize("start", ["", "<svg ", "<!DOCTYPE svg ["])
@pytest.mark.parametrize(
    "part", ["<!--", "<!---->", "<svg", " ", "'", "a='", "a", "width =", "<?", "["]
)
def test_no_text_takes_long(start, part):
    """The time is linear in the text, whatever is repeated in it."""
    text = (start + part * (70_000 // len(part))).encode()
    began = time.process_time()

    size_of_svg(text)
    size_of_svg(text[:60_000] + b">")

    assert time.process_time() - began < 1


@given(st.binary(max_size=300))
def test_any_bytes_have_an_answer(data):
    """No bytes raise."""
    assert size_of_svg(b"<svg " + data) >= (0, 0)
    assert size_of_svg(b"\xff\xfe" + data) >= (0, 0)


def test_no_length_takes_long():
    """A length that is endless is none, without trying all its ends."""
    began = time.process_time()

    assert size_of_svg(b'<svg width="' + b"9" * 50_000 + b'x" height="5">') == (0, 0)
    assert time.process_time() - began < 1
