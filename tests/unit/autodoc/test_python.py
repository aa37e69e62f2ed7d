"""Pages of a Python package: signatures and docstrings in Markdown, and who has a page."""

from __future__ import annotations

from textwrap import dedent

import pytest

from bengal_tasks.autodoc import Source, python_package
from bengal_tasks.autodoc.python import STYLES
from bengal_tasks.errors import BengalError
from bengal_tasks.parse.front_matter import split_front_matter
from bengal_tasks.tasks.generators import declared_generators


@pytest.fixture
def made():
    """Return a function that makes the pages of a source of the package src/tool."""
    python_package("src/tool")
    function = declared_generators().pop("python-tool").function
    return lambda path, text: function(Source(path, dedent(text).encode()))


def page(made, text):
    """Return the page of a module."""
    return made("src/tool/mod.py", text)["api/tool/mod.md"]


@pytest.mark.parametrize(
    ("path", "pages"),
    [
        ("src/tool/__init__.py", ["api/tool/_index.md"]),
        ("src/tool/mod.py", ["api/tool/mod.md"]),
        ("src/tool/sub/__init__.py", ["api/tool/sub/_index.md"]),
        ("src/tool/sub/mod.py", ["api/tool/sub/mod.md"]),
        ("src/tool/index.py", ["api/tool/index/index.md"]),
        ("src/tool/_own.py", []),
        ("src/tool/_own/mod.py", []),
        ("src/tool/__main__.py", []),
    ],
)
def test_paths(made, path, pages):
    """A package is a section, a module a page; private ones have none."""
    assert pages == list(made(path, '"""Doc."""'))


def test_front_matter(made):
    """The title is the dotted name, the description the first line, whatever its signs."""
    text = page(made, '"""Say "a: b" # c.\n\nMore."""\n')
    front = split_front_matter(text, path="x.md").front

    assert "tool.mod" == front["title"]
    assert "mod" == front["nav_title"]
    assert 'Say "a: b" # c.' == front["description"]


@pytest.mark.parametrize(
    ("code", "signature"),
    [
        ("def f(a, /, b: int, *c, d=1, e: str = 'x', **g) -> int: ...",
         "def f(a, /, b: int, *c, d=1, e: str = 'x', **g) -> int"),
        ("def f(a, /): ...", "def f(a, /)"),
        ("def f(*, a): ...", "def f(*, a)"),
        ("async def f(): ...", "async def f()"),
        ("class A(B, C): ...", "class A(B, C)"),
        ("X: int = 3", "X: int = 3"),
    ],
)  # fmt: skip
def test_signature(made, code, signature):
    """A signature is shown as it is written."""
    assert f"```python\n{signature}\n```" in page(made, code)


def test_members(made):
    """Members come in the order of the source; imports and private ones are left out."""
    text = page(
        made,
        """
        import os
        from x import y
        def b(): ...
        def a(): ...
        def _c(): ...
        class D:
            def m(self): ...
        """,
    )

    headings = [line for line in text.splitlines() if line.startswith("#")]
    assert ["## b {#b}", "## a {#a}", "## D {#D}", "### m {#D.m}"] == headings


def test_docstring(made):
    """Parts of a docstring become lists and blocks."""
    text = page(
        made,
        '''
        def f(a: int) -> str:
            """Do it.

            Args:
                a: the number,
                    of something

            Returns:
                a text

            Raises:
                ValueError: when not

            Examples:
                >>> f(1)
                '1'
            """
        ''',
    )

    assert "Do it.\n" in text
    assert "- `a` (`int`): the number, of something" in text
    assert "- (`str`): a text" in text
    assert "- (`ValueError`): when not" in text
    assert "```python\n>>> f(1)\n'1'\n```" in text


def test_example_without_a_heading(made):
    """An example amid text is a block: its signs are no Markdown."""
    text = page(made, 'def f():\n    """Do.\n\n    >>> [f](x)\n    *1*\n\n    More.\n    """\n')

    assert "Do.\n\n```python\n>>> [f](x)\n*1*\n```\n\nMore.\n" in text


def test_not_python(made):
    """A module that is not valid is told with file and line."""
    with pytest.raises(BengalError, match=r"src/tool/mod.py:2.*no valid Python"):
        page(made, "a = 1\nb = = 2\n")


def test_style():
    """Another style of docstrings than those that are known is refused."""
    with pytest.raises(BengalError, match=", ".join(STYLES)):
        python_package("src/tool", style="other")


def test_in_a_site(site):
    """A package has its pages in the first build; what is deleted is gone in the next."""
    python_package("src/tool")
    try:
        site.write("src/tool/__init__.py", '"""The tool."""\n')
        site.write("src/tool/one.py", 'def run():\n    """Run it."""\n')
        site.write("src/tool/two.py", "X = 1\n")
        assert 0 == site.build().status
        assert "Run it." in site.read("public/api/tool/one/index.html")

        site.edit("src/tool/one.py", "Run it.", "Start it.")
        site.remove("src/tool/two.py")
        ran = site.build()

        assert {"page:api/tool/one"} == {n for n in ran.ran if n.startswith("page:api")}
        assert not (site.root / "public/api/tool/two").exists()
        assert site.is_clean()
    finally:
        declared_generators().clear()
