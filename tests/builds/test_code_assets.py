"""Styles and scripts: bundled, made smaller, and named by what they come to in the end."""

from __future__ import annotations

import json
import re
from unittest import mock

import pytest

from bengal_tasks.cli import pool
from bengal_tasks.cli.pool import perform_batch
from bengal_tasks.model.keys import ASSET_DEPS
from bengal_tasks.store.artefacts import ArtefactReader
from tests.gallery import draw


PAGES = {"page:about", "page:blog/b", "page:blog/c", "page:pic"}
"""The pages that load the stylesheet."""

ENDS = {"manifest", "prune", "edges"}


def _published(space, name):
    """Return the published path of an asset, by the manifest."""
    return json.loads(space.read("public/asset-manifest.json"))["assets"][name]["output_path"]


def test_import_is_bundled(shown):
    """A stylesheet is published with what it imports, small, and with the names of its images."""
    text = shown.read(f"public/{_published(shown, 'css/s.css')}")

    assert ":root{--gap: 1px }" in text
    assert "color:#fff" in text
    assert f'url("../{_published(shown, "img/bg.png").removeprefix("assets/")}?x#y")' in text
    assert "@import" not in text


def test_edit_of_an_import(shown):
    """An imported stylesheet that is edited leads to those that import it, and to their pages."""
    shown.edit("assets/css/vars.css", "1px", "2px")
    ran = shown.build()

    both = {f"{family}:css/{name}.css" for family in ("compile", "asset") for name in ("s", "vars")}
    assert both | PAGES | ENDS == ran.ran
    assert {"compile:css/print.css", "page:show"} <= ran.up_to_date
    assert shown.is_clean()


def test_comment_in_an_import(shown):
    """A comment changes no published byte: the compiled forms come out equal."""
    shown.edit("assets/css/vars.css", ":root", "/* all */\n:root")
    ran = shown.build()

    assert {"compile:css/s.css", "compile:css/vars.css"} == ran.ran
    assert frozenset() == ran.changed | ran.rewritten
    assert shown.is_clean()


def test_image_of_a_stylesheet(shown):
    """An image leads to the stylesheet that shows it, that to its pages, and to nothing else."""
    draw(shown, "assets/img/bg.png", (40, 30), shade=9)
    ran = shown.build()

    assert {"asset:img/bg.png", "asset:css/s.css"} | PAGES | ENDS == ran.ran
    assert shown.is_clean()


def test_scripts_in_a_circle(shown):
    """Scripts that import each other are named together; a third one keeps its name."""
    before = {name: _published(shown, f"js/{name}.js") for name in ("app", "b", "alone")}
    shown.edit("assets/js/b.js", "=> a", "=> a + 1")
    ran = shown.build()

    assert {"compile:js/b.js", "asset:js/b.js", "asset:js/app.js", "page:show"} | ENDS == ran.ran
    after = {name: _published(shown, f"js/{name}.js") for name in ("app", "b", "alone")}
    assert {"app", "b"} == {name for name in before if before[name] != after[name]}
    for one, other in (("app", "b"), ("b", "app")):
        name = after[other].rpartition("/")[2]
        assert f'from"./{name}"' in shown.read(f"public/{after[one]}")
    assert shown.is_clean()


def _import_a(space):
    space.write("assets/js/a.js", "export const a = 1;\n")
    space.write("assets/js/c.js", 'import "./a.js";\n')


def test_workers(shown):
    """Workers name a script after the one that it imports, whichever is linked first."""
    _import_a(shown)
    other = shown.copy("workers")
    status, text = other.shell("-n", "2")
    shown.build()

    assert 0 == status, text
    assert shown.published() == other.published()


def _read_first_told_last(workshop, jobs):
    """Perform a batch as if the task of c.js began before the others, and ended after them."""
    jobs = sorted(jobs, key=lambda job: job[0] != "asset:js/c.js")
    return perform_batch(workshop, jobs)[::-1]


def test_overtaken(shown):
    """A script that a worker linked before what it imports was there is linked again."""
    _import_a(shown)
    with mock.patch.object(pool, "perform_batch", _read_first_told_last):
        ran = shown.build("run", "-n", "2")

    assert {"js/a.js", "js/c.js"} == ran.of("asset")
    imported = _published(shown, "js/a.js").rpartition("/")[2]
    assert f'import"./{imported}"' in shown.read(f"public/{_published(shown, 'js/c.js')}")
    assert shown.is_clean()
    assert frozenset() == shown.build().ran


def test_import_that_appears(shown):
    """An import that leads nowhere is told with its place, and is taken in when it is there."""
    shown.edit("assets/css/s.css", "vars", "later")
    ran = shown.build()
    assert "assets/css/s.css:1" in ran.text

    shown.write("assets/css/later.css", "q { color: red }\n")
    shown.build()

    assert "q{color:red}" in shown.read(f"public/{_published(shown, 'css/s.css')}")
    assert shown.is_clean()


def test_import_that_is_shadowed(shown):
    """An import means the site's own stylesheet as soon as there is one, not the theme's."""
    shown.write("themes/default/assets/css/theme-vars.css", "t { color: blue }\n")
    shown.edit("assets/css/s.css", "vars.css", "theme-vars.css")
    shown.build()
    assert "t{color:blue}" in shown.read(f"public/{_published(shown, 'css/s.css')}")

    shown.write("assets/css/theme-vars.css", "t { color: pink }\n")
    ran = shown.build()

    assert {"compile:css/s.css", "asset:css/s.css"} <= ran.ran
    assert "t{color:pink}" in shown.read(f"public/{_published(shown, 'css/s.css')}")
    assert shown.is_clean()


def test_image_that_is_gone(shown):
    """A stylesheet that names an image which is gone keeps the URL, and tells file and line."""
    shown.remove("assets/img/bg.png")
    ran = shown.build()

    assert "assets/css/s.css:2: there is no asset 'img/bg.png'" in ran.text
    assert "../img/bg.png?x#y" in shown.read(f"public/{_published(shown, 'css/s.css')}")
    assert shown.is_clean()


def test_strict(shown):
    """Under strict, such a reference is an error with file, line and column."""
    shown.edit("bengal.toml", "[site]", "[build]\nstrict = true\n\n[site]")
    assert 0 == shown.build().status
    shown.remove("assets/img/bg.png")
    ran = shown.build()

    assert 0 != ran.status
    assert ran.failed["asset:css/s.css"].startswith("assets/css/s.css:2:")


def test_strict_after_a_build_that_was_not(shown):
    """What was a warning is an error as soon as strict says so, though nothing else changed."""
    shown.edit("content/about.md", "See", '<img src="/assets/img/gone.png">See')
    assert 0 == shown.build().status
    shown.edit("bengal.toml", "[site]", "[build]\nstrict = true\n\n[site]")
    ran = shown.build()

    assert {"health"} == ran.failed.keys()
    assert "content/about.md:5:11: there is no /assets/img/gone.png" in ran.failed["health"]
    shown.edit("bengal.toml", "strict = true", "strict = false")
    assert 0 == shown.build().status


def test_image_that_cannot_be_published(shown):
    """A stylesheet waits for its image: while that fails the old one stays, then all is right."""
    before = _published(shown, "css/s.css")
    good = (shown.root / "assets/img/bg.png").read_bytes()
    shown.remove("assets/img/bg.png")
    (shown.root / "assets/img/bg.png").symlink_to("bg.png")
    shown.write("assets/img/bg.png.txt", "x")
    ran = shown.build()
    assert "Traceback" not in ran.text

    (shown.root / "assets/img/bg.png").unlink()
    (shown.root / "assets/img/bg.png").write_bytes(good)
    shown.remove("assets/img/bg.png.txt")
    shown.build()

    assert before == _published(shown, "css/s.css")
    assert shown.is_clean()


@pytest.mark.parametrize(
    ("setting", "name", "mark"),
    [("minify_css", "css/s.css", "color: #ffffff"), ("minify_js", "js/alone.js", "// alone\n")],
)
def test_not_minified(shown, setting, name, mark):
    """Without minifying the text stays as it was written."""
    assert mark not in shown.read(f"public/{_published(shown, name)}")
    shown.edit("bengal.toml", "[site]", f"[assets]\n{setting} = false\n\n[site]")
    ran = shown.build()

    assert mark in shown.read(f"public/{_published(shown, name)}")
    kind = name.rpartition(".")[2]
    assert {kind} == {task.rpartition(".")[2] for task in ran.of("compile")}
    assert shown.is_clean()


def test_source_maps(shown):
    """A source map stands beside what it is for, and goes when it is not asked for any more."""
    shown.edit("bengal.toml", "[site]", "[assets]\nsource_maps = true\n\n[site]")
    shown.build()

    path = _published(shown, "css/s.css")
    found = re.search(r"/\*# sourceMappingURL=(\S+) \*/", shown.read(f"public/{path}"))
    chart = json.loads(shown.read(f"public/assets/css/{found[1]}"))
    assert ["site:///assets/css/s.css", "site:///assets/css/vars.css"] == chart["sources"]
    assert shown.is_clean()

    shown.edit("bengal.toml", "source_maps = true", "source_maps = false")
    shown.build()
    assert [] == [name for name in shown.published() if name.endswith(".map")]
    assert shown.is_clean()


def test_siblings(shown):
    """Siblings that are smaller stand beside an asset, and go when nobody asks for them."""
    shown.write("assets/data/list.json", json.dumps(["one"] * 2000))
    shown.edit("bengal.toml", "[site]", '[assets]\nprecompress = ["gz", "zst"]\n\n[site]')
    shown.build()

    path = _published(shown, "data/list.json")
    assert {f"{path}.gz", f"{path}.zst"} <= set(shown.published())
    assert not any(name.endswith(".html.gz") for name in shown.published())
    assert shown.is_clean()

    shown.edit("bengal.toml", ', "zst"', "")
    shown.build()
    assert f"{path}.zst" not in shown.published()
    assert shown.is_clean()


def test_less(shown):
    """A stylesheet that nothing here can compile is an error of those that ask for it, only."""
    shown.write("assets/css/old.less", "@a: 1px;\n")
    assert 0 == shown.build().status

    shown.edit("templates/404.html", "Not", '{{ asset_url("css/old.css") }}Not')
    ran = shown.build()

    assert {"listing:/404.html"} == ran.failed.keys()
    assert "css/old.less: Less is not compiled here" in ran.failed["listing:/404.html"]


def test_exempt(shown):
    """A name that a glob exempts has no fingerprint."""
    shown.edit("bengal.toml", "[site]", '[assets]\nexempt = ["js/alone.js"]\n\n[site]')
    shown.build()

    assert "assets/js/alone.js" == _published(shown, "js/alone.js")
    assert shown.is_clean()


def test_two_sources_of_one_name(shown):
    """Two files that would be published under one name are an error that names both."""
    shown.write("assets/css/s.scss", "p { color: red }\n")
    ran = shown.build()

    assert 0 != ran.status
    assert "assets/css/s.css and assets/css/s.scss would both be published as css/s.css" in ran.text


def test_sass(shown):
    """SCSS is compiled, its parts are dependencies and are not published themselves."""
    shown.write("assets/css/_tones.scss", "$tone: #123456;\n")
    shown.write("assets/css/fine.scss", '@use "tones";\n.a { .b { color: tones.$tone } }\n')
    shown.build()

    assert ".a .b{color:#123456}" == shown.read(f"public/{_published(shown, 'css/fine.css')}")
    shown.edit("assets/css/_tones.scss", "#123456", "#654321")
    ran = shown.build()

    assert {"css/fine.css"} == ran.of("compile") == ran.of("asset")
    assert ".a .b{color:#654321}" == shown.read(f"public/{_published(shown, 'css/fine.css')}")
    assert not any("_tones" in path for path in shown.published())
    assert shown.is_clean()


def test_sass_fault(shown):
    """A fault of SCSS is told with file and line, and what is published stays."""
    shown.write("assets/css/fine.scss", ".a { color: red }\n")
    shown.build()
    before = shown.published()
    shown.write("assets/css/fine.scss", ".a {\n  color: $nothing;\n}\n")
    ran = shown.build()

    assert {"compile:css/fine.css"} == ran.failed.keys()
    assert ran.failed["compile:css/fine.css"].startswith("assets/css/fine.scss:2")
    assert before == shown.published()


def test_purge(shown):
    """Rules that no page needs are left out, told, and back when a page needs them."""
    shown.write("assets/css/s.css", ".used-here { top: 0 }\n.used-nowhere { top: 1px }\n")
    shown.edit("bengal.toml", "[site]", "[assets]\npurge_css = true\n\n[site]")
    shown.write("content/about.md", '---\ntitle: About\n---\n<p class="used-here">x</p>\n')
    ran = shown.build()

    assert "warning" not in ran.text
    audit = shown.build("assets", "audit").text
    assert "info  assets/css/s.css: 1 selector left out: .used-nowhere" in audit
    assert ".used-here{top:0}" == shown.read(f"public/{_published(shown, 'css/s.css')}")
    assert shown.is_clean()

    shown.edit("content/about.md", "used-here", "used-nowhere")
    shown.build()
    assert ".used-nowhere{top:1px}" == shown.read(f"public/{_published(shown, 'css/s.css')}")
    assert shown.is_clean()


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("snip/box.md", '<p class="used-nowhere">x</p>\n'),
        ("static/old.html", '<p class="used-nowhere">x</p>\n'),
        ("content/blog/part.svg", '<svg class="used-nowhere"/>'),
    ],
)
def test_purge_keeps_what_is_included_or_copied(shown, path, text):
    """A class that is only in an included Markdown, or in HTML that is copied, is needed."""
    shown.write("assets/css/s.css", ".used-nowhere { top: 1px }\n")
    shown.edit("bengal.toml", "[site]", "[assets]\npurge_css = true\n\n[site]")
    shown.write("snip/more.md", ":::{include} /snip/box.md\n:::\n")
    shown.write("snip/box.md", "x\n")
    shown.write("content/about.md", "---\ntitle: About\n---\n:::{include} ../snip/more.md\n:::\n")
    shown.build()
    assert "" == shown.read(f"public/{_published(shown, 'css/s.css')}")

    shown.write(path, text)
    shown.build()
    assert ".used-nowhere{top:1px}" == shown.read(f"public/{_published(shown, 'css/s.css')}")
    assert shown.is_clean()


def test_purge_reads_linked_pages(shown):
    """A page that is a link to a Markdown elsewhere says which classes are needed as well."""
    shown.write("assets/css/s.css", ".used-nowhere { top: 1px }\n")
    shown.write("drafts/p.md", '<p class="used-nowhere">x</p>\n')
    (shown.root / "content/linked.md").symlink_to("../drafts/p.md")
    shown.edit("bengal.toml", "[site]", "[assets]\npurge_css = true\n\n[site]")
    shown.build()

    assert ".used-nowhere{top:1px}" == shown.read(f"public/{_published(shown, 'css/s.css')}")


def test_shadowed_by_sass(shown):
    """A stylesheet of the site that is Sass stands for the theme's CSS where it is imported too."""
    shown.write("themes/default/assets/css/t.css", ".theme { top: 0 }\n")
    shown.write("assets/css/print.css", '@import "t.css";\n')
    shown.build()
    assert ".theme" in shown.read(f"public/{_published(shown, 'css/print.css')}")

    shown.write("assets/css/t.scss", ".ours { .deep { top: 0 } }\n")
    shown.build()
    assert ".ours .deep{top:0}" == shown.read(f"public/{_published(shown, 'css/print.css')}")
    assert shown.is_clean()


def test_output_folder_within_another(shown):
    """With ``public/docs`` as output folder nothing is missing, and assets keep logical names."""
    shown.edit("bengal.toml", "https://example.org", "https://example.org/docs")
    shown.edit("bengal.toml", "[site]", "[build]\noutput_dir = 'public/docs'\n\n[site]")
    ran = shown.build()

    assert "there is no" not in ran.text
    found = ArtefactReader(shown.root).get(ASSET_DEPS)
    assert {"/assets/css/s.css"} == set(found.value["pages"]["content/about.md"]["assets"])
    assert shown.is_clean()


def test_findings_stay(shown):
    """What is wrong is told until it is mended, also when the look at the assets is renewed."""
    told = "assets/css/a.css: 201,001 bytes; more than 200,000 are slow to load"
    shown.write("assets/css/a.css", f"a{{--b:{'c' * 200_994}}}")
    assert told in shown.build().text
    shown.write("assets/css/b.css", f"a{{--b:{'d' * 200_994}}}")
    ran = shown.build("-v", "2")

    assert "health" in ran.ran
    assert told in ran.text
    assert told.replace("a.css", "b.css") in ran.text


def test_preload(shown):
    """Every page preloads what the settings name, under its published name, there and back."""
    shown.edit("templates/base.html", "<main>", "{{ preloads() }}<main>")
    shown.build()
    before = shown.published()
    assert "preload" not in shown.read("public/about/index.html")
    shown.edit("bengal.toml", "[site]", '[assets]\npreload = ["js/alone.js"]\n\n[site]')
    shown.build()

    link = f'<link rel="preload" href="/{_published(shown, "js/alone.js")}" as="script">'
    assert link in shown.read("public/about/index.html")
    assert shown.is_clean()
    shown.edit("bengal.toml", '[assets]\npreload = ["js/alone.js"]\n\n', "")
    shown.build()
    assert before == shown.published()
