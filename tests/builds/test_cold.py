"""The first build of a site."""

from __future__ import annotations


PAGES = {
    "about", "blog/a", "blog/b", "blog/c", "blog/d", "guide/kit", "guide/one", "guide/two",
}  # fmt: skip
LISTINGS = {
    "/", "/404.html", "/blog/", "/blog/page/2/", "/guide/", "/tags/", "/tags/x/", "/tags/y/",
}  # fmt: skip
INDEXES = {
    "config", "data", "metadata", "taxonomy", "sections", "menus", "urls", "manifest", "asset_deps",
    "edges", "health", "sitemap", "robots", "search",
}  # fmt: skip


def test_everything_runs_once(site):
    """A first build runs every task there is, and finds nothing to prune."""
    ran = site.build()

    assert 0 == ran.status
    assert PAGES == ran.of("page")
    assert LISTINGS == ran.of("listing")
    assert {"_index", "blog/_index", "guide/_index"} | PAGES == ran.of("parse")
    assert {"/rss.xml", "/blog/rss.xml"} == ran.of("feed")
    assert {"css/site.css", "css/theme.css", "img/hero.png", "js/app.js"} == ran.of("asset")
    assert {"content/guide/kit/parts.txt", "static/hello.txt"} == ran.of("static")
    assert INDEXES == {name for name in ran.ran if ":" not in name}
    assert {"prune"} == ran.up_to_date


def test_template_tasks_are_those_of_site_and_theme(site):
    """Each template is a task, whether the site or its theme has it."""
    ran = site.build()

    names = {path.partition("templates/")[2] for path in site.sources() if "templates/" in path}
    assert names == ran.of("template")


def test_published_files(site):
    """What is published is known by name, and is nothing else."""
    site.build()

    assets = {
        "assets/css/site.15734bd4.css",
        "assets/css/theme.81c02abb.css",
        "assets/img/hero.a29e0551.png",
        "assets/js/app.b10fce4c.js",
    }
    folders = {name.removeprefix("/") for name in LISTINGS - {"/404.html"}}
    folders |= {f"{key}/" for key in PAGES}
    texts = {"404.html", "asset-manifest.json", "blog/rss.xml", "guide/kit/parts.txt", "hello.txt"}
    texts |= {"robots.txt", "rss.xml", "search.json", "sitemap.xml"}
    assert {f"{folder}index.html" for folder in folders} | texts | assets == set(site.published())


def test_modes_are_plain(site):
    """Published files can be read by a server, whatever modes the sources have."""
    (site.root / "static/hello.txt").chmod(0o700)
    site.build()

    assert {0o100644} == {mode for _, mode in site.published().values()}


def test_page_text(site):
    """A page shows title, body, links, terms and neighbours."""
    site.build()

    assert site.read("public/blog/b/index.html") == (
        "<!doctype html>\n"
        "<title>Post B - Sample</title>\n"
        '<link rel="stylesheet" href="/assets/css/theme.81c02abb.css">\n'
        '<link rel="stylesheet" href="/assets/css/site.15734bd4.css">\n'
        '<nav><a href="/blog/">Blog</a> <a href="/guide/">Guide</a> </nav><main>\n'
        "<h1>Post B</h1>\n"
        "<p>The body of B.</p>\n"
        "<aside><i>!</i><p>Mind this.</p>\n</aside>\n\n\n"
        "<time>2026-01-02</time>\n"
        '<a href="/tags/x/">x</a> <a rel="prev" href="/blog/a/">Post A</a>'
        '<a rel="next" href="/blog/c/">Post C</a></main>\n'
        "<footer>The end.</footer>\n"
    )


def test_theme_of_the_package(site):
    """A site without a theme of its own gets the default theme that the package carries."""
    site.remove("themes")
    site.remove("templates")
    ran = site.build()

    assert {} == ran.failed
    assert "footer" in site.read("public/index.html")
    assert frozenset() == site.build().ran
    assert site.is_clean()


def test_smallest_site(site):
    """A configuration and nothing else makes a home page."""
    for path in ("content", "templates", "data", "assets", "static", "snip", "themes"):
        site.remove(path)
    ran = site.build()

    assert 0 == ran.status
    assert "index.html" in site.published()
    assert frozenset() == site.build().ran
