"""The head of a source is told from its body, and its fields are typed."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bengal_tasks.errors import ContentError
from bengal_tasks.model.front_matter import FrontMatter
from bengal_tasks.parse.front_matter import (
    apply_cascade,
    split_front_matter,
    validate_front_matter,
)


def read(head, taxonomies=("tags", "categories")):
    """Return the fields of a source with this YAML head."""
    split = split_front_matter(f"---\n{head}\n---\nbody\n", path="content/a.md")
    return validate_front_matter(split, path="content/a.md", taxonomies=taxonomies)


def told(text):
    """Return what the user is told of a source."""
    with pytest.raises(ContentError) as caught:
        validate_front_matter(
            split_front_matter(text, path="content/a.md"),
            path="content/a.md",
            taxonomies=("tags",),
        )
    return str(caught.value)


def outcome(call):
    """Return what comes out, or what is told."""
    try:
        return call()
    except ContentError as error:
        return str(error)


@pytest.mark.parametrize(
    ("text", "front", "body", "line", "kind"),
    [
        ("", {}, "", 1, "none"),
        ("# Hi\n---\n", {}, "# Hi\n---\n", 1, "none"),
        ("----\na: 1\n---\n", {}, "----\na: 1\n---\n", 1, "none"),
        (" ---\na: 1\n---\n", {}, " ---\na: 1\n---\n", 1, "none"),
        ("---\na: 1\n---\n\nbody\n", {"a": 1}, "\nbody\n", 4, "yaml"),
        ("---\n---\nbody", {}, "body", 3, "yaml"),
        ("---\n# none\n---", {}, "", 4, "yaml"),
        ("--- \na: 1\n---\t\nbody", {"a": 1}, "body", 4, "yaml"),
        ("\ufeff---\r\na: 1\r\n---\r\nx\r\ny\r\n", {"a": 1}, "x\ny\n", 4, "yaml"),
        ("---\ra: 1\r---\rx", {"a": 1}, "x", 4, "yaml"),
        ("---\na: |\n  ---\n  x\n---\nbody", {"a": "---\nx\n"}, "body", 6, "yaml"),
        ("---\na: 1\n---\n---\n", {"a": 1}, "---\n", 4, "yaml"),
        (
            "+++\na = 1\n[b]\nc = 2026-03-01\n+++\nx",
            {"a": 1, "b": {"c": "2026-03-01"}},
            "x",
            6,
            "toml",
        ),
        ("+++\n+++\n", {}, "", 3, "toml"),
    ],
)
def test_split(text, front, body, line, kind):
    """The fences of the first line tell the format; the body's line is known."""
    split = split_front_matter(text, path="a.md")

    assert (front, body, line, kind) == (split.front, split.body, split.body_line, split.format)


def test_lines_of_keys():
    """Each key knows its line in the file, also a table's in TOML."""
    yaml = split_front_matter("---\n\na: 1\nb:\n  c: 1\n---\n", path="a.md")
    toml = split_front_matter("+++\na = 1\n[b]\nc = 1\n[d.e]\n+++\n", path="a.md")

    assert {"a": 3, "b": 4} == yaml.lines
    assert {"a": 2, "b": 3, "d": 5} == toml.lines


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "---\na: 1\n",
            (
                "content/a.md:1:1: the front matter has no end\n"
                " 1 | ---\n"
                "   | ^\n\n"
                "hint: put a line '---' after it"
            ),
        ),
        (
            "+++\na = 1\n---\n",
            (
                "content/a.md:1:1: the front matter has no end\n"
                " 1 | +++\n"
                "   | ^\n\n"
                "hint: put a line '+++' after it"
            ),
        ),
        (
            "---\n- a\n---\n",
            (
                "content/a.md:2:1: the front matter must be a table, not a list\n"
                " 2 | - a\n"
                "   | ^\n\n"
                "hint: write each setting as 'key: value'"
            ),
        ),
        (
            "---\ntext\n---\n",
            (
                "content/a.md:2:1: the front matter must be a table, not a string\n"
                " 2 | text\n"
                "   | ^\n\n"
                "hint: write each setting as 'key: value'"
            ),
        ),
        (
            "---\ntitle: a: b\n---\n",
            (
                "content/a.md:2:9: not valid YAML: mapping values are not allowed in this context\n"
                " 2 | title: a: b\n"
                "   |         ^\n\n"
                "hint: put a text that has ': ' in it in quotes"
            ),
        ),
        (
            "---\na: 1\nb: 2\na: 3\n---\n",
            "content/a.md:4:1: the key 'a' is there twice: first in line 2\n 4 | a: 3\n   | ^",
        ),
        (
            "---\na: &x [1]\nb: *x\n---\n",
            "content/a.md:2:4: the anchor &x is not allowed here\n 2 | a: &x [1]\n   |    ^",
        ),
        (
            "---\ndate: 2026-13-01\n---\n",
            (
                "content/a.md:2:7: '2026-13-01' is not a date: there is no such day\n"
                " 2 | date: 2026-13-01\n"
                "   |       ^\n\n"
                "hint: put it in quotes if it is not a date"
            ),
        ),
        (
            "+++\na = 1\nb = x\n+++\n",
            (
                "content/a.md:3:5: not valid TOML: invalid value\n"
                " 3 | b = x\n"
                "   |     ^\n\n"
                "hint: put a text in quotes"
            ),
        ),
        (
            "+++\na = 1\nb.c = inf\n+++\n",
            (
                "content/a.md:3:1: a number must be finite\n"
                " 3 | b.c = inf\n"
                "   | ^\n\n"
                "hint: put it in quotes to make it text"
            ),
        ),
        (
            f"---\na: {'x' * 65_536}\n---\n",
            "content/a.md:1: the front matter has more than 65536 bytes\n 1 | ---",
        ),
        (
            f"---\na: {'é' * 32_767}\n---\n",
            "content/a.md:1: the front matter has more than 65536 bytes\n 1 | ---",
        ),
    ],
)
def test_faults_of_the_head(text, message):
    """A head that cannot be read is told with file, line, column and caret."""
    assert message == told(text)


def test_fields():
    """What has a field is typed; all else is free."""
    front = read(
        """
title: 2026
nav_title: First
date: 2026-03-01
lastmod: "2026-03-01 12:00:00+02:00"
publishDate: 2026-03-02
expiry_date: 2027-01-01T00:00:00
draft: true
weight: 5
slug: first
url: about/me/
aliases: [/old/, older/]
tags: [python, 3.14, " doit ", python, '', ~]
categories: news
template: special.html
type: post
outputs: [HTML, rss]
author: Ada
authors: [Ada, Bob]
toc: false
keywords: [a]
lang: no
cascade:
  type: post
params:
  lang: de
  x: {y: 1}
"""
    )

    assert (
        FrontMatter(
            title="2026",
            nav_title="First",
            date="2026-03-01",
            lastmod="2026-03-01T10:00:00Z",
            publish_date="2026-03-02",
            expiry_date="2027-01-01T00:00:00Z",
            draft=True,
            weight=5,
            slug="first",
            url="/about/me/",
            aliases=("/old/", "/older/"),
            taxonomies={"tags": ("python", "3.14", "doit"), "categories": ("news",)},
            template="special.html",
            type="post",
            outputs=("html", "rss"),
            authors=("Ada", "Bob"),
            toc=False,
            cascade={"type": "post"},
            params={"keywords": ["a"], "lang": "de", "x": {"y": 1}},
        )
        == front
    )
    assert "Ada" == front.author


def test_nothing_said_is_the_default():
    """A key without a value is as good as none."""
    front = read(
        "title:\ndate:\nweight:\nmenu:\naliases:\nparams:\ndate: ''\n".replace("date:\n", "", 1)
    )

    assert FrontMatter() == front
    assert {"tags": ()} == read("tags:").taxonomies


def test_a_field_can_be_a_taxonomy():
    """Authors are a field, and a taxonomy if the site says so."""
    front = read("authors: Ada\nseries: [a]", taxonomies=("authors", "series"))

    assert ("Ada",) == front.authors
    assert {"authors": ("Ada",), "series": ("a",)} == front.taxonomies
    assert {} == front.params


EMPTY = {"name": "", "weight": None, "parent": "", "identifier": "", "url": "", "icon": ""}


@pytest.mark.parametrize(
    ("written", "menu"),
    [
        ("main", {"main": EMPTY}),
        ("[main, footer]", {"main": EMPTY, "footer": EMPTY}),
        ("{main: }", {"main": EMPTY}),
        (
            "{main: {weight: 5, name: 7, parent: docs}}",
            {"main": EMPTY | {"weight": 5, "name": "7", "parent": "docs"}},
        ),
        ("false", {}),
    ],
)
def test_menu(written, menu):
    """A menu can be named, listed or described."""
    front = read(f"menu: {written}")

    assert menu == front.menu
    assert (menu != {}) == front.in_menu


def test_hidden_hides_everywhere():
    """A hidden page is listed nowhere, whatever else is said."""
    front = read("hidden: true\nvisibility: {rss: true}")

    assert [False] * 5 == [
        front.in_menu,
        front.listings,
        front.in_sitemap,
        front.in_search,
        front.in_feeds,
    ]
    assert front.noindex


def test_visibility():
    """Each place can be said by itself."""
    front = read("visibility: {listings: false, rss: false}\nsearch_exclude: true")

    assert (False, False, False) == (front.listings, front.in_feeds, front.in_search)
    assert (True, True, False) == (front.in_menu, front.in_sitemap, front.noindex)


@pytest.mark.parametrize(
    ("line", "headline"),
    [
        ("title: [a]", "title must be text, not a list"),
        ("title: true", "title must be text, not true"),
        ("description: {a: 1}", "description must be text, not a table"),
        ("draft: yes", "draft must be true or false, not 'yes'"),
        ("toc: 1", "toc must be true or false, not a whole number"),
        ("weight: '5'", "weight must be a whole number, not '5'"),
        ("weight: 1.5", "weight must be a whole number, not a decimal number"),
        ("weight: true", "weight must be a whole number, not true"),
        ("date: soon", "date must be a date such as 2026-03-01, not 'soon'"),
        ("date: 2026", "date must be a date such as 2026-03-01, not a whole number"),
        (
            "date: '2026-02-30'",
            "date must be a date such as 2026-03-01, not '2026-02-30': there is no such day",
        ),
        ("tags: {a: 1}", "tags must be a text or a list of texts, not a table"),
        ("tags: [[a]]", "tags must be a text or a list of texts, not a list"),
        ("tags: [true]", "tags must be a text or a list of texts, not true"),
        ("authors: false", "authors must be a text or a list of texts, not false"),
        ("params: 1", "params must be a table, not a whole number"),
        ("cascade: [a]", "cascade must be a table, not a list"),
        ("visibility: [rss]", "visibility must be a table, not a list"),
        ("visibility: {rss: 1}", "visibility.rss must be true or false, not a whole number"),
        ("visibility: {zzz: true}", "visibility has no setting 'zzz'"),
        (
            "menu: true",
            "menu must be the name of a menu, a list or a table of menus, or false, not true",
        ),
        ("menu: {main: x}", "menu.main must be a table, not 'x'"),
        ("menu: {main: {weight: x}}", "menu.main.weight must be a whole number, not 'x'"),
        ("menu: {main: {wieght: 1}}", "menu.main has no setting 'wieght'"),
        ("slug: a/b", "slug must be one part of a URL, not 'a/b'"),
        ("slug: a%2fb", "slug must be one part of a URL, not 'a%2fb'"),
        ("slug: ..", "slug must not have '.' or '..' as a part"),
        ("slug: '%2E%2e'", "slug must not have '.' or '..' as a part"),
        ('slug: "a\\0b"', "slug must not have control characters"),
        ("slug: a%00b", "slug must not have control characters"),
        ("url: /a/../b/", "url must not have '.' or '..' as a part"),
        ("url: /a/%2e%2e/b/", "url must not have '.' or '..' as a part"),
        ("url: a\\b", "url must not have a backslash"),
        ("url: a%5cb", "url must not have a backslash"),
        ("url: C:/b", "url must not start with a drive"),
        ("url: /a?b", "url must be a path on this site, such as /about/, not '/a?b'"),
        ("url: //x/y", "url must be a path on this site, such as /about/, not '//x/y'"),
        ("aliases: [/a/, '../b']", "aliases must not have '.' or '..' as a part"),
        (
            "aliases: https://x/y",
            "aliases must be a path on this site, such as /about/, not 'https://x/y'",
        ),
        ("template: ../x.html", "template must not have '.' or '..' as a part"),
        ("template: /x.html", "template must be a name below a templates folder, not '/x.html'"),
        ("type: a/b", "type must be a name without '/', not 'a/b'"),
        ("outputs: [html, jsn]", "outputs must be of html, json, txt, rss, atom, not 'jsn'"),
    ],
)
def test_misfits(line, headline):
    """A misfit is told at the line of its key, with what would fit."""
    message = told(f"---\nx: 1\n{line}\n---\n")

    assert f"content/a.md:3:1: {headline}\n 3 | {line}\n   | ^" == message.partition("\n\n")[0]


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("menu: {main: {wieght: 1}}", "did you mean 'weight'?"),
        ("visibility: {zzz: true}", "known: menu, listings, sitemap, search, rss"),
        ("slug: a/b", "use 'url' to set the whole path"),
    ],
)
def test_hints(line, hint):
    """Where there is something to do, it is said."""
    assert hint == told(f"---\n{line}\n---\n").partition("hint: ")[2]


def test_two_names_of_one_field():
    """Synonyms are one field, so there is one value."""
    assert (
        "content/a.md:3:1: publish_date says the same as 'publish_date', which is there too\n"
        " 3 | publish_date: 2026-01-02\n"
        "   | ^"
    ) == told("---\npublishDate: 2026-01-01\npublish_date: 2026-01-02\n---\n")


def test_a_misfit_in_a_table_of_toml():
    """The caret is under the key of the header."""
    assert (
        "content/a.md:2:2: menu.main.weight must be a whole number, not 'x'\n"
        " 2 | [menu.main]\n"
        "   |  ^"
    ) == told("+++\n[menu.main]\nweight = 'x'\n+++\n")


def test_a_misfit_that_comes_from_above():
    """A value of a cascade has no line in the page."""
    split = split_front_matter("---\ntitle: a\n---\n", path="content/a.md")
    merged = replace(split, front=apply_cascade(split.front, [{"weight": "x"}]))

    with pytest.raises(ContentError) as caught:
        validate_front_matter(merged, path="content/a.md", taxonomies=())

    assert (
        "content/a.md: weight must be a whole number, not 'x'\n\n"
        "hint: it comes from a cascade above this page"
    ) == str(caught.value)


def test_cascade():
    """The nearest wins, the page most of all, and params are merged."""
    above = [
        {"type": "doc", "weight": 1, "params": {"a": 1, "b": 1}},
        {"type": "post", "params": {"b": 2, "c": 2}},
    ]

    merged = apply_cascade({"weight": 3, "params": {"c": 3}}, above)

    assert {"type": "post", "weight": 3, "params": {"a": 1, "b": 2, "c": 3}} == merged
    assert {"a": 1, "b": 1} == above[0]["params"]


def test_a_cascade_does_not_reach_into_other_tables():
    """Only params are merged; another table is taken whole."""
    merged = apply_cascade({"menu": {"main": None}}, [{"menu": {"footer": None}, "draft": True}])

    assert {"menu": {"main": None}, "draft": True} == merged


FIELDS = [*FrontMatter().to_json(), "publishDate", "visibility", "author", "free"]
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-9, 9),
    st.text(max_size=5),
    st.sampled_from(["2026-03-01", "main", "/a/"]),
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["main", "weight", "rss", "x"]), inner, max_size=3)
    ),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from(FIELDS), VALUES, max_size=5))
def test_any_front_matter(front):
    """Any values are fields or a ContentError, and fields survive JSON."""
    split = replace(split_front_matter("", path="a.md"), front=front)

    def fields():
        return validate_front_matter(split, path="a.md", taxonomies=("tags", "authors"))

    first, again = outcome(fields), outcome(fields)

    assert first == again
    if isinstance(first, FrontMatter):
        assert first == FrontMatter.from_json(json.loads(json.dumps(first.to_json())))
    else:
        assert first.startswith("a.md: ")


@given(st.text(), st.text(), st.sampled_from(["---", "+++"]))
def test_any_text(head, body, fence):
    """Any head is read or a ContentError; the body stays as it is, newlines aside."""
    text = f"{fence}\n{head}\n{fence}\n{body}"
    plain = text.replace("\r\n", "\n").replace("\r", "\n")

    split = outcome(lambda: split_front_matter(text, path="a.md"))

    assert split == outcome(lambda: split_front_matter(text, path="a.md"))
    if isinstance(split, str):
        assert split.startswith("a.md:")
    else:
        assert plain.split("\n")[split.body_line - 1 :] == split.body.split("\n")
