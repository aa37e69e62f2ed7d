"""The scenarios of content: sources, templates, and what they include."""

from __future__ import annotations

import pytest

from tests.builds.scenarios import Scenario, append, change, differences, remove, touch_all, write


SCENARIOS = {
    "01 body beyond the summary": Scenario(
        (append("content/blog/c.md", "last\n"),),
        before=(append("content/blog/c.md", "\nword " * 300),),
        ran="page:blog/c parse:blog/c search",
        changed="blog/c/index.html search.json",
    ),
    "02 blank lines": Scenario(
        (change("content/blog/c.md", "The body of C.\n", "The body of C.\n\n\n"),),
        ran="parse:blog/c",
        changed="",
    ),
    "03 touched sources": Scenario(
        (touch_all(),),
        ran="",
        changed="",
    ),
    "04 partial of all pages": Scenario(
        (change("themes/default/templates/partials/footer.html", "The end.", "Fin."),),
        ran="HTML template:partials/footer.html",
        changed="HTML",
    ),
    "05 frame of all pages": Scenario(
        (change("templates/base.html", "<main>", "<main id=main>"),),
        ran="HTML template:base.html",
        changed="HTML",
    ),
    "06 shortcode": Scenario(
        (change("templates/shortcodes/remark.html", "<aside>", "<aside class=a>"),),
        ran="page:blog/b template:shortcodes/remark.html",
        changed="blog/b/index.html",
    ),
    "07 partial of a shortcode": Scenario(
        (change("templates/partials/icon.html", "!", "?"),),
        ran="page:blog/b template:partials/icon.html",
        changed="blog/b/index.html",
    ),
    "09 macro": Scenario(
        (change("templates/macros/post.html", "<time>", "<time class=day>"),),
        ran=("page:blog/a page:blog/b page:blog/c page:blog/d template:macros/post.html"),
        changed=("blog/a/index.html blog/b/index.html blog/c/index.html blog/d/index.html"),
    ),
    "10 template by a computed name": Scenario(
        (change("templates/partials/widget.html", "widget", "gadget"),),
        ran="page:about template:partials/widget.html",
        changed="about/index.html",
    ),
    "11 included file": Scenario(
        (change("snip/s.md", "shared", "common"),),
        ran="page:guide/two parse:guide/two search",
        changed="guide/two/index.html search.json",
    ),
    "12 lines that are not shown": Scenario(
        (change("code/app.py", "import os", "import os, sys"),),
        before=(
            write("code/app.py", "import os\n\nprint(os)\n"),
            append("content/guide/two.md", "\n:::{literalinclude} /code/app.py\n:lines: 3\n:::\n"),
        ),
        ran="parse:guide/two",
        changed="",
    ),
    "12 lines that are shown": Scenario(
        (change("code/app.py", "print(os)", "print(sys)"),),
        before=(
            write("code/app.py", "import os\n\nprint(os)\n"),
            append("content/guide/two.md", "\n:::{literalinclude} /code/app.py\n:lines: 3\n:::\n"),
        ),
        ran="page:guide/two parse:guide/two search",
        changed="guide/two/index.html search.json",
    ),
    "13 key that the body does not use": Scenario(
        (change("content/about.md", "title: About", "title: About\npromo: true"),),
        ran="edges metadata page:about parse:about",
        changed="about/index.html",
    ),
    "14 template that overrides": Scenario(
        (write("templates/guide/single.html", "<p>{{ page.title }}</p>\n"),),
        ran=(
            "asset_deps edges page:guide/kit page:guide/one page:guide/two "
            "template:guide/single.html"
        ),
        changed="guide/kit/index.html guide/one/index.html guide/two/index.html",
    ),
    "14 template that overrode": Scenario(
        (remove("templates/guide/single.html"),),
        before=(write("templates/guide/single.html", "<p>{{ page.title }}</p>\n"),),
        ran="asset_deps edges page:guide/kit page:guide/one page:guide/two",
        changed="guide/kit/index.html guide/one/index.html guide/two/index.html",
    ),
    "15 cascade of a folder": Scenario(
        (
            change(
                "content/guide/_index.md", "title: Guide", "title: Guide\ncascade:\n  promo: true"
            ),
        ),
        ran="edges metadata page:guide/kit page:guide/one parse:guide/_index",
        changed="guide/kit/index.html guide/one/index.html",
    ),
    "16 unused template": Scenario(
        (change("themes/default/templates/section.html", "page.title", "page.url"),),
        ran="template:section.html",
        changed="",
    ),
}


@pytest.mark.parametrize("scenario", SCENARIOS.values(), ids=SCENARIOS)
def test_scenario(built, scenario):
    """Exactly the tasks and files that an edit concerns run and change, as in a clean build."""
    assert [] == differences(built, scenario)
