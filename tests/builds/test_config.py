"""Edits of settings: each is a dependency of its own, wherever it comes from."""

from __future__ import annotations

import pytest

from tests.builds.test_edit_template import HTML


FEEDS = {"feed:/rss.xml", "feed:/blog/rss.xml"}


def test_title(built):
    """The site's title leads to what shows it."""
    built.edit("bengal.toml", 'title = "Sample"', 'title = "Example"')
    ran = built.build()

    assert {"config", "urls"} | HTML | FEEDS == ran.ran
    assert {"sitemap", "search", "robots", "metadata"} <= ran.up_to_date
    assert built.is_clean()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("nothing reads this", "nobody reads this"),
        ('description = "A site', 'description = "The site'),
        ("[params]", "[params] # a comment"),
    ],
)
def test_setting_that_nothing_reads(built, old, new):
    """A setting that no task reads leads to nothing."""
    built.edit("bengal.toml", old, new)
    ran = built.build()

    assert ran.ran <= {"config"}
    assert frozenset() == ran.changed | ran.rewritten


def test_host_of_the_base_url(built):
    """Another host leads to what names it, and leaves pages with plain paths alone."""
    built.edit("bengal.toml", "https://example.org", "https://example.com")
    ran = built.build()

    assert {"rss.xml", "blog/rss.xml", "sitemap.xml"} == ran.changed == ran.rewritten
    assert built.is_clean()


def test_path_of_the_base_url(built):
    """A path in the base URL is in every link."""
    built.edit("bengal.toml", "https://example.org", "https://example.org/docs")
    ran = built.build()

    assert {path for path in built.published() if path.endswith(".html")} <= ran.changed
    assert 'href="/docs/blog/"' in built.read("public/index.html")
    assert built.is_clean()


def test_markdown_option(built):
    """An option of the parser parses all bodies, and changes those where it matters."""
    built.edit("content/about.md", "Who we are.", "Who\nwe are.")
    built.build()
    built.edit("bengal.toml", "[params]", "[markdown]\nhard_wrap = true\n\n[params]")
    ran = built.build()

    assert 11 == len(ran.of("parse"))
    assert {"about"} == ran.of("page")
    assert {"about/index.html"} == ran.changed == ran.rewritten
    assert built.is_clean()


def test_environment(built):
    """A setting of the environment counts like one of the file."""
    before = built.published()
    built.environ["BENGAL_SITE_TITLE"] = "Example"
    ran = built.build()

    assert {"config", "urls"} | HTML | FEEDS == ran.ran
    assert "Example" in built.read("public/index.html")
    assert built.is_clean()

    del built.environ["BENGAL_SITE_TITLE"]
    built.build()
    assert before == built.published()


def test_environment_that_says_the_same(built):
    """A variable with the value that the file has leads to nothing."""
    built.environ["BENGAL_SITE_TITLE"] = "Sample"

    assert frozenset() == built.build().ran


@pytest.mark.parametrize("by", ["argument", "environment"])
def test_profile(built, by):
    """Each profile is what its own clean build is, there and back."""
    built.write("bengal.toml", built.read("bengal.toml") + '\n[profile.dev.site]\ntitle = "Dev"\n')
    built.build()
    before = built.published()
    if by == "argument":
        built.profile = "dev"
    else:
        built.environ["BENGAL_PROFILE"] = "dev"
    ran = built.build()

    assert {"config", "urls"} | HTML | FEEDS == ran.ran
    assert built.is_clean()

    built.profile = ""
    built.environ.pop("BENGAL_PROFILE", None)
    built.build()
    assert before == built.published()


def test_unknown_profile(built):
    """A profile that is not there is an error, and nothing is built."""
    ran = built.build("profile=prod")

    assert 3 == ran.status
    assert "ERROR: bengal.toml: unknown profile 'prod'\n\nhint: there are no profiles\n" == ran.text
    assert frozenset() == ran.changed


def test_faulty_setting(built):
    """A setting that is not valid is an error with its line, and nothing is built."""
    built.edit("bengal.toml", "per_page = 2", "per_page = 0")
    ran = built.build()

    assert 3 == ran.status
    assert "bengal.toml:10:" in ran.text
    assert frozenset() == ran.changed

    built.edit("bengal.toml", "per_page = 0", "per_page = 2")
    assert frozenset() == built.build().ran


def test_feature_off_and_on(built):
    """A feature that is turned off takes its files with it, and brings them back."""
    before = built.published()
    built.edit("bengal.toml", "[params]", "[features]\nsearch = false\nrss = false\n\n[params]")
    ran = built.build()

    assert {"search.json", "rss.xml", "blog/rss.xml"} == ran.changed
    assert built.is_clean()

    built.edit("bengal.toml", "[features]\nsearch = false\nrss = false\n\n", "")
    ran = built.build()
    assert before == built.published()
    assert built.is_clean()


def test_output_folder(built):
    """Another output folder gets everything; what the build wrote to the old one goes."""
    before = built.published()
    built.edit("bengal.toml", "[params]", '[build]\noutput_dir = "out"\n\n[params]')
    built.build()

    assert {} == built.published()
    assert len(before) == len([path for path in (built.root / "out").rglob("*") if path.is_file()])


def test_sheet_length(built):
    """The length of sheets leads to the lists that are cut."""
    built.edit("bengal.toml", "per_page = 2", "per_page = 3")
    ran = built.build()

    assert {"blog/index.html", "blog/page/2/index.html"} == ran.changed
    assert built.is_clean()


def test_menu(built):
    """A menu in the settings is on every page."""
    built.write(
        "bengal.toml",
        built.read("bengal.toml") + '\n[[menu.main]]\nname = "Home"\nurl = "/"\n',
    )
    ran = built.build()

    assert HTML <= ran.ran
    assert '<nav><a href="/">Home</a> </nav>' in built.read("public/about/index.html")
    assert built.is_clean()
