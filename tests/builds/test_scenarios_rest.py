"""The scenarios of settings, code, names, outputs, data and assets."""

from __future__ import annotations

import pytest

from tests.builds.scenarios import (
    Scenario,
    append,
    change,
    differences,
    environ,
    link,
    make_folder,
    put_bytes,
    remove,
    rename,
    write,
)


EXT = '[build]\nextensions = ["ext.py"]\n\n[params]'

SCENARIOS = {
    "31 title of the site": Scenario(
        (change("bengal.toml", 'title = "Sample"', 'title = "Example"'),),
        ran="HTML FEEDS config urls",
        changed="HTML FEEDS",
    ),
    "32 host of the base URL": Scenario(
        (change("bengal.toml", "https://example.org", "https://example.com"),),
        ran="FEEDS config sitemap",
        changed="FEEDS sitemap.xml",
    ),
    "32 path of the base URL": Scenario(
        (change("bengal.toml", "https://example.org", "https://example.org/docs"),),
        ran=(
            "HTML FEEDS asset:css/site.css asset:css/theme.css asset:js/app.js "
            "compile:css/site.css compile:css/theme.css compile:js/app.js config search sitemap"
        ),
        changed="HTML FEEDS search.json sitemap.xml",
    ),
    "33 setting that nothing reads": Scenario(
        (change("bengal.toml", "nothing reads this", "nobody reads this"),),
        ran="config",
        changed="",
    ),
    "34 option of the parser": Scenario(
        (change("bengal.toml", "[params]", "[markdown]\nhard_wrap = true\n\n[params]"),),
        before=(change("content/about.md", "Who we are.", "Who\nwe are."),),
        ran=(
            "config page:about parse:_index parse:about parse:blog/_index parse:blog/a "
            "parse:blog/b parse:blog/c parse:blog/d parse:guide/_index parse:guide/kit "
            "parse:guide/one parse:guide/two"
        ),
        changed="about/index.html",
    ),
    "35 body of a function": Scenario(
        (change("ext.py", "upper", "title"),),
        before=(
            write("ext.py", "def shout(text):\n    return text.upper()\n"),
            change("bengal.toml", "[params]", EXT),
            change("templates/404.html", "Not here.", '{{ shout("not here") }}'),
        ),
        ran="listing:/404.html",
        changed="404.html",
    ),
    "36 extension added": Scenario(
        (change("bengal.toml", "[params]", EXT),),
        before=(write("ext.py", "def shout(text):\n    return text.upper()\n"),),
        ran="HTML FEEDS config edges robots sitemap",
        changed="",
    ),
    "36 extension removed": Scenario(
        (change("bengal.toml", EXT, "[params]"),),
        before=(
            write("ext.py", "def shout(text):\n    return text.upper()\n"),
            change("bengal.toml", "[params]", EXT),
        ),
        ran="HTML FEEDS config edges robots sitemap",
        changed="",
    ),
    "38 environment variable": Scenario(
        (environ("COLOUR", "red"),),
        before=(change("templates/404.html", "Not here.", '{{ env("COLOUR") or "none" }}'),),
        ran="listing:/404.html",
        changed="404.html",
    ),
    "40 profile, there": Scenario(
        (environ("BENGAL_PROFILE", "dev"),),
        before=(append("bengal.toml", '\n[profile.dev.site]\ntitle = "Dev"\n'),),
        ran="HTML FEEDS config urls",
        changed="HTML FEEDS",
    ),
    "40 profile, and back": Scenario(
        (environ("BENGAL_PROFILE", ""),),
        before=(
            append("bengal.toml", '\n[profile.dev.site]\ntitle = "Dev"\n'),
            environ("BENGAL_PROFILE", "dev"),
        ),
        ran="HTML FEEDS config urls",
        changed="HTML FEEDS",
    ),
    "41 renamed with its slug": Scenario(
        (rename("content/blog/b.md", "content/blog/other.md"),),
        before=(change("content/blog/b.md", "title: Post B", "title: Post B\nslug: bee"),),
        ran=(
            "FEEDS asset_deps edges index:date_range index:section listing:/blog/page/2/ "
            "listing:/tags/x/ metadata page:blog/a page:blog/c page:blog/other "
            "parse:blog/other search sections sitemap taxonomy"
        ),
        changed="",
    ),
    "42 renamed": Scenario(
        (rename("content/blog/b.md", "content/blog/bee.md"),),
        ran=(
            "FEEDS asset_deps edges index:date_range index:section listing:/blog/page/2/ "
            "listing:/tags/x/ metadata page:blog/a page:blog/bee page:blog/c "
            "parse:blog/bee prune search sections sitemap taxonomy urls"
        ),
        changed=(
            "FEEDS blog/a/index.html blog/b/index.html blog/bee/index.html "
            "blog/c/index.html blog/page/2/index.html search.json sitemap.xml "
            "tags/x/index.html"
        ),
    ),
    "43 slug added": Scenario(
        (change("content/blog/b.md", "title: Post B", "title: Post B\nslug: bee"),),
        ran=(
            "FEEDS edges listing:/blog/page/2/ listing:/tags/x/ metadata page:blog/a "
            "page:blog/b page:blog/c parse:blog/b prune search sitemap urls"
        ),
        changed=(
            "FEEDS blog/a/index.html blog/b/index.html blog/bee/index.html "
            "blog/c/index.html blog/page/2/index.html search.json sitemap.xml "
            "tags/x/index.html"
        ),
    ),
    "43 slug removed": Scenario(
        (change("content/blog/b.md", "\nslug: bee", ""),),
        before=(change("content/blog/b.md", "title: Post B", "title: Post B\nslug: bee"),),
        ran=(
            "FEEDS edges listing:/blog/page/2/ listing:/tags/x/ metadata page:blog/a "
            "page:blog/b page:blog/c parse:blog/b prune search sitemap urls"
        ),
        changed=(
            "FEEDS blog/a/index.html blog/b/index.html blog/bee/index.html "
            "blog/c/index.html blog/page/2/index.html search.json sitemap.xml "
            "tags/x/index.html"
        ),
    ),
    "44 alias edited": Scenario(
        (change("content/about.md", "/us/", "/we/"),),
        before=(change("content/about.md", "title: About", "title: About\naliases: [/us/]"),),
        ran="edges metadata parse:about prune redirect:/we/ urls",
        changed="us/index.html we/index.html",
    ),
    "44 alias removed": Scenario(
        (change("content/about.md", "\naliases: [/us/]", ""),),
        before=(change("content/about.md", "title: About", "title: About\naliases: [/us/]"),),
        ran="edges metadata parse:about prune urls",
        changed="us/index.html",
    ),
    "45 folder renamed": Scenario(
        (rename("content/guide", "content/manual"),),
        ran=(
            "asset_deps edges index:section listing:/ listing:/404.html listing:/blog/ "
            "listing:/blog/page/2/ listing:/manual/ listing:/tags/ listing:/tags/x/ "
            "listing:/tags/y/ menus metadata page:about page:blog/a page:blog/b "
            "page:blog/c page:blog/d page:manual/kit page:manual/one page:manual/two "
            "parse:manual/_index parse:manual/kit parse:manual/one parse:manual/two prune "
            "search sections sitemap static:content/manual/kit/parts.txt urls"
        ),
        changed=(
            "HTML guide/index.html guide/kit/index.html guide/kit/parts.txt "
            "guide/one/index.html guide/two/index.html manual/kit/parts.txt search.json "
            "sitemap.xml"
        ),
    ),
    "46 case of a name": Scenario(
        (rename("content/about.md", "content/About.md"),),
        ran=(
            "asset_deps edges index:section metadata page:About parse:About search sections sitemap"
        ),
        changed="",
    ),
    "47 file becomes folder": Scenario(
        (rename("content/about.md", "content/about/index.md"),),
        ran="asset_deps edges metadata page:about parse:about",
        changed="",
    ),
    "47 folder becomes file": Scenario(
        (
            rename("content/about/index.md", "content/about.md"),
            remove("content/about"),
        ),
        before=(rename("content/about.md", "content/about/index.md"),),
        ran="asset_deps edges metadata page:about parse:about",
        changed="",
    ),
    "49 output edited": Scenario(
        (write("public/about/index.html", "other"),),
        ran="page:about",
        changed="about/index.html",
    ),
    "49 output deleted": Scenario(
        (remove("public/about/index.html"),),
        ran="page:about",
        changed="about/index.html",
    ),
    "49 output emptied": Scenario(
        (write("public/about/index.html", ""),),
        ran="page:about",
        changed="about/index.html",
    ),
    "49 output replaced by a link": Scenario(
        (
            remove("public/about/index.html"),
            link("public/about/index.html", "public/index.html"),
        ),
        ran="page:about",
        changed="about/index.html",
    ),
    "49 output replaced by a folder": Scenario(
        (
            remove("public/about/index.html"),
            make_folder("public/about/index.html"),
        ),
        ran="page:about",
        changed="about/index.html",
    ),
    "51 data": Scenario(
        (change("data/team.yaml", "lead: Ann", "lead: Bob"),),
        ran="data page:guide/one",
        changed="guide/one/index.html",
    ),
    "51 data that nothing reads": Scenario(
        (change("data/team.yaml", "nothing reads this", "nobody reads this"),),
        ran="data",
        changed="",
    ),
    "53 style sheet": Scenario(
        (change("assets/css/site.css", "navy", "teal"),),
        ran="HTML asset:css/site.css compile:css/site.css edges manifest prune",
        changed="HTML asset-manifest.json assets/css/site.*.css",
    ),
    "55 image": Scenario(
        (put_bytes("assets/img/hero.png", b"\x89PNG another"),),
        ran="FEEDS asset:img/hero.png edges manifest page:blog/a prune",
        changed="FEEDS asset-manifest.json assets/img/hero.*.png blog/a/index.html",
    ),
    "56 content beside assets": Scenario(
        (change("content/about.md", "Who", "What"),),
        ran="page:about parse:about search",
        changed="about/index.html search.json",
    ),
    "56 one asset of several": Scenario(
        (change("assets/js/app.js", "app", "App"),),
        ran="asset:js/app.js compile:js/app.js edges manifest prune",
        changed="asset-manifest.json assets/js/app.*.js",
    ),
    "57 asset removed": Scenario(
        (remove("assets/img/hero.png"),),
        ran="FEEDS asset_deps edges health manifest page:blog/a prune urls",
        changed="FEEDS asset-manifest.json assets/img/hero.*.png blog/a/index.html",
    ),
    "58 assets with equal bytes": Scenario(
        (write("assets/js/copy.js", 'console.log("app")\n'),),
        ran="asset:js/copy.js compile:js/copy.js edges health manifest urls",
        changed="asset-manifest.json assets/js/copy.*.js",
    ),
}


@pytest.mark.parametrize("scenario", SCENARIOS.values(), ids=SCENARIOS)
def test_scenario(built, scenario):
    """Exactly the tasks and files that an edit concerns run and change, as in a clean build."""
    assert [] == differences(built, scenario)
