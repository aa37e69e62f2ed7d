"""Limits: what a hostile body may cost."""

from __future__ import annotations

import time

import pytest

from bengal_tasks.errors import ContentError


_MANY = 5_000


@pytest.mark.parametrize(
    "text",
    [
        ":::{note}\n" * _MANY,
        "\n".join(":" * (200 - n) + "{note}" for n in range(150)),
        "\n".join("`" * (200 - n) + "{note}" for n in range(150)),
        "".join("  " * n + "- :::{note}\n" for n in range(200)),
    ],
)
def test_directives_too_deep_are_an_error(parse, text):
    """The error says what is wrong and where."""
    with pytest.raises(ContentError, match="nested too deeply") as caught:
        parse(text)

    assert "content/a.md" == caught.value.place.path
    assert caught.value.place.line > 10


def test_recursion_is_an_error_with_place(parse, monkeypatch):
    """Whatever else is too deep becomes an error as well."""

    def deep(*_):
        raise RecursionError

    monkeypatch.setattr("bengal_tasks.parse.markdown.parser.text_of", deep)

    with pytest.raises(ContentError) as caught:
        parse("a")

    assert "content/a.md:10: the page is nested too deeply" == str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        ">" * _MANY + "a",
        "> - " * _MANY + "a",
        "- " * _MANY + "a",
        "[" * _MANY + "a" + "]" * _MANY,
        "![" * _MANY,
        "[a](" * _MANY,
        "*a **b " * _MANY,
        "<" * _MANY,
        "a <!--" * _MANY,
        "<!--\n" * _MANY,
        '<div "' * _MANY,
        "a <script>" * _MANY,
        "{{" * _MANY,
        "# " + "{#" * _MANY,
        "a\n" + ": " * _MANY + "b",
        "a\n" + "\n".join("    " * n + ": b\n\n" + "    " * (n + 1) + "c" for n in range(100)),
        "[^1] [^2]\n\n" + "".join(f"[^{n}]: x[^{n + 1}]\n" for n in range(500)),
        ":::{tip}\n:::\n" * 500,
        '```python {hl_lines="1-999999999"}\na\n```',
        ":::{note}\n" + ":a: b\n" * _MANY + ":::",
    ],
)
def test_bombs_do_no_harm(parse, text):
    """Depth and size neither raise nor take time out of proportion."""
    start = time.perf_counter()

    parse(text)

    assert time.perf_counter() - start < 5
