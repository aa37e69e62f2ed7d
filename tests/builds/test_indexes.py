"""The query indexes in builds: which tasks run when the keys of a page change."""

from __future__ import annotations

import pytest
from doit.exceptions import InvalidDodoFile

from bengal_tasks.model.keys import index_path
from bengal_tasks.store.codec import decode
from bengal_tasks.tasks.query_indexes import declared_indexes, query_index


_LIST = """\
{% extends "base.html" %}{% block main %}
{%- for p in site.indexes.author.get(page.params.who) %}[{{ p.title }}]{% endfor %}
{% endblock %}"""
_PEOPLE = ("jane", "john", "mary")


@pytest.fixture
def declared():
    """Let a test declare indexes; they are gone after it."""
    yield declared_indexes()
    declared_indexes().clear()


@pytest.fixture
def people(site):
    """Return a built site with a page that lists the posts of each of three authors."""
    site.write("templates/people.html", _LIST)
    for who in _PEOPLE:
        site.write(
            f"content/{who}.md", f"---\ntitle: By {who}\ntemplate: people.html\nwho: {who}\n---\n"
        )
    for name, who in (("a", "jane"), ("b", "john"), ("c", "mary")):
        site.edit(f"content/blog/{name}.md", "title:", f"author: {who}\ntitle:")
    assert 0 == site.build().status
    return site


def entries(space, name):
    """Return the entries of an index."""
    return decode((space.root / index_path(name)).read_bytes())["entries"]


def shown(space, who):
    """Return what the page of an author lists."""
    return space.read(f"public/{who}/index.html").partition("[")[2].partition("]")[0]


def listers(ran):
    """Return the pages that list an author and ran."""
    return {f"page:{who}" for who in _PEOPLE} & ran.ran


def test_author(people):
    """A template lists the pages of an author, and an author without pages has none."""
    assert ["Post A", "Post B", "Post C"] == [shown(people, who) for who in _PEOPLE]


def test_another_author(people):
    """A page that gets another author runs the pages that read the two keys, and not the third."""
    people.edit("content/blog/a.md", "author: jane", "author: john")
    ran = people.build()

    assert {"page:jane", "page:john"} == listers(ran)
    assert "page:mary" in ran.up_to_date
    assert "index:author" in ran.ran
    assert {"index:category", "index:section", "index:date_range"} <= ran.up_to_date
    assert "" == shown(people, "jane")
    assert people.is_clean()


def test_another_title(people):
    """A title runs the page that shows it, though no index changes."""
    people.edit("content/blog/a.md", "title: Post A", "title: Post Z")
    ran = people.build()

    assert {"page:jane"} == listers(ran)
    assert {"index:author", "index:category", "index:section"} <= ran.up_to_date
    assert "Post Z" == shown(people, "jane")
    assert people.is_clean()


def test_body(people):
    """A body concerns no index and no list of titles."""
    people.edit("content/blog/b.md", "body of B", "BODY of B")
    ran = people.build()

    assert set() == listers(ran)
    assert not ran.of("index")


def test_deleted(people):
    """A page that is deleted leaves every index."""
    people.remove("content/blog/a.md")
    ran = people.build()

    assert {"page:jane"} == listers(ran)
    assert "jane" not in entries(people, "author")
    for name in ("author", "category", "date_range", "section"):
        found = [page for e in entries(people, name).values() for page in e["page_paths"]]
        assert "blog/a" not in found
    assert people.is_clean()


def test_new_key(people):
    """A key that appears runs the page that asked for it in vain."""
    people.edit("content/jane.md", "who: jane", "who: zoe")
    people.build()
    people.edit("content/blog/c.md", "author: mary", "author: zoe")
    ran = people.build()

    assert {"page:jane", "page:mary"} == listers(ran)
    assert "Post C" == shown(people, "jane")


def test_built_in(people):
    """Sections have their path as key, dates their year and month."""
    assert ["blog/d", "blog/c", "blog/b", "blog/a"] == entries(people, "section")["blog"][
        "page_paths"
    ]
    month = entries(people, "date_range")["2026-01"]
    assert {"type": "month", "year": 2026, "month": 1} == month["metadata"]
    assert set(month["page_paths"]) <= set(entries(people, "date_range")["2026"]["page_paths"])


def test_key_with_a_slash(people):
    """A key may have any characters."""
    people.write("content/docs/deep/x.md", "---\ntitle: Deep\n---\n")
    people.edit("templates/people.html", "author.get(page.params.who)", 'section.get("docs/deep")')
    people.build()

    assert "Deep" == shown(people, "jane")


def test_declared(people, declared):
    """An index of dodo.py is one like ours, and its function is part of the site."""

    @query_index("mood")
    def by_mood(page):
        return page.mood

    people.edit("templates/people.html", "author.get(page.params.who)", 'mood.get("good")')
    people.edit("content/blog/a.md", "title:", "mood: good\ntitle:")
    people.build("--continue")
    assert "Post A" == shown(people, "jane")

    @query_index("mood")
    def by_other_mood(page):
        return [("good", {"of": page.key})] if page.key == "blog/b" else None

    ran = people.build("--continue")

    assert {f"page:{who}" for who in _PEOPLE} == listers(ran)
    assert {"mood"} == ran.of("index")
    assert "Post B" == shown(people, "jane")
    assert {"of": "blog/b"} == entries(people, "mood")["good"]["metadata"]

    declared.clear()
    ran = people.build("--continue")

    assert not (people.root / index_path("mood")).exists()
    assert "there is no index 'mood'" in ran.text
    assert "" == shown(people, "jane")


@pytest.mark.parametrize("answer", [{"a": 1}, 3, [("a", {"x": object()})]])
def test_no_key(people, declared, answer):
    """A function that returns no key is an error that names it and the page."""
    assert not declared
    query_index("odd")(lambda page: answer if page.key == "blog/b" else None)
    ran = people.build("--continue")

    assert ran.status in {1, 3}
    assert "the index 'odd' fails on blog/b.md" in ran.text
    assert "Traceback" not in ran.text


def test_a_function_that_fails_later(people, declared):
    """The task fails and nothing else: the build goes on, and commands answer without it."""
    assert not declared
    keys = ["good"]

    @query_index("mood")
    def by_mood(page):
        return keys[0] if page.key else None

    people.write("templates/mood.html", '{{ site.indexes.mood.get("good") | length }}')
    people.write("content/moods.md", "---\ntitle: M\ntemplate: mood.html\n---\n")
    assert 0 == people.build().status
    keys[0] = 5
    people.edit("content/about.md", "Who", "What")
    asked = [
        people.build(*words)
        for words in (["why", "page:moods"], ["info", "index:mood"], ["run", "--dry-run"])
    ]
    ran = people.build("--continue")

    assert not [
        found.text for found in asked if "Traceback" in found.text or "\n" not in found.text
    ]
    assert ("index:mood", "page:about") == (*ran.failed, *({"page:about"} & ran.ran))
    assert 1 == ran.status
    assert ran.text.count("the index 'mood' fails on") == 1
    keys[0] = "good"
    people.build()
    assert people.is_clean()


@pytest.mark.parametrize("name", ["author", "A", "a-b", ""])
def test_no_name(name):
    """A name that a template could not spell, or that is taken, is refused."""
    with pytest.raises(InvalidDodoFile, match="query_index"):
        query_index(name)


def test_module(people):
    """A module that dodo.py imports is looked at also when nothing else changed."""
    people.write("dodo.py", "from bengal_tasks.tasks import *\nimport moods\n")
    people.write(
        "moods.py",
        "from bengal_tasks.tasks.query_indexes import query_index\n\n"
        '@query_index("mood")\ndef by_mood(page):\n    return "good"\n',
    )
    people.shell()
    assert "nothing to do" in people.shell()[1]

    people.edit("moods.py", '"good"', '"bad"')
    status, text = people.shell()

    assert 0 == status
    assert "index:mood" in text
    assert "bad" in entries(people, "mood")
