"""The vocabulary of assets: styles, scripts and images that refer to each other."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from itertools import pairwise
from posixpath import dirname, relpath

from hypothesis import strategies as st
from PIL import Image


STYLES = ("css/a.css", "css/b.css", "css/deep/c.css", "css/red.css", "css/_part.scss", "css/s.scss")
SCRIPTS = ("js/a.js", "js/b.js", "js/deep/c.mjs")
PICTURES = ("assets/img/p.png", "assets/img/q.jpg", "content/docs/pic.png", "content/d/part.png")
SIZES = ((8, 6), (60, 40), (90, 20))

_colours = st.sampled_from(("red", "#ffffff", "#112233"))
_rules = st.one_of(
    _colours.map(".one {{ color: {} }}\n".format),
    st.sampled_from(("../img/p.png", "../img/q.jpg?x#y", "/assets/img/p.png", "gone.png")).map(
        'i {{ background: url("{}") }}\n'.format
    ),
    st.just("/* a comment */\n"),
    st.just(".two:is(b) { margin: 0 }\n"),
    st.just(".broken { color: \n"),
)
_imports = st.sampled_from(
    ("a.css", "b.css", "deep/c.css", "../css/red.css", "https://e.org/x.css", "s.css")
).map('@import "{}";\n'.format)
_modules = st.sampled_from(("./a.js", "./b.js", "./deep/c.mjs", "../js/a.js", "three", "./gone.js"))
_statements = st.one_of(
    _modules.map('import "{}";\n'.format),
    _modules.map('const late = import("{}");\n'.format),
    st.just('const url = new URL("../img/p.png", import.meta.url);\n'),
    st.just("// a comment\n"),
    st.just("const one = 1;\n"),
    st.just("const broken = (;\n"),
)
_styles = st.builds(
    "{}{}".format,
    st.lists(_imports, max_size=2).map("".join),
    st.lists(_rules, max_size=3).map("".join),
)
_sass = st.sampled_from((".a { .b { color: red } }\n", '@use "part";\n.c { top: 0 }\n', ".a {\n"))
texts = st.one_of(
    st.tuples(st.sampled_from(STYLES[:4]), _styles),
    st.tuples(st.sampled_from(STYLES[:4]), _styles),
    st.tuples(st.sampled_from(STYLES[4:]), _sass),
    st.tuples(st.sampled_from(SCRIPTS), st.lists(_statements, max_size=3).map("".join)),
).map(lambda pair: (f"assets/{pair[0]}", pair[1]))


def _in_a_row(names: list[str]) -> list[tuple[str, str]]:
    """Return scripts of which each imports the next."""
    paths = [relpath(after, dirname(name)) for name, after in pairwise(names)]
    texts = [*(f'import "./{path}";\n' for path in paths), "const one = 1;\n"]
    return [(f"assets/{name}", text) for name, text in zip(names, texts, strict=True)]


rows = st.permutations(SCRIPTS).map(_in_a_row)

settings = st.sampled_from(
    (
        "", "", "minify_css = false\n", "minify_js = false\n", "source_maps = true\n",
        'exclude = ["js/*"]\n', 'exempt = ["css/*"]\n', "purge_css = true\n",
        "optimize_images = false\n", 'precompress = ["gz"]\n', "[assets.images]\nwidths = [30]\n",
        "[assets.images]\nwidths = [8, 30]\n",
        '[assets.images]\nformats = ["png"]\n', "[assets.images]\nresponsive = false\n",
    )
)  # fmt: skip

dev_settings = st.sampled_from(
    (
        "", "[profile.dev.assets]\nfingerprint = false\n",
        "[profile.dev.assets]\noptimize_images = false\nimages.widths = []\n",
        "[profile.dev.assets.images]\nwidths = [8, 30]\n",
        "[profile.dev.assets.images]\nquality = 20\n",
    )
)  # fmt: skip

pieces = (
    '{{ image("img/q.jpg", alt="Q") }} ',
    '{{ image("img/p.png", alt="P", widths=[8]) if page.title == "red" }} ',
    '{{ integrity("css/a.css") }} ',
    '{{ preload("js/a.js") }} ',
    '<link rel="stylesheet" href="/assets/css/b.css"><script src="/assets/js/b.js"></script>',
    '<p class="one" style="background: url(/assets/img/p.png)"></p>',
)


@cache
def picture(suffix: str, size: tuple[int, int], shade: int) -> bytes:
    """Return the bytes of an image; the same for the same arguments."""
    stream = BytesIO()
    Image.linear_gradient("L").resize(size).point(lambda v: (v + shade) % 256).convert("RGB").save(
        stream, {"jpg": "JPEG", "png": "PNG"}[suffix]
    )
    return stream.getvalue()


pictures = st.tuples(
    st.sampled_from(PICTURES), st.sampled_from(SIZES), st.sampled_from((0, 70))
).map(lambda drawn: (drawn[0], picture(drawn[0].rpartition(".")[2], drawn[1], drawn[2])))
