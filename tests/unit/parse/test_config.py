"""``bengal.toml`` and the environment become settings, or say what is wrong with them."""

from __future__ import annotations

import json
from copy import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bengal_tasks.errors import ConfigError
from bengal_tasks.model.config import Config, MenuItem, Taxonomy
from bengal_tasks.parse.config import ConfigFaultsError, environment_of, load_config
from bengal_tasks.parse.config_schema import SETTINGS


def told(text, profile="", **environ):
    """Return what the user is told of the settings."""
    with pytest.raises(ConfigError) as caught:
        load_config(text, environ=environ, profile=profile)
    return str(caught.value)


def outcome(text, environ, profile):
    """Return the settings, or what is told of them."""
    try:
        return load_config(text, environ=environ, profile=profile)
    except ConfigError as error:
        return str(error)


def test_an_empty_file_means_the_defaults():
    """Without settings all have their defaults."""
    assert Config() == load_config("", environ={})


def test_the_later_layer_wins():
    """Defaults, file, profile, environment: each overrides what is before it."""
    text = """
[site]
title = "file"
author = "file"
description = "file"
[params.x]
a = 1
b = 1
[profile.draft.site]
title = "profile"
author = "profile"
[profile.draft.params.x]
b = 2
"""

    config = load_config(text, environ={"BENGAL_SITE_TITLE": "environment"}, profile="draft")

    site = config.site
    assert ("environment", "profile", "file") == (site.title, site.author, site.description)
    assert "en" == site.language
    assert {"x": {"a": 1, "b": 2}} == config.params
    assert "draft" == config.profile
    assert "file" == load_config(text, environ={}).site.title


def test_every_kind_of_variable():
    """The kind of a setting says how its variable is read."""
    config = load_config(
        "",
        environ={
            "BENGAL_BASE_URL": "/docs/",
            "BENGAL_BUILD_DRAFTS": "On",
            "BENGAL_FEATURES_RSS": "0",
            "BENGAL_ASSETS_IMAGES_QUALITY": " 70 ",
            "BENGAL_ASSETS_IMAGES_WIDTHS": "100, 200",
            "BENGAL_ASSETS_EXCLUDE": "*.map,",
            "BENGAL_MENU_AUTO": "no",
            "BENGAL_PARAMS_API_KEY": "5",
            "BENGAL_PROFILE": "ignored",
            "BENGAL_OTHER": "ignored",
        },
    )

    assert "/docs" == config.site.baseurl
    assert (True, False, False) == (config.build.drafts, config.features.rss, config.menu.auto)
    assert (70, (100, 200)) == (config.assets.images.quality, config.assets.images.widths)
    assert ("*.map",) == config.assets.exclude
    assert {"api_key": "5"} == config.params
    assert "" == config.profile


def test_the_environment_that_matters():
    """Only variables that a setting can come from are kept, in order."""
    environ = {
        "BENGAL_SITE_TITLE": "t",
        "BENGAL_BASEURL": "/",
        "BENGAL_SITE_TITEL": "typo",
        "BENGAL_PROFILE": "p",
        "BENGAL_PARAMS_": "",
        "HOME": "/root",
    }

    kept = environment_of(environ)

    assert ["BENGAL_BASEURL", "BENGAL_SITE_TITEL", "BENGAL_SITE_TITLE"] == list(kept)


@pytest.mark.parametrize(
    ("given_", "kept"),
    [
        ("", ""),
        ("/", ""),
        ("/docs/", "/docs"),
        ("https://example.org/", "https://example.org"),
        ("http://localhost:8000/a/b//", "http://localhost:8000/a/b"),
        ("https://[::1]:80", "https://[::1]:80"),
    ],
)
def test_baseurl_is_normalised(given_, kept):
    """A base never ends in a slash."""
    assert kept == load_config(f"site.baseurl = '{given_}'", environ={}).site.baseurl


@pytest.mark.parametrize(
    "unfit",
    [
        "docs",
        "ftp://x",
        "//x",
        "https://",
        "https:///x",
        "/a?b",
        "/a#b",
        "/a/../b",
        "/%2e%2e/b",
        "https://me:pw@x",
        "/a b",
        "javascript:x",
        "/a//b",
    ],
)
def test_baseurl_is_a_base(unfit):
    """What URLs cannot be below is refused."""
    assert (
        f"bengal.toml:1:1: [site] baseurl must be a path or an address, not '{unfit}'\n"
        f" 1 | site.baseurl = '{unfit}'\n"
        "   | ^\n\n"
        "hint: write a path such as '/docs', an address such as 'https://example.org', or ''"
    ) == told(f"site.baseurl = '{unfit}'")


def test_paths_are_posix():
    """One folder has one spelling."""
    build = load_config("[build]\ncontent_dir = './a//b/'", environ={}).build

    assert "a/b" == build.content_dir


def test_taxonomies():
    """A name alone and a table both make a taxonomy; stating some replaces the default ones."""
    text = """
pagination.per_page = 7
[taxonomies]
series = "one series"
my-tags = {title = "All", per_page = 3}
"""

    assert (
        Taxonomy("my-tags", "All", "my-tags", 3),
        Taxonomy("series", "Series", "one series", 7),
    ) == load_config(text, environ={}).taxonomies
    assert () == load_config("[taxonomies]", environ={}).taxonomies
    assert [7, 7] == [
        t.per_page for t in load_config("pagination.per_page = 7", environ={}).taxonomies
    ]


def test_menus():
    """An item's identifier is the slug of its name unless it has one."""
    text = """
[[menu.main]]
name = "The Docs"
url = "/docs/"
[[menu.main]]
name = "API"
parent = "the-docs"
identifier = "x"
weight = 2
"""

    menu = load_config(text, environ={}).menu

    assert {
        "main": (
            MenuItem("The Docs", "/docs/", identifier="the-docs"),
            MenuItem("API", weight=2, parent="the-docs", identifier="x"),
        )
    } == menu.items


def test_a_profile_replaces_a_menu():
    """Lists are not mixed."""
    text = "[[menu.main]]\nname='A'\n[[profile.p.menu.main]]\nname='B'\nparent=''\n"

    names = [i.name for i in load_config(text, environ={}, profile="p").menu.items["main"]]

    assert ["B"] == names


def test_dates_in_params_are_texts():
    """Free settings are JSON."""
    config = load_config("[params]\na = 2026-03-01\nb = [2026-03-01T10:00:00+01:00]", environ={})

    assert {"a": "2026-03-01", "b": ["2026-03-01T09:00:00Z"]} == config.params


@pytest.mark.parametrize(
    ("line", "headline", "hint"),
    [
        ("[sit]", "unknown table [sit]", "did you mean [site]?"),
        ("[site]\ntitel = ''", "unknown setting 'titel' in [site]", "did you mean 'title'?"),
        (
            "[pagination]\nzzz = 1",
            "unknown setting 'zzz' in [pagination]",
            "settings: per_page, path",
        ),
        ("title = ''", "unknown setting 'title' outside of a table", "it belongs in [site]"),
        (
            "zzz = ''",
            "unknown setting 'zzz' outside of a table",
            "settings are in tables such as [site]",
        ),
        ("site = 1", "[site] must be a table, not a whole number", ""),
        ("assets.images = true", "[assets.images] must be a table, not true", ""),
        ("[site]\ntitle = 1", "[site] title must be text, not a whole number", ""),
        (
            "[pagination]\nper_page = '10'",
            "[pagination] per_page must be a whole number, not a string",
            "",
        ),
        (
            "[pagination]\nper_page = true",
            "[pagination] per_page must be a whole number, not true",
            "",
        ),
        ("[pagination]\nper_page = 0", "[pagination] per_page must be at least 1, not 0", ""),
        (
            "[pagination]\nper_page = 1.5",
            "[pagination] per_page must be a whole number, not a decimal number",
            "",
        ),
        (
            "[pagination]\npath = 'a/b'",
            "[pagination] path must be a slug such as 'my-tags', not 'a/b'",
            "",
        ),
        ("[build]\ndrafts = 'no'", "[build] drafts must be true or false, not a string", ""),
        (
            "[build]\nextensions = 'a.py'",
            "[build] extensions must be a list of texts, not a string",
            "",
        ),
        (
            "[build]\nextensions = [1]",
            "[build] extensions must be a list of texts, not of a whole number",
            "",
        ),
        (
            "[build]\nextensions = ['a.txt']",
            "[build] extensions must be Python files such as 'filters.py', not 'a.txt'",
            "",
        ),
        (
            "[build]\nextensions = ['../a.py']",
            "[build] extensions must not have '.' or '..' as a part: '../a.py'",
            "",
        ),
        (
            "[build]\ndata_dir = '/etc'",
            "[build] data_dir must be a path below the site, not '/etc'",
            "",
        ),
        (
            "[build]\ndata_dir = '.'",
            "[build] data_dir must be a path below the site, not the site itself",
            "",
        ),
        (
            "[build]\ndata_dir = 'C:/x'",
            "[build] data_dir must not start with a drive: 'C:/x'",
            "",
        ),
        (
            "[build]\ndata_dir = 'a\\b'",
            "[build] data_dir must not have a backslash: 'a\\b'",
            "",
        ),
        (
            "[build]\noutput_dir = 'content'",
            "[build] output_dir 'content' overlaps content_dir 'content'",
            "give each its own folder",
        ),
        (
            "[build]\noutput_dir = 'Static/x'",
            "[build] output_dir 'Static/x' overlaps static_dir 'static'",
            "give each its own folder",
        ),
        (
            "[build]\noutput_dir = '.bengal'",
            "[build] output_dir '.bengal' overlaps the folder '.bengal'",
            "",
        ),
        (
            "[site]\nlanguage = 'english'",
            "[site] language must be a language such as en or pt-BR, not 'english'",
            "",
        ),
        (
            "[site]\ntheme = '../x'",
            "[site] theme must be a name of letters, digits, '-', '_' and '.', not '../x'",
            "",
        ),
        (
            "[content]\nsort_order = 'up'",
            "[content] sort_order must be asc or desc, not 'up'",
            "",
        ),
        (
            "[assets.images]\nquality = 200",
            "[assets.images] quality must be from 1 to 100, not 200",
            "",
        ),
        (
            "[assets.images]\nformats = ['wepb']",
            "[assets.images] formats must be webp or avif or jpeg or png, not 'wepb'",
            "",
        ),
        (
            "[taxonomies]\n'My Tags' = ''",
            "[taxonomies] a name must be a slug such as 'my-tags', not 'My Tags'",
            "",
        ),
        (
            "[taxonomies]\ntitle = ''",
            "[taxonomies] 'title' is a field of every page",
            "give the taxonomy another name",
        ),
        (
            "[taxonomies.tags]\nplural = ''",
            "unknown setting 'plural' in [taxonomies.tags]",
            "settings: title, singular, per_page",
        ),
        (
            "[menu.main]",
            "[menu.main] must be a list, not a table",
            "write [[menu.main]] for each item",
        ),
        ("[menu]\nmain = [1]", "[menu.main] an item must be a table, not a whole number", ""),
        ("[[menu.main]]", "[menu.main] an item must have a name", ""),
        (
            "[[menu.main]]\nname = 'A'\nparent = 'b'",
            "[menu.main] no item has the identifier 'b', a parent",
            "identifiers: a",
        ),
        (
            "[[menu.main]]\nname = 'A'\nparent = 'a'",
            "[menu.main] the item 'a' is its own ancestor",
            "",
        ),
        ("profile = 1", "[profile] must be a table, not a whole number", ""),
        ("profile.x = 1", "[profile.x] must be a table, not a whole number", ""),
        (
            "[profile.x.site]\ntitel = 1",
            "unknown setting 'titel' in [profile.x.site]",
            "did you mean 'title'?",
        ),
        ("[profile.x.sit]", "unknown table [profile.x.sit]", "did you mean [site]?"),
        ("[params]\nx = nan", "a number must be finite", "put it in quotes to make it text"),
        (
            "[params]\nx = 99999999999999999999",
            "the number is too large",
            "put it in quotes to make it text",
        ),
        (
            "[assets]\nminifier = 'esbuild'",
            "[assets] minifier is 'esbuild', and 'esbuild' does not say where it is",
            "set [assets] esbuild to the path of the program",
        ),
        ("[site]\ntitle = My Site", "not valid TOML: invalid value", "put a text in quotes"),
    ],
)
def test_faults(line, headline, hint):
    """A fault says which setting, what is wrong and what to do."""
    with pytest.raises(ConfigError) as caught:
        load_config(line, environ={})

    assert (headline, hint) == (caught.value.headline, caught.value.hint)
    assert type(caught.value) is ConfigError
    assert caught.value.place.line


def test_where_a_fault_is():
    """The place is the key's, however it is written."""
    text = """# a comment
title = '''
[site]
titel = 1
'''
[[menu.main]]
name = "A"
[assets]
images = {quality = 85, "formats" = [
  'webp', 'x']}
site.x = 1
"""

    assert (
        "bengal.toml:2:1: unknown setting 'title' outside of a table\n"
        " 2 | title = '''\n"
        "   | ^\n\n"
        "hint: it belongs in [site]\n\n"
        "bengal.toml:9:25: [assets.images] formats must be webp or avif or jpeg or png, not 'x'\n"
        ' 9 | images = {quality = 85, "formats" = [\n'
        "   |                         ^\n\n"
        "bengal.toml:11:1: unknown setting 'site' in [assets]\n"
        " 11 | site.x = 1\n"
        "    | ^\n\n"
        "hint: settings: minify_css, minify_js, minifier, esbuild, source_maps, purge_css, "
        "optimize_images, fingerprint, exempt, exclude, preload, precompress, keep_generations"
    ) == told(text)


def test_all_faults_are_told_at_once():
    """Those of the file come first, in its order; then those of the environment."""
    text = "[site]\nlanguage = 1\ntitle = 1\n"

    with pytest.raises(ConfigFaultsError) as caught:
        load_config(text, environ={"BENGAL_BUILD_DRAFTS": "maybe"})

    assert (
        "bengal.toml:2:1: [site] language must be text, not a whole number\n"
        " 2 | language = 1\n"
        "   | ^\n\n"
        "bengal.toml:3:1: [site] title must be text, not a whole number\n"
        " 3 | title = 1\n"
        "   | ^\n\n"
        "BENGAL_BUILD_DRAFTS (environment): [build] drafts must be true or false, not 'maybe'"
    ) == str(caught.value)
    assert 2 == caught.value.place.line
    assert 3 == len(caught.value.errors)
    assert str(caught.value) == str(copy(caught.value))


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        (
            "BENGAL_SITE_TITEL",
            "x",
            (
                "BENGAL_SITE_TITEL (environment): no setting has this name\n\n"
                "hint: did you mean BENGAL_SITE_TITLE?"
            ),
        ),
        (
            "BENGAL_PAGINATION_PER_PAGE",
            "many",
            (
                "BENGAL_PAGINATION_PER_PAGE (environment): "
                "[pagination] per_page must be a whole number, not 'many'"
            ),
        ),
        (
            "BENGAL_ASSETS_IMAGES_QUALITY",
            "0",
            (
                "BENGAL_ASSETS_IMAGES_QUALITY (environment): "
                "[assets.images] quality must be from 1 to 100, not 0"
            ),
        ),
        (
            "BENGAL_SITE_TITLE",
            "\udcff",
            (
                "BENGAL_SITE_TITLE (environment): "
                "[site] title half a surrogate pair is not a character"
            ),
        ),
        (
            "BENGAL_BUILD_OUTPUT_DIR",
            "content",
            (
                "BENGAL_BUILD_OUTPUT_DIR (environment): "
                "[build] output_dir 'content' overlaps content_dir 'content'\n\n"
                "hint: give each its own folder"
            ),
        ),
    ],
)
def test_faults_of_the_environment(name, value, message):
    """A variable is named where a file would be."""
    assert message == told("", **{name: value})


def test_faults_are_in_the_order_of_the_file():
    """A profile before the rest is told before the rest."""
    with pytest.raises(ConfigFaultsError) as caught:
        load_config("[profile.x]\nsite.title = 1\n[site]\ntitle = 2\n", environ={})

    assert [2, 4] == [error.place.line for error in caught.value.errors]


def test_the_output_does_not_hold_the_sources():
    """A source folder below the output would be pruned."""
    assert (
        "bengal.toml: [build] output_dir 'public' overlaps content_dir 'public/content'\n\n"
        "hint: give each its own folder"
    ) == told("[build]\ncontent_dir = 'public/content'\n")


def test_a_param_of_the_environment_is_text():
    """Bytes that are no text do not get into artefacts."""
    assert ("BENGAL_PARAMS_X (environment): half a surrogate pair is not a character") == told(
        "", BENGAL_PARAMS_X="\udcff"
    )


def test_unknown_profile():
    """A profile that is not there is not taken for an empty one."""
    assert (
        "bengal.toml: unknown profile 'prodution'\n\n"
        "hint: did you mean 'production'? profiles: draft, production"
    ) == told("[profile.production]\n[profile.draft]", profile="prodution")
    assert "bengal.toml: unknown profile 'x'\n\nhint: there are no profiles" == told(
        "", profile="x"
    )


def test_a_menu_in_a_circle():
    """Each item of the circle is told."""
    text = "[[menu.m]]\nname='A'\nparent='b'\n[[menu.m]]\nname='B'\nparent='a'\n"

    assert (
        "bengal.toml:1:3: [menu.m] the item 'a' is its own ancestor\n"
        " 1 | [[menu.m]]\n"
        "   |   ^\n\n"
        "bengal.toml:4:3: [menu.m] the item 'b' is its own ancestor\n"
        " 4 | [[menu.m]]\n"
        "   |   ^"
    ) == told(text)


def test_two_items_with_one_identifier():
    """A parent must be one item."""
    text = "[[menu.m]]\nname='A'\n[[menu.m]]\nname='a'\n"

    assert (
        "bengal.toml:3:3: [menu.m] has two items with the identifier 'a'\n"
        " 3 | [[menu.m]]\n"
        "   |   ^\n\n"
        "hint: give one of them an 'identifier' of its own"
    ) == told(text)


LEAVES = st.one_of(
    st.sampled_from(
        ["true", "-1", "10", "0.5", "'x'", "''", "[]", "['a']", "{}", "nan", "1979-05-27"]
    )
)
TABLES = st.sampled_from([*SETTINGS, "taxonomies", "params", "profile.p.site", "menu.main", "zz"])
KEYS = st.sampled_from(sorted({key for table in SETTINGS.values() for key in table} | {"zz"}))


@given(
    st.dictionaries(TABLES, st.dictionaries(KEYS, LEAVES, max_size=3), max_size=4),
    st.sampled_from(["", "p"]),
    st.dictionaries(st.sampled_from(["BENGAL_SITE_TITLE", "BENGAL_MENU_X"]), st.text(), max_size=2),
)
def test_any_settings(tables, profile, environ):
    """Any tables are settings or told as faults, and the same twice."""
    text = "".join(
        f"[{table}]\n" + "".join(f"{key} = {value}\n" for key, value in keys.items())
        for table, keys in tables.items()
    )
    first, again = (outcome(text, environ, profile) for _ in range(2))

    assert first == again
    if isinstance(first, Config):
        value = first.to_json()
        assert value == json.loads(json.dumps(value, allow_nan=False))


@given(st.text())
def test_any_text(text):
    """A text that is no TOML is told as a ConfigError."""
    config = outcome(text, {}, "")

    assert isinstance(config, Config) or config.startswith("bengal.toml")
