"""A small site whose assets refer to each other: styles, scripts in a circle, images."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from tests.faults.small import BEFORE
from tests.space import SiteSpace


SOURCES = {
    **BEFORE,
    "assets/css/s.css": (
        '@import "vars.css";\np { color: #ffffff; background: url("../img/bg.png?x#y") }\n'
    ),
    "assets/css/vars.css": ":root { --gap: 1px }\n",
    "assets/css/print.css": "p { color: black }\n",
    "assets/js/app.js": 'import { b } from "./b.js";\n\nexport const a = 1;\nconsole.log(b);\n',
    "assets/js/b.js": 'import { a } from "./app.js";\n\nexport const b = () => a;\n',
    "assets/js/alone.js": "// alone\nalone();\n",
    "templates/page.html": (
        '{% extends "base.html" %}{% block main %}<link rel="stylesheet" href="/assets/css/s.css">'
        "{{ page.content }}{{ data.team.lead }}{% endblock %}"
    ),
    "templates/picture/page.html": (
        '{% extends "base.html" %}{% block main %}{{ image("img/hero.jpg", alt="Hero") }}'
        '<script type="module" src="{{ asset_url("js/app.js") }}"></script>{% endblock %}'
    ),
    "content/pic/index.md": "---\ntitle: Pic\n---\n![A view](view.jpg)\n",
    "content/show.md": "---\ntitle: Show\ntype: picture\n---\n",
}


def gallery(root: Path) -> SiteSpace:
    """Return a space with the sources, unbuilt."""
    space = SiteSpace(root)
    for path, text in SOURCES.items():
        space.write(path, text)
    draw(space, "assets/img/bg.png", (40, 30))
    draw(space, "assets/img/hero.jpg", (600, 400))
    draw(space, "content/pic/view.jpg", (500, 300))
    return space


def draw(space: SiteSpace, path: str, size: tuple[int, int], shade: int = 0) -> None:
    """Write an image with detail enough that smaller ones have fewer bytes; *shade* is 0 to 255."""
    place = space.root / path
    place.parent.mkdir(parents=True, exist_ok=True)
    width, height = size
    image = Image.linear_gradient("L").resize(size)
    noise = Image.radial_gradient("L").rotate(17).resize(size)
    solid = Image.new("L", (width, height), shade)
    Image.merge("RGB", (image, noise, solid)).save(place, quality=95)
