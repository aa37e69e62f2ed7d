"""The scenarios of what is made of many pages, and of pages that come and go."""

from __future__ import annotations

import pytest

from tests.builds.scenarios import Scenario, change, differences, later, remove, write


POST = "---\ntitle: Post E\ndate: 2026-01-05\ntags: [x]\n---\nThe body of E.\n"
RECENT = (
    "<ul>{% for p in site.regular_pages | where('section', 'blog') | sort_by('date', reverse=true)"
    " | limit(3) %}<li>{{ p.title }}{% endfor %}</ul><main>"
)

SCENARIOS = {
    "17 title": Scenario(
        (change("content/blog/b.md", "Post B", "Post Bee"),),
        ran=(
            "FEEDS listing:/blog/page/2/ listing:/tags/x/ metadata page:blog/a "
            "page:blog/b page:blog/c parse:blog/b search"
        ),
        changed=(
            "FEEDS blog/a/index.html blog/b/index.html blog/c/index.html "
            "blog/page/2/index.html search.json tags/x/index.html"
        ),
    ),
    "18 date that changes the order": Scenario(
        (change("content/blog/b.md", "2026-01-02", "2025-12-31"),),
        ran=(
            "FEEDS edges index:date_range index:section listing:/blog/page/2/ "
            "listing:/tags/x/ metadata page:blog/a page:blog/b page:blog/c parse:blog/b "
            "search sections sitemap taxonomy"
        ),
        changed=(
            "FEEDS blog/a/index.html blog/b/index.html blog/c/index.html "
            "blog/page/2/index.html search.json sitemap.xml tags/x/index.html"
        ),
    ),
    "19 new post": Scenario(
        (write("content/blog/e.md", POST),),
        ran=(
            "FEEDS asset_deps edges index:date_range index:section listing:/ listing:/blog/ "
            "listing:/blog/page/2/ listing:/blog/page/3/ listing:/tags/ listing:/tags/x/ "
            "listing:/tags/x/page/2/ metadata page:blog/d page:blog/e parse:blog/e search "
            "sections sitemap taxonomy urls"
        ),
        changed=(
            "FEEDS blog/d/index.html blog/e/index.html blog/index.html "
            "blog/page/2/index.html blog/page/3/index.html index.html search.json "
            "sitemap.xml tags/index.html tags/x/index.html tags/x/page/2/index.html"
        ),
    ),
    "20 removed post": Scenario(
        (remove("content/blog/b.md"),),
        ran=(
            "FEEDS asset_deps edges index:date_range index:section listing:/blog/ "
            "listing:/blog/page/2/ listing:/tags/ listing:/tags/x/ metadata page:blog/a "
            "page:blog/c prune search sections sitemap taxonomy urls"
        ),
        changed=(
            "FEEDS blog/a/index.html blog/b/index.html blog/c/index.html "
            "blog/page/2/index.html search.json sitemap.xml tags/index.html "
            "tags/x/index.html"
        ),
    ),
    "21 other tag": Scenario(
        (change("content/blog/c.md", "[y]", "[z]"),),
        ran=(
            "asset_deps edges listing:/tags/ listing:/tags/y/ listing:/tags/z/ metadata "
            "page:blog/c parse:blog/c search sitemap taxonomy urls"
        ),
        changed=(
            "blog/c/index.html search.json sitemap.xml tags/index.html tags/y/index.html "
            "tags/z/index.html"
        ),
    ),
    "21 last page of a tag": Scenario(
        (
            change("content/blog/a.md", "[x, y]", "[y]"),
            change("content/blog/b.md", "[x]", "[]"),
        ),
        ran=(
            "asset_deps edges listing:/tags/ metadata page:blog/a page:blog/b parse:blog/a "
            "parse:blog/b prune search sitemap taxonomy urls"
        ),
        changed=(
            "blog/a/index.html blog/b/index.html search.json sitemap.xml tags/index.html "
            "tags/x/index.html"
        ),
    ),
    "22 two spellings of a tag": Scenario(
        (change("content/blog/b.md", "tags: [x]", "tags: [X]"),),
        ran=(
            "listing:/tags/ listing:/tags/x/ metadata page:blog/a page:blog/b "
            "parse:blog/b search taxonomy"
        ),
        changed=(
            "blog/a/index.html blog/b/index.html search.json tags/index.html tags/x/index.html"
        ),
    ),
    "23 weight": Scenario(
        (change("content/guide/two.md", "weight: 2", "weight: 9"),),
        ran=("index:section listing:/guide/ metadata parse:guide/two search sections sitemap"),
        changed="guide/index.html search.json sitemap.xml",
    ),
    "24 all posts removed": Scenario(
        (*(remove(f"content/blog/{name}.md") for name in "abcd"),),
        ran=(
            "FEEDS asset_deps edges health index:date_range index:section listing:/ "
            "listing:/blog/ metadata prune search sections sitemap taxonomy urls"
        ),
        changed=(
            "FEEDS blog/a/index.html blog/b/index.html blog/c/index.html "
            "blog/d/index.html blog/index.html blog/page/2/index.html index.html "
            "search.json sitemap.xml tags/index.html tags/x/index.html tags/y/index.html"
        ),
    ),
    "25 a sheet less": Scenario(
        (remove("content/blog/e.md"),),
        before=(write("content/blog/e.md", POST),),
        ran=(
            "FEEDS asset_deps edges index:date_range index:section listing:/ listing:/blog/ "
            "listing:/blog/page/2/ listing:/tags/ listing:/tags/x/ metadata page:blog/d "
            "prune search sections sitemap taxonomy urls"
        ),
        changed=(
            "FEEDS blog/d/index.html blog/e/index.html blog/index.html "
            "blog/page/2/index.html blog/page/3/index.html index.html search.json "
            "sitemap.xml tags/index.html tags/x/index.html tags/x/page/2/index.html"
        ),
    ),
    "26 title that a link shows": Scenario(
        (change("content/guide/two.md", "Chapter two", "Chapter 2"),),
        before=(change("content/guide/one.md", "[two](two.md)", "[](two.md)"),),
        ran=("listing:/guide/ metadata page:guide/one page:guide/two parse:guide/two search"),
        changed=("guide/index.html guide/one/index.html guide/two/index.html search.json"),
    ),
    "27 heading that is linked to": Scenario(
        (change("content/guide/two.md", "## Setup", "## Set-up"),),
        ran="edges page:guide/one page:guide/two parse:guide/two search",
        changed="guide/two/index.html search.json",
    ),
    "28 draft": Scenario(
        (change("content/blog/b.md", "title: Post B", "title: Post B\ndraft: true"),),
        ran=(
            "FEEDS asset_deps edges index:date_range index:section listing:/blog/ "
            "listing:/blog/page/2/ listing:/tags/ listing:/tags/x/ metadata page:blog/a "
            "page:blog/c prune search sections sitemap taxonomy urls"
        ),
        changed=(
            "FEEDS blog/a/index.html blog/b/index.html blog/c/index.html "
            "blog/page/2/index.html search.json sitemap.xml tags/index.html "
            "tags/x/index.html"
        ),
    ),
    "29 page falls due": Scenario(
        (later(40 * 86400),),
        before=(change("content/blog/d.md", "2026-01-04", "2027-02-01"),),
        ran=(
            "FEEDS asset_deps edges index:date_range index:section listing:/ listing:/blog/ "
            "listing:/blog/page/2/ metadata page:blog/c page:blog/d parse:blog/d search "
            "sections sitemap urls"
        ),
        changed=(
            "FEEDS blog/c/index.html blog/d/index.html blog/index.html "
            "blog/page/2/index.html index.html search.json sitemap.xml"
        ),
    ),
    "29 page expires": Scenario(
        (later(40 * 86400),),
        before=(
            change("content/blog/d.md", "title: Post D", "title: Post D\nexpiry_date: 2027-02-01"),
        ),
        ran=(
            "FEEDS asset_deps edges index:date_range index:section listing:/ listing:/blog/ "
            "listing:/blog/page/2/ metadata page:blog/c prune search sections sitemap "
            "urls"
        ),
        changed=(
            "FEEDS blog/c/index.html blog/d/index.html blog/index.html "
            "blog/page/2/index.html index.html search.json sitemap.xml"
        ),
    ),
    "30 post of a list on every page": Scenario(
        (write("content/blog/e.md", POST),),
        before=(change("templates/base.html", "<main>", RECENT),),
        ran=(
            "HTML FEEDS asset_deps edges index:date_range index:section listing:/blog/page/3/ "
            "listing:/tags/x/page/2/ metadata page:blog/e parse:blog/e search sections "
            "sitemap taxonomy urls"
        ),
        changed="HTML FEEDS search.json sitemap.xml",
    ),
    "30 body beside a list on every page": Scenario(
        (change("content/blog/b.md", "body of B", "BODY of B"),),
        before=(change("templates/base.html", "<main>", RECENT),),
        ran="FEEDS page:blog/b parse:blog/b search",
        changed="FEEDS blog/b/index.html search.json",
    ),
}


@pytest.mark.parametrize("scenario", SCENARIOS.values(), ids=SCENARIOS)
def test_scenario(built, scenario):
    """Exactly the tasks and files that an edit concerns run and change, as in a clean build."""
    assert [] == differences(built, scenario)
