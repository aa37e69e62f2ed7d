"""Edits of data files: each value is a dependency of its own."""

from __future__ import annotations


def test_value(built):
    """A value leads to the pages that show it."""
    built.edit("data/team.yaml", "lead: Ann", "lead: Bob")
    ran = built.build()

    assert {"data", "page:guide/one"} == ran.ran
    assert {"guide/one/index.html"} == ran.changed == ran.rewritten
    assert built.is_clean()


def test_value_that_nothing_reads(built):
    """A value that no template reads leads to nothing."""
    built.edit("data/team.yaml", "nothing reads this", "nobody reads this")
    ran = built.build()

    assert {"data"} == ran.ran
    assert frozenset() == ran.changed
    assert built.is_clean()


def test_spelling(built):
    """A file that says the same in another spelling leads to nothing."""
    built.edit("data/team.yaml", "[Ann, Bob]", "\n- Ann\n- Bob")
    ran = built.build()

    assert {"data"} == ran.ran
    assert frozenset() == ran.changed


def test_new_file(built):
    """A file that nothing reads leads to nothing."""
    built.write("data/more/list.json", "[1, 2]")
    ran = built.build()

    assert {"data", "edges"} == ran.ran
    assert frozenset() == ran.changed
    assert built.is_clean()


def test_deleted_file(built):
    """A value that is gone is absent, as in a clean build."""
    built.remove("data/team.yaml")
    ran = built.build()

    assert {"guide/one"} == ran.of("page") | set(ran.failed) - {"page:guide/one"}
    assert built.is_clean()


def test_file_that_was_missing(built):
    """A value that was read in vain is shown when it appears."""
    text = built.read("data/team.yaml")
    built.edit(
        "templates/page.html", "data.team.members | join", "(data.team.members or []) | join"
    )
    built.remove("data/team.yaml")
    built.build()
    built.write("data/team.yaml", text)
    ran = built.build()

    assert {"guide/one"} == ran.of("page")
    assert "Ann: Ann, Bob" in built.read("public/guide/one/index.html")
    assert built.is_clean()


def test_broken_file(built):
    """A file that cannot be read fails the pages that read it, with file and line."""
    built.edit("data/team.yaml", "lead: Ann", "lead: [Ann")
    ran = built.build()

    assert {"page:guide/one"} == set(ran.failed)
    assert "data/team.yaml:" in ran.failed["page:guide/one"]
    assert 1 == ran.status

    built.edit("data/team.yaml", "lead: [Ann", "lead: Ann")
    ran = built.build()
    assert {"data", "page:guide/one", "edges", "asset_deps"} == ran.ran
    assert frozenset() == ran.changed
    assert built.is_clean()


def test_other_format(built):
    """The same values in another format are the same values."""
    built.remove("data/team.yaml")
    built.write("data/team.json", '{"lead": "Ann", "members": ["Ann", "Bob"]}')
    ran = built.build()

    assert {"data", "edges"} == ran.ran
    assert frozenset() == ran.changed
    assert built.is_clean()
