"""Assets: published under a name with a fingerprint, which pages follow."""

from __future__ import annotations

import json

from bengal_tasks.store.codec import decode
from tests.builds.test_edit_template import HTML


ENDS = {"prune", "edges"}


def test_css(built):
    """A style sheet gets a new name, every page follows, and the old file goes."""
    built.edit("assets/css/site.css", "navy", "teal")
    ran = built.build()

    assert {"compile:css/site.css", "asset:css/site.css", "manifest"} | HTML | ENDS == ran.ran
    old, new = "assets/css/site.15734bd4.css", "assets/css/site.5b818f4c.css"
    assert {old, new} == {path for path in ran.changed if path.endswith(".css")}
    assert old not in built.published()
    assert {"feed:/rss.xml", "sitemap", "search", "asset:css/theme.css"} <= ran.up_to_date
    assert built.is_clean()


def test_image(built):
    """An image leads to the pages that show it."""
    (built.root / "assets/img/hero.png").write_bytes(b"\x89PNG another")
    ran = built.build()

    assert {"blog/a"} == ran.of("page")
    assert set() == ran.of("listing")
    assert {"blog/a/index.html", "asset-manifest.json"} <= ran.changed
    assert built.is_clean()


def test_what_a_page_loads_is_noted(built):
    """What HTML in a source loads is noted for its page; what it links to, or is elsewhere, not."""
    html = '<p style="background: url(x.png)"><img src="//e.org/y.png"></p><a href="/z.pdf">z</a>'
    built.edit("content/about.md", "Who", f"{html}\n\nWho")
    built.build()

    noted = decode((built.root / ".bengal/asset_deps.json.zst").read_bytes())["pages"]
    assert "x.png" in noted["content/about.md"]["assets"]
    assert {"//e.org/y.png", "/z.pdf"}.isdisjoint(noted["content/about.md"]["assets"])


def test_asset_that_no_page_uses(built):
    """A script that no page loads leads to the manifest and no page."""
    built.edit("assets/js/app.js", "app", "App")
    ran = built.build()

    assert {"compile:js/app.js", "asset:js/app.js", "manifest"} | ENDS == ran.ran
    assert built.is_clean()


def test_manifest_of_a_content_edit(built):
    """The manifest stays as it is when content is edited."""
    before = built.read("public/asset-manifest.json")
    built.edit("content/about.md", "Who", "What")
    ran = built.build()

    assert "manifest" in ran.up_to_date
    assert before == built.read("public/asset-manifest.json")


def test_manifest_of_one_edit(built):
    """An asset that is edited changes its own row of the manifest and no other."""
    before = json.loads(built.read("public/asset-manifest.json"))["assets"]
    built.edit("assets/js/app.js", "app", "App")
    built.build()

    after = json.loads(built.read("public/asset-manifest.json"))["assets"]
    assert {"js/app.js"} == {name for name in before if before[name] != after[name]}
    assert before.keys() == after.keys()


def test_asset_that_shadows_the_theme(built):
    """An asset of the site is taken before that of the theme, and the theme's comes back."""
    before = built.published()
    built.write("assets/css/theme.css", "main { margin: 0 }\n")
    ran = built.build()

    own = {"compile:css/theme.css", "asset:css/theme.css", "urls", "manifest"}
    assert own | HTML | ENDS == ran.ran
    assert built.is_clean()

    built.remove("assets/css/theme.css")
    built.build()
    assert before == built.published()


def test_new_asset(built):
    """An asset that a page asked for in vain is linked as soon as it is there."""
    built.edit("templates/404.html", "<p>", '{{ asset_url("js/late.js") }}<p>')
    ran = built.build()
    assert "warning templates/404.html: there is no asset 'js/late.js'" in ran.text

    built.write("assets/js/late.js", "late()\n")
    ran = built.build()

    assert {"/404.html"} == ran.of("listing")
    assert "/assets/js/late." in built.read("public/404.html")
    assert built.is_clean()


def test_removed_asset(built):
    """An asset that is gone is told to the page that shows it, with file and line."""
    built.remove("assets/img/hero.png")
    ran = built.build()

    assert "warning content/blog/a.md:8: the image leads nowhere: /img/hero.png" in ran.text
    assert {"blog/a"} == ran.of("page")
    assert 'src="/img/hero.png"' in built.read("public/blog/a/index.html")
    assert built.is_clean()


def test_fingerprints_off_and_on(built):
    """Without fingerprints assets keep their names, and pages follow there and back."""
    before = built.published()
    built.edit("bengal.toml", "[params]", "[assets]\nfingerprint = false\n\n[params]")
    built.build()

    assert "assets/css/site.css" in built.published()
    assert "assets/css/site.15734bd4.css" not in built.published()
    assert built.is_clean()

    built.edit("bengal.toml", "[assets]\nfingerprint = false\n\n", "")
    built.build()
    assert before == built.published()


def test_two_assets_with_equal_bytes(built):
    """Assets with equal bytes are published each under its own name."""
    built.write("assets/js/copy.js", built.read("assets/js/app.js"))
    built.build()

    scripts = {path for path in built.published() if path.endswith(".js")}
    assert {"assets/js/app.b10fce4c.js", "assets/js/copy.b10fce4c.js"} == scripts
    assert built.is_clean()


def test_static_file(built):
    """A file that is copied leads to its copy and nothing else."""
    built.edit("static/hello.txt", "hello", "good day")
    ran = built.build()

    assert {"static:static/hello.txt"} == ran.ran
    assert {"hello.txt"} == ran.changed == ran.rewritten
    assert built.is_clean()


def test_excluded_asset(built):
    """An asset that is excluded is let go."""
    built.edit("bengal.toml", "[params]", '[assets]\nexclude = ["js/*"]\n\n[params]')
    built.build()

    assert {} == {path: 1 for path in built.published() if path.endswith(".js")}
    assert built.is_clean()
