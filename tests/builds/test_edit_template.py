"""Edits of templates: exactly the pages that a template was used for are made anew."""

from __future__ import annotations

import pytest

from tests.builds.test_cold import LISTINGS, PAGES


POSTS = {"blog/a", "blog/b", "blog/c", "blog/d"}
HTML = {f"page:{key}" for key in PAGES} | {f"listing:{url}" for url in LISTINGS}


def test_comment(built):
    """A comment in a template is checked and goes no further."""
    built.edit("templates/base.html", "The frame of every page.", "Frame.")
    ran = built.build()

    assert {"template:base.html"} == ran.ran
    assert frozenset() == ran.changed | ran.rewritten


def test_base(built):
    """The frame of all pages leads to every HTML file, the 404 too, and to no feed."""
    built.edit("templates/base.html", "<main>", '<main id="main">')
    ran = built.build()

    assert {"template:base.html"} | HTML == ran.ran
    assert {path for path in built.published() if path.endswith(".html")} == ran.changed
    assert {"feed:/rss.xml", "sitemap", "search", "robots"} <= ran.up_to_date
    assert built.is_clean()


def test_include_that_is_never_reached(built):
    """A partial below a condition that is never true leads to nothing."""
    built.edit("templates/partials/never.html", "Nobody", "Nobody ever")
    ran = built.build()

    assert {"template:partials/never.html"} == ran.ran
    assert frozenset() == ran.changed


def test_include_that_some_pages_reach(built):
    """A partial below a condition leads to the pages for which the condition was true."""
    built.edit("templates/partials/promo.html", "two", "three")
    ran = built.build()

    assert {"template:partials/promo.html", "page:guide/two"} == ran.ran
    assert {"guide/two/index.html"} == ran.changed == ran.rewritten
    assert built.is_clean()


def test_include_by_computed_name(built):
    """A partial whose name stands in front matter leads to the page that named it."""
    built.edit("templates/partials/widget.html", "widget", "gadget")
    ran = built.build()

    assert {"template:partials/widget.html", "page:about"} == ran.ran
    assert {"about/index.html"} == ran.changed == ran.rewritten
    assert built.is_clean()


def test_partial_of_the_theme(built):
    """A partial that only the theme has leads to the pages that use it."""
    built.edit("themes/default/templates/partials/footer.html", "The end.", "Fin.")
    ran = built.build()

    assert {"template:partials/footer.html"} | HTML == ran.ran
    assert built.is_clean()


def test_macro(built):
    """A file of macros leads to the pages that call them."""
    built.edit("templates/macros/post.html", "<time>", "<time class=day>")
    ran = built.build()

    assert {"template:macros/post.html"} | {f"page:{key}" for key in POSTS} == ran.ran
    assert built.is_clean()


@pytest.mark.parametrize("path", ["shortcodes/remark.html", "partials/icon.html"])
def test_shortcode(built, path):
    """A shortcode, and what it includes, lead to the pages whose bodies use it."""
    built.edit(f"templates/{path}", "<", "<b></b><")
    ran = built.build()

    assert {"blog/b"} == ran.of("page")
    assert {"blog/b/index.html"} == {path for path in ran.changed if path.endswith(".html")}
    assert built.is_clean()


@pytest.mark.parametrize(
    ("path", "task", "file"),
    [
        ("list.html", "listing:/guide/", "guide/index.html"),
        ("home.html", "listing:/", "index.html"),
        ("taxonomy.html", "listing:/tags/", "tags/index.html"),
        ("404.html", "listing:/404.html", "404.html"),
        ("sitemap.xml", "sitemap", "sitemap.xml"),
        ("robots.txt", "robots", "robots.txt"),
    ],
)
def test_template_of_one_target(built, path, task, file):
    """A template that one target uses leads to that target alone."""
    text = built.read(f"templates/{path}")
    built.write(f"templates/{path}", text.replace("{% block main %}", "{% block main %}!") + "!")
    ran = built.build()

    assert {f"template:{path}", task} == ran.ran
    assert ran.changed <= {file}
    assert built.is_clean()


def test_unused_template(built):
    """A template that no page uses is checked and goes no further."""
    built.edit("themes/default/templates/section.html", "page.title", "page.url")
    ran = built.build()

    assert {"template:section.html"} == ran.ran
    assert frozenset() == ran.changed


def test_template_that_overrides(built):
    """A template that appears is used where it comes first, and let go when it is deleted."""
    before = built.published()
    built.write("templates/guide/single.html", "<p>{{ page.title }}</p>\n")
    ran = built.build()

    pages = {"page:guide/kit", "page:guide/one", "page:guide/two"}
    assert {"template:guide/single.html", "edges", "asset_deps"} | pages == ran.ran
    assert "<p>Kit</p>\n" == built.read("public/guide/kit/index.html")
    assert built.is_clean()

    built.remove("templates/guide/single.html")
    ran = built.build()

    assert {"edges", "asset_deps"} | pages == ran.ran
    assert before == built.published()
    assert built.is_clean()


def test_partial_that_shadows_the_theme(built):
    """A partial of the site is taken before that of the theme, and the theme's comes back."""
    before = built.published()
    built.write("templates/partials/footer.html", "<footer>Ours.</footer>\n")
    ran = built.build()

    assert {"template:partials/footer.html"} | HTML == ran.ran - {"edges"}
    assert built.is_clean()

    built.remove("templates/partials/footer.html")
    built.build()

    assert before == built.published()


def test_shortcode_that_appears(built):
    """A shortcode that a body asked for in vain is used as soon as it is there."""
    built.edit("content/about.md", "Who we are.", ":::{stamp}\nWho we are.\n:::")
    ran = built.build()
    assert "content/about.md:5: there is no directive or shortcode 'stamp'" in ran.text

    built.write("templates/shortcodes/stamp.html", "<b>{{ body }}</b>\n")
    ran = built.build()

    assert {"about"} == ran.of("page")
    assert "warning" not in ran.text
    assert "<b><p>Who we are.</p>" in built.read("public/about/index.html")
    assert built.is_clean()


def test_template_named_in_front_matter(built):
    """A page that names another template is made with that one."""
    built.write("templates/bare.html", "{{ page.content }}")
    built.build()
    built.edit("content/about.md", "title: About", "title: About\ntemplate: bare.html")
    ran = built.build()

    assert {"about/index.html"} == ran.changed
    assert "<p>Who we are.</p>\n" == built.read("public/about/index.html")
    assert built.is_clean()


def test_include_that_may_be_missing(built):
    """An optional include is used as soon as it is there."""
    built.edit("templates/404.html", "<p>", '{% include "partials/sorry.html" ignore missing %}<p>')
    built.build()
    built.write("templates/partials/sorry.html", "Sorry.\n")
    ran = built.build()

    assert {"/404.html"} == ran.of("listing")
    assert set() == ran.of("page")
    assert built.is_clean()


def test_first_of_several_includes(built):
    """Of several names to include the first counts, also when it appears later."""
    names = '["partials/first.html", "partials/icon.html"]'
    built.edit("templates/404.html", "<p>", f"{{% include {names} %}}<p>")
    built.build()
    built.write("templates/partials/first.html", "First.\n")
    ran = built.build()

    assert {"listing:/404.html", "template:partials/first.html"} == ran.ran - {"edges"}
    assert "First." in built.read("public/404.html")
    assert built.is_clean()


def test_renamed_template(built):
    """A partial under a new name is found when its users name it."""
    built.rename("templates/partials/promo.html", "templates/partials/offer.html")
    built.edit("templates/page.html", "promo.html", "offer.html")
    ran = built.build()

    assert PAGES == ran.of("page")
    assert frozenset() == ran.changed
    assert built.is_clean()


def test_links_between_pages_of_a_query(built):
    """A list by a query is stale when a page enters it, whatever the page's other fields."""
    built.edit("templates/404.html", "<p>", "{% for p in site.pages | where('mood', 'wild') %}"
               "{{ p.title }}{% endfor %}<p>")  # fmt: skip
    built.build()
    built.edit("content/blog/c.md", "calm", "wild")
    ran = built.build()

    assert {"parse:blog/c", "metadata", "listing:/404.html"} == ran.ran - {"edges"}
    assert {"404.html"} == ran.changed
    assert built.is_clean()


def test_count_of_a_query(built):
    """Where only the number of pages is shown, their titles do not count."""
    built.edit("templates/404.html", "<p>", "{{ site.regular_pages | length }}<p>")
    built.build()
    built.edit("content/about.md", "title: About", "title: About us")
    ran = built.build()
    assert set() == ran.of("listing")

    built.write("content/more.md", "More.\n")
    ran = built.build()
    assert "/404.html" in ran.of("listing")
    assert built.is_clean()


@pytest.mark.parametrize("name", ["out/page.html", ".hidden.html", "page.html~", "../snip/s.md"])
def test_template_that_is_none(built, tmp_path, name):
    """A name that leads behind a link, to a hidden file, or out of the folder is no template."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out/page.html").write_text("Secret.")
    (built.root / "templates/out").symlink_to(tmp_path / "out")
    built.write("templates/.hidden.html", "Secret.")
    built.write("templates/page.html~", "Secret.")
    built.edit("templates/404.html", "<p>", f'{{% include "{name}" ignore missing %}}<p>')
    ran = built.build()

    assert {} == ran.failed
    assert "Secret." not in built.read("public/404.html")
    assert frozenset() == built.build().ran
    assert built.is_clean()
