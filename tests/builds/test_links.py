"""Links in bodies: what leads nowhere is told, and mends itself when its target appears."""

from __future__ import annotations


def test_broken_link(built):
    """A link that leads nowhere is a warning with file and line, and stays as it was written."""
    built.edit("content/about.md", "Who we are.", "See\n[this](gone.md).")
    ran = built.build()

    assert 0 == ran.status
    assert "warning content/about.md:6: the link leads nowhere: gone.md\n" in ran.text
    assert '<a href="gone.md">' in built.read("public/about/index.html")
    assert built.is_clean()


def test_broken_link_of_a_template(built):
    """A link of a template that leads nowhere is told once, with the template that has it."""
    nav = built.read("templates/partials/nav.html")
    built.write("templates/partials/nav.html", nav + '{{ ref("gone.md") }}{{ ref("about.md#no") }}')
    ran = built.build()

    assert "warning templates/partials/nav.html: the link leads nowhere: /gone.md\n" in ran.text
    assert "warning templates/partials/nav.html: there is no heading #no in about\n" in ran.text
    assert 2 == ran.text.count("warning templates/")


def test_broken_link_of_a_shortcode(built):
    """What a shortcode asks for in vain is told with the source that has the shortcode."""
    built.edit("templates/shortcodes/remark.html", "<aside>", '<aside>{{ asset_url("no.js") }}')
    ran = built.build()

    assert "warning content/blog/b.md: there is no asset 'no.js'\n" in ran.text


def test_warning_holds_while_up_to_date(built):
    """A warning of a page that is up to date is counted in every build, and told with -v 2."""
    built.edit("content/about.md", "Who we are.", "See [this](gone.md).")
    built.build()

    assert "nothing to do · 1 warning\n" == built.build().text
    told = built.build("-v", "2").text
    assert "warning content/about.md:5: the link leads nowhere: gone.md\n" in told
    assert told.endswith("nothing to do · 1 warning\n")


def test_strict(built):
    """Under strict a link that leads nowhere is an error."""
    built.edit("content/about.md", "Who we are.", "See [this](gone.md).")
    built.environ["BENGAL_BUILD_STRICT"] = "true"
    ran = built.build()

    assert {"page:about": "content/about.md:5: the link leads nowhere: gone.md"} == ran.failed
    assert 1 == ran.status


def test_target_appears(built):
    """A page that appears mends the link to it."""
    built.edit("content/about.md", "Who we are.", "See [this](gone.md).")
    built.build()
    built.write("content/gone.md", "Here.\n")
    ran = built.build()

    assert {"about", "gone"} == ran.of("page")
    assert '<a href="/gone/">' in built.read("public/about/index.html")
    assert "warning" not in ran.text
    assert built.is_clean()


def test_target_goes(built):
    """A page that goes is told to the page that links to it."""
    built.remove("content/guide/two.md")
    ran = built.build()

    assert "warning content/guide/one.md:6: the link leads nowhere: two.md\n" in ran.text
    assert {"guide/one"} == ran.of("page")
    assert built.is_clean()


def test_target_moves(built):
    """A link to a source follows it to another URL."""
    built.edit("content/guide/two.md", "title: Chapter two", "title: Chapter two\nslug: deux")
    ran = built.build()

    assert {"guide/one", "guide/two"} == ran.of("page")
    assert 'href="/guide/deux/#setup"' in built.read("public/guide/one/index.html")
    assert built.is_clean()


def test_title_of_the_target(built):
    """A title that a link shows follows its page, and a body that is linked to does not count."""
    built.edit("content/guide/one.md", "[two](two.md)", "[](two.md)")
    built.build()
    built.edit("content/guide/two.md", "Chapter two", "The second")
    ran = built.build()

    assert {"guide/one", "guide/two"} == ran.of("page")
    assert ">The second</a>" in built.read("public/guide/one/index.html")
    assert built.is_clean()


def test_body_of_the_target(built):
    """The body of a page leaves those that link to it alone while its headings stay."""
    built.edit("snip/s.md", "shared", "common")

    assert {"guide/two"} == built.build().of("page")
