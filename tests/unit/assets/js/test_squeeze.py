"""Squeeze: no comments, and only the blanks that keep tokens apart."""

from __future__ import annotations

import pytest

from bengal_tasks.assets.js.squeeze import squeeze
from bengal_tasks.assets.js.syntax import read_syntax


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("let a = { b : [ 1 , 2 ] } ;", "let a={b:[1,2]};"),
        ("a\nb", "a\nb"),
        ("a;\nb", "a;b"),
        ("f(\n  a,\n  b\n)\nc", "f(a,b)\nc"),
        ("a + ++b - -c", "a+ ++b- -c"),
        ("a / /x/.y", "a/ /x/.y"),
        ("return /* \n */ x", "return\nx"),
        ("x\u2028++y", "x\n++y"),
        ("`a  ${ b }  c`  ;", "`a  ${b}  c`;"),
        ("var é = in_ in  ü", "var é=in_ in ü"),
        ("/*! a */ x /*! b */ y\n/*! c */", "/*! a */x/*! b */y\n/*! c */"),
        ("a /*! b */\n++c", "a\n/*! b */\n++c"),
        ("\ufeff a", "a"),
        ("#!/bin/node\n a", "#!/bin/node\na"),
    ],
)
def test_squeezed(text, expected):
    """Blanks go where tokens do not grow together, line breaks where none can end a statement."""
    assert expected == squeeze(read_syntax(text)).decode()
