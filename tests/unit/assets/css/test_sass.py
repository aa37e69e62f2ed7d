"""Sass, read through logical names alone."""

from __future__ import annotations

import importlib

import pytest

from bengal_tasks.assets.css import sass
from bengal_tasks.assets.css.reading import Stylesheet
from bengal_tasks.errors import AssetError


class Files:
    """A reader that remembers what it was asked for."""

    def __init__(self, **texts: str) -> None:
        self.texts = {name.replace("__", "/") + ".scss": text for name, text in texts.items()}
        self.asked: list[str] = []

    def __call__(self, name: str) -> Stylesheet | None:
        """Return a source by name."""
        self.asked.append(name)
        return Stylesheet(f"assets/{name}", self.texts[name]) if name in self.texts else None


def test_partials_are_found_by_name():
    """A partial beside the source, an index of a folder, and one from the root of the assets."""
    files = Files(
        css__site='@use "parts/vars" as v;\n@use "parts";\n@import "lib/a", "b";\nc { d: v.$e }',
        css__parts___vars="$e: f;",
        css__parts___index=".parts { x: y } // '@import \"z\"'",
        lib___a=".a { x: y }",
        css___b=".b { x: url(i.png) }",
    )

    found = sass.compile_sass("css/site.scss", files)

    text = " ".join(found.text.split())
    assert text == ".parts { x: y; } .a { x: y; } .b { x: url(i.png); } c { d: f; }"
    assert found.names[0] == "css/site.scss"
    assert set(found.names) == set(files.texts)
    assert {"css/lib/_a.scss", "css/_parts.scss"} <= set(files.asked)


def test_a_fault_has_its_place():
    """What Sass says names the file of the site, not the one that Sass read."""
    files = Files(css__site='@use "a";', css___a="b {\n  c: $d;\n}")

    with pytest.raises(AssetError) as caught:
        sass.compile_sass("css/site.scss", files)

    assert str(caught.value).startswith("assets/css/_a.scss:2:6: undefined variable")


@pytest.mark.parametrize(
    "loading",
    ['@use "../../a"', '@import "/etc/a"', '@use "file:///etc/a"', "@include meta.load-css($a)"],
)
def test_nothing_else_is_read(loading):
    """A source that would lead Sass to a file that is no asset is refused."""
    with pytest.raises(AssetError, match=r"^assets/css/site\.scss:2: "):
        sass.compile_sass("css/site.scss", Files(css__site=f"// c\n{loading};"))


def test_without_the_extra_the_hint_tells_it(monkeypatch):
    """Sass is an extra; who lacks it reads what to install."""

    def absent(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(sass, "import_module", absent)

    with pytest.raises(AssetError, match=r"pip install 'bengal-tasks\[sass\]'"):
        sass.compile_sass("css/site.scss", Files(css__site=""))
    assert importlib.import_module is not absent


def test_an_absent_source():
    """Somebody asked for it by name."""
    with pytest.raises(AssetError, match="there is no stylesheet"):
        sass.compile_sass("css/site.scss", Files())
