"""Pages that functions of dodo.py make from sources: made, made again and gone in one build."""

from __future__ import annotations

import json

import pytest
from doit.exceptions import InvalidDodoFile

from bengal_tasks.autodoc import generate
from bengal_tasks.cache import BuildCache, TemplateDependencies
from bengal_tasks.tasks.generators import declared_generators


def note_page(source):
    """Return a page for a note: its first line is the title, the second the tag."""
    title, tag, *body = source.text.splitlines()
    name = source.path.rpartition("/")[2].removesuffix(".txt")
    return {f"notes/{name}.md": f"---\ntitle: {title}\ntags: [{tag}]\n---\n" + "\n".join(body)}


@pytest.fixture
def notes(site):
    """Return a built site with pages of two notes."""
    generate("notes", "notes/**/*.txt", note_page)
    site.write("notes/one.txt", "One\nred\nFirst.\n")
    site.write("notes/deep/two.txt", "Two\nred\nSecond.\n")
    site.write("notes/other.md", "no source")
    ran = site.build()
    assert 0 == ran.status, ran.text
    yield site
    declared_generators().clear()


def test_pages(notes):
    """Each source has a page, in the lists that it belongs to, in the first build."""
    assert "First." in notes.read("public/notes/one/index.html")
    assert "Second." in notes.read("public/notes/two/index.html")
    assert "One" in notes.read("public/tags/red/index.html")
    assert not (notes.root / "public/notes/other/index.html").exists()


def test_null(notes):
    """Nothing is made again, and the snapshot knows all that was looked at."""
    calls = []
    generate("notes", "notes/**/*.txt", lambda source: calls.append(1) or note_page(source))
    ran = notes.build("--continue")

    assert frozenset() == ran.ran
    assert [] == calls
    assert "nothing to do" in notes.build().text


def test_edit(notes):
    """An edit of a source runs its page, in the same build, and calls the function for it alone."""
    calls = []
    generate(
        "notes", "notes/**/*.txt", lambda source: calls.append(source.path) or note_page(source)
    )
    notes.edit("notes/one.txt", "First.", "Third.")
    ran = notes.build()

    assert {"parse:notes/one", "page:notes/one"} <= ran.ran
    assert "page:notes/two" in ran.up_to_date
    assert not {"metadata", "taxonomy", "listing:/tags/red/"} & ran.ran
    assert ["notes/one.txt"] == calls
    assert "Third." in notes.read("public/notes/one/index.html")
    assert notes.is_clean()


def test_same_page(notes):
    """An edit of a source that makes the same page runs nothing."""
    generate(
        "notes",
        "notes/**/*.txt",
        lambda s: {"notes/x.md": "X"} if "one" in s.path else {},
        version="2",
    )
    notes.build("--continue")
    notes.edit("notes/one.txt", "First.", "Third.")
    ran = notes.build()

    assert frozenset() == ran.ran


def test_deleted(notes):
    """A source that is deleted takes its page out of folders, lists and indexes."""
    notes.remove("notes/one.txt")
    ran = notes.build()

    assert "notes/one/index.html" in ran.changed
    assert not (notes.root / "public/notes/one/index.html").exists()
    assert not list((notes.root / ".bengal").rglob("notes/one*"))
    assert "One" not in notes.read("public/tags/red/index.html")
    assert {"index:section", "taxonomy", "page:notes/two"} & ran.ran
    assert notes.is_clean()


def test_added(notes):
    """A new source in a new folder has its page in the same build."""
    notes.write("notes/new/three.txt", "Three\nblue\nNew.\n")
    ran = notes.build()

    assert {"parse:notes/three", "page:notes/three", "listing:/tags/blue/"} <= ran.ran
    assert "page:notes/one" in ran.up_to_date or "page:notes/one" in ran.ran
    assert notes.is_clean()


def test_renamed(notes):
    """A source that is renamed moves its page."""
    notes.rename("notes/one.txt", "notes/uno.txt")
    notes.build()

    assert (notes.root / "public/notes/uno/index.html").is_file()
    assert not (notes.root / "public/notes/one/index.html").exists()
    assert notes.is_clean()


def test_generator_that_goes(notes):
    """Without its generator a page goes."""
    declared_generators().clear()
    notes.build("--continue")

    assert not (notes.root / "public/notes").exists()
    assert not (notes.root / ".bengal/generated").exists()


def test_page_that_was_changed(notes):
    """A generated file that somebody changed or deleted is made again."""
    notes.write(".bengal/generated/notes/notes/one.md", "mine")
    notes.remove(".bengal/generated/notes/notes/two.md")
    ran = notes.build()

    assert 0 == ran.status
    assert "First." in notes.read("public/notes/one/index.html")
    assert frozenset() == ran.changed
    assert notes.is_clean()


def test_lost_state(notes):
    """Without the state folder everything is made again, with the same bytes."""
    notes.remove(".bengal")
    ran = notes.build()

    assert frozenset() == ran.changed
    assert notes.is_clean()


def test_in_the_content(notes):
    """A page that lies in the content folder as well is an error that names both."""
    notes.write("content/notes/one.md", "x")
    ran = notes.build()

    assert 3 == ran.status
    assert "content/notes/one.md: notes/one.txt makes notes/one.md" in ran.text


def test_twice(notes):
    """Two sources of one page are an error that names both."""
    notes.write("notes/deep/one.txt", "Uno\nred\n")
    ran = notes.build()

    assert 3 == ran.status
    assert "notes/deep/one.txt and notes/one.txt both make notes/one.md" in ran.text


@pytest.mark.parametrize(
    "function",
    [
        lambda _: 1 / 0,
        lambda _: {"../x.md": "X"},
        lambda _: {"x.html": "X"},
        lambda _: {"x.md": 1},
        lambda _: None,
    ],
    ids=["raises", "outside", "suffix", "number", "none"],
)
def test_function_that_fails(notes, function):
    """A function that fails is told with the source; what was published stays."""
    before = notes.published()
    generate("notes", "notes/*.txt", function, version="2")
    ran = notes.build("--continue")

    assert 3 == ran.status
    assert "Traceback" not in ran.text
    assert before == notes.published()


@pytest.mark.parametrize(
    ("name", "pattern"), [("A b", "x/*"), ("a", "*.py"), ("a", "/x/*"), ("a", "**/*.py")]
)
def test_declaration(name, pattern):
    """A name or a pattern that cannot be used is refused when dodo.py is read."""
    with pytest.raises(InvalidDodoFile, match="generate"):
        generate(name, pattern, note_page)


def test_impact(notes):
    """What depends on a source is known to doit impact, and the pages of it to the API."""
    ran = notes.build("impact", "notes/one.txt")

    assert "parse:notes/one" in ran.text
    assert "page:notes/one" in ran.text
    cache = BuildCache.load(notes.root / ".bengal/cache.json.zst")
    page = ".bengal/generated/notes/notes/one.md"
    assert {page} == cache.get_affected_autodoc_pages(notes.root / "notes/one.txt")
    assert set() == cache.get_stale_autodoc_sources()
    assert page in TemplateDependencies(notes.root / ".bengal").chains()
    assert [page] == [
        row["source"] for row in json.loads(notes.build("template-deps", page, "--json").text)
    ]


def test_audit(notes):
    """The tasks of a generated page declare what they open."""
    notes.edit("notes/one.txt", "First.", "Third.")
    ran = notes.build("run", "--audit", "-a")

    assert 0 == ran.status, ran.text
    assert {"parse:notes/one", "page:notes/one"} <= ran.ran


def test_dry_run(notes):
    """A dry run tells what an edit of a source would run, and publishes nothing."""
    notes.edit("notes/one.txt", "First.", "Third.")
    ran = notes.build("run", "--dry-run")

    assert "parse:notes/one  would run: .bengal/generated/notes/notes/one.md changed" in ran.text
    assert frozenset() == ran.changed
    assert {"parse:notes/one", "page:notes/one"} <= notes.build().ran


def test_messages(notes):
    """A warning about a generated page names the file that it is in."""
    notes.write("notes/bad.txt", "Bad\nred\n[x](nowhere.md)\n")
    ran = notes.build()

    place = ".bengal/generated/notes/notes/bad.md:5"
    assert f"{place}: the link leads nowhere: nowhere.md" in ran.text


def test_key(notes):
    """A source is an input of the site: another text of it is another key."""
    before = notes.build("cache", "key").text
    notes.edit("notes/one.txt", "First.", "Third.")

    assert before != notes.build("cache", "key").text
    inputs = {line.split()[-1] for line in notes.build("cache", "inputs").text.splitlines()}
    assert "notes/one.txt" in inputs


def test_edited_function(site):
    """An edit of the function makes the pages anew; one of a source does, in a real doit too."""
    site.write("lines/a.txt", "words")
    site.write(
        "dodo.py",
        "from bengal_tasks.tasks import *\nfrom bengal_tasks.autodoc import generate\n"
        'generate("lines", "lines/*.txt", lambda s: {"lines/a.md": "old " + s.text})\n',
    )
    assert 0 == site.shell()[0]
    assert "nothing to do" in site.shell()[1]
    assert "old words" in site.read("public/lines/a/index.html")

    site.edit("dodo.py", '"old "', '"new "')
    site.shell()
    assert "new words" in site.read("public/lines/a/index.html")

    site.edit("lines/a.txt", "words", "lines")
    site.shell()
    assert "new lines" in site.read("public/lines/a/index.html")
