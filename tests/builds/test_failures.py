"""Failures: one broken source fails alone, is told with its place, and mends without a trace."""

from __future__ import annotations

import pytest


def test_front_matter(built):
    """A page with broken front matter fails; the others are built, its last good file stays."""
    before = built.published()
    built.edit("content/blog/c.md", "mood: calm", "mood: [calm")
    built.edit("content/about.md", "Who", "What")
    ran = built.build()

    assert {"parse:blog/c"} == set(ran.failed)
    assert 1 == ran.status
    assert {"about/index.html", "search.json"} == ran.changed
    assert before["blog/c/index.html"] == built.published()["blog/c/index.html"]

    built.edit("content/blog/c.md", "mood: [calm", "mood: calm")
    assert 0 == built.build().status
    assert built.is_clean()


def test_message_of_front_matter(built):
    """The message has file, line, column, the line with a caret, and what is wrong."""
    built.edit("content/blog/c.md", "mood: calm", "draft: maybe")
    ran = built.build()

    assert (
        "content/blog/c.md:5:1: draft must be true or false, not 'maybe'\n 5 | draft: maybe\n   | ^"
    ) == ran.failed["parse:blog/c"]


def test_included_file_that_is_missing(built):
    """A file to include that is gone fails the page, with the line of the directive."""
    before = built.published()
    built.remove("snip/s.md")
    ran = built.build()

    assert {
        "parse:guide/two": "content/guide/two.md:8: the included file snip/s.md cannot be read"
    } == ran.failed
    assert {"page:guide/two"} == ran.unmet
    assert before == built.published()

    built.write("snip/s.md", "Another *snippet*.\n")
    ran = built.build()
    assert {"guide/two"} == ran.of("page")
    assert built.is_clean()


def test_undefined_name_in_a_template(built):
    """A template that fails is told with its line, and with the page that was rendered."""
    built.edit("templates/blog/single.html", "{{ post.day(page) }}", "{{ nope.day(page) }}")
    ran = built.build()

    assert {"page:blog/a", "page:blog/b", "page:blog/c", "page:blog/d"} == set(ran.failed)
    assert (
        "templates/blog/single.html:5: 'nope' is undefined, while /blog/a/ was rendered\n"
        " 5 | {{ nope.day(page) }}"
    ) == ran.failed["page:blog/a"]
    assert frozenset() == ran.changed

    built.edit("templates/blog/single.html", "{{ nope.day(page) }}", "{{ post.day(page) }}")
    built.build()
    assert built.is_clean()


def test_syntax_of_a_template(built):
    """A template that is not valid fails its own task; pages keep what the last good one made."""
    built.edit("templates/macros/post.html", "{% endmacro %}", "")
    ran = built.build()

    assert {"template:macros/post.html"} == set(ran.failed) == ran.ran - {"edges"}
    assert ran.failed["template:macros/post.html"].startswith(
        "templates/macros/post.html:1: the template is not valid: Unexpected end of template"
    )
    assert frozenset() == ran.changed

    built.edit("templates/macros/post.html", "</time>", "</time>!{% endmacro %}")
    ran = built.build()
    assert {"blog/a", "blog/b", "blog/c", "blog/d"} == ran.of("page")
    assert built.is_clean()


def test_page_and_its_template_broken(built):
    """A page to be made while its template is not valid fails with the template's fault."""
    built.edit("templates/macros/post.html", "{% endmacro %}", "")
    built.edit("content/blog/c.md", "body", "BODY")
    ran = built.build()

    assert {"template:macros/post.html", "page:blog/c"} == set(ran.failed)
    assert ran.failed["template:macros/post.html"] == ran.failed["page:blog/c"]

    built.edit("templates/macros/post.html", "</time>", "</time>{% endmacro %}")
    built.build()
    assert built.is_clean()


def test_unused_template_that_is_not_valid(built):
    """A template that is not valid is told even when no page uses it."""
    built.write("templates/unused.html", "{% if %}")
    ran = built.build()

    assert {"template:unused.html"} == set(ran.failed)
    assert frozenset() == ran.changed


def test_missing_partial(built):
    """A partial that is gone fails the pages that include it, and they keep their files."""
    built.remove("templates/partials/promo.html")
    ran = built.build()

    assert {"page:guide/two"} == set(ran.failed)
    assert (
        "templates/page.html:5: there is no template 'partials/promo.html', "
        "while /guide/two/ was rendered\n"
        ' 5 | {% if page.params.promo %}{% include "partials/promo.html" %}{% endif %}'
    ) == ran.failed["page:guide/two"]
    assert frozenset() == ran.changed


def test_failure_is_told_again(built):
    """What failed runs again in the next build, and nothing else does."""
    built.remove("snip/s.md")
    built.build()
    ran = built.build()

    assert {"parse:guide/two"} == ran.ran == set(ran.failed)
    assert 1 == ran.status


def test_broken_and_mended_in_between(built):
    """A source that is set back after a failure leaves what was there before it broke."""
    before, text = built.published(), built.read("templates/page.html")
    built.write("templates/page.html", text + "{% if %}")
    assert 1 == built.build().status
    built.write("templates/page.html", text)
    ran = built.build()

    assert 0 == ran.status
    assert frozenset() == ran.changed
    assert before == built.published()
    assert built.is_clean()


def test_failure_of_a_first_build(site):
    """A page that never was good has no file, and is like others once it is."""
    site.edit("content/blog/c.md", "mood: calm", "mood: [calm")
    ran = site.build()

    assert 1 == ran.status
    assert "blog/c/index.html" not in site.published()
    assert "blog/d/index.html" in site.published()

    site.edit("content/blog/c.md", "mood: [calm", "mood: calm")
    site.build()
    assert site.is_clean()


def test_bytes_that_are_no_text(built):
    """A source that is not UTF-8 is told as such."""
    (built.root / "content/about.md").write_bytes(b"caf\xe9\n")
    ran = built.build()

    assert {
        "parse:about": "content/about.md: the file is not UTF-8 text\n\n"
        "hint: save it with the encoding UTF-8"
    } == ran.failed


@pytest.mark.parametrize("path", ["bengal.toml", "themes/default/theme.toml"])
def test_settings_that_are_no_text(built, path):
    """Settings in another encoding are told with their file, and nothing runs."""
    (built.root / path).write_bytes(b'name = "\xff"')
    ran = built.build()

    assert 3 == ran.status
    assert f"{path}: the file is not UTF-8 text" in ran.text
    assert "Traceback" not in ran.text


def test_page_that_nothing_can_render(built):
    """A page whose template is not there fails with the names that were tried."""
    built.edit("content/about.md", "title: About", "title: About\ntemplate: gone.html")
    ran = built.build()

    assert {
        "page:about": "content/about.md: there is no template for this page; tried gone.html\n\n"
        "hint: add one of them to templates/, or name another in the front matter"
    } == ran.failed


@pytest.mark.parametrize("word", ["--continue", "--no-continue"])
def test_no_continue(built, word):
    """The choice of doit to stop at the first failure is left to the user."""
    built.edit("content/about.md", "title: About", "title: [About")
    built.edit("content/blog/c.md", "body", "BODY")
    ran = built.build(word)

    assert ("page:blog/c" in ran.ran) == (word == "--continue")
    assert 1 == ran.status


def test_text_of_a_failed_build(built):
    """The console shows what ran, what failed, and counts both."""
    built.remove("snip/s.md")
    ran = built.build()

    lines = ran.text.splitlines()
    assert [
        "parse:guide/two  snip/s.md is gone",
        "failed parse:guide/two",
        "  content/guide/two.md:8: the included file snip/s.md cannot be read",
        "not run, because of what failed: page:guide/two",
    ] == [line for line in lines[:-1] if not line.startswith(("edges", "asset_deps"))]
    assert " · 1 failed · " in lines[-1]


def test_circle_of_includes(built):
    """A template that includes itself is an error, not a hang."""
    built.edit("templates/partials/promo.html", "Buy", '{% include "partials/promo.html" %}Buy')
    ran = built.build()

    assert {"page:guide/two"} == set(ran.failed)
    assert "nested too deeply" in ran.failed["page:guide/two"] or (
        "RecursionError" in ran.failed["page:guide/two"]
    )


def test_page_that_takes_too_long(built):
    """A page that is never done fails with its name, all others are built, and it mends itself."""
    built.edit("bengal.toml", "[params]", "[build]\ntask_seconds = 1\n\n[params]")
    loops = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
    built.write("templates/slow.html", loops)
    built.edit("content/about.md", "title: About", "title: About\ntemplate: slow.html")
    built.edit("content/blog/c.md", "body of C", "BODY of C")
    before = built.read("public/about/index.html")
    ran = built.build()

    assert {"page:about"} == set(ran.failed)
    assert "not done after 1 s of processor time" in ran.failed["page:about"]
    assert "page:blog/c" in ran.ran
    assert before == built.read("public/about/index.html")

    built.write("templates/slow.html", "{{ page.title }}")
    assert {} == built.build().failed
    assert built.is_clean()
