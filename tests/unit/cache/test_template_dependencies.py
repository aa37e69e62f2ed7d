"""Template dependencies: the whole chain of each page, asked both ways."""

from __future__ import annotations

import pytest

from bengal_tasks.cache.template_dependencies import TemplateChain, TemplateDependencies


@pytest.fixture
def templates(built):
    """Return what the build of the sample recorded."""
    return TemplateDependencies(built.root / ".bengal")


def test_chain(templates):
    """The page's own template comes first, then what it extends, includes and imports."""
    chain = templates.chain("content/blog/a.md")

    assert "content/blog/a.md → blog/single.html → macros/post.html, page.html, base.html, " in (
        str(chain)
    )
    assert chain.templates == templates.templates_of("content/blog/a.md")
    assert {"base.html", "partials/nav.html", "partials/footer.html"} <= set(chain.others)
    assert templates.chains()["content/blog/a.md"] == chain


def test_computed_names_are_there_and_false_conditions_are_not(templates):
    """A partial whose name is a variable counts for the page that included it, and for no other."""
    assert ["content/about.md"] == templates.pages_of("partials/widget.html")
    assert ["content/guide/two.md"] == templates.pages_of("partials/promo.html")
    assert [] == templates.pages_of("partials/never.html")


def test_pages_of_a_template(templates, built):
    """A template leads to its pages and listings, by its name or by its file."""
    pages = templates.pages_of("partials/nav.html")

    assert {"content/about.md", "content/blog/_index.md", "/tags/x/", "/404.html"} <= set(pages)
    assert pages == templates.pages_of("templates/partials/nav.html")
    footer = "themes/default/templates/partials/footer.html"
    assert templates.pages_of(footer) == templates.pages_of("partials/footer.html") != []
    assert [] == templates.pages_of("gone.html")
    assert () == templates.templates_of(built.root / "content/gone.md")
    assert templates.templates_of(built.root / "content/about.md")[0] == "page.html"


def test_it_holds(built, templates):
    """An edit of a template runs the pages that are told, and no others."""
    told = set(templates.pages_of("partials/promo.html"))
    built.edit("templates/partials/promo.html", "", "<p>more</p>")

    ran = built.build()
    assert {"guide/two"} == ran.of("page")
    assert {"content/guide/two.md"} == told


def test_a_page_with_one_template():
    """A chain of one is told without an end."""
    assert "/rss.xml → rss.xml" == str(TemplateChain("/rss.xml", "rss.xml"))


def test_without_a_build(tmp_path):
    """There is nothing to tell before a build."""
    with pytest.raises(FileNotFoundError):
        TemplateDependencies(tmp_path / ".bengal")
