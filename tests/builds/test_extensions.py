"""What else pages depend on: functions of the user's, environment variables, code and libraries."""

from __future__ import annotations

import pytest

from bengal_tasks.tasks import facts
from tests.builds.test_cold import PAGES


@pytest.fixture
def extended(built):
    """Return the site with an extension that the 404 uses."""
    built.edit("bengal.toml", "[params]", '[build]\nextensions = ["ext.py"]\n\n[params]')
    built.write("ext.py", "def shout(text):\n    return text.upper()\n")
    built.edit("templates/404.html", "Not here.", '{{ shout("not here") }}')
    built.build()
    return built


def test_function(extended):
    """A function of an extension leads to the pages that call something of its file."""
    assert "<p>NOT HERE</p>" in extended.read("public/404.html")

    extended.edit("ext.py", "upper", "title")
    ran = extended.build()

    assert {"listing:/404.html"} == ran.ran
    assert "<p>Not Here</p>" in extended.read("public/404.html")
    assert extended.is_clean()


def test_module_that_an_extension_imports(extended, monkeypatch):
    """A module of the site leads to the pages that call something of the file that imports it."""
    monkeypatch.syspath_prepend("")
    extended.write("words/__init__.py", "")
    extended.write("words/case.py", "from . import way\n\nchange = way.CHANGE\n")
    extended.write("words/way.py", "CHANGE = str.upper\n")
    extended.write(
        "ext.py", "from words import case\ndef shout(text):\n    return case.change(text)\n"
    )
    extended.build()
    assert "<p>NOT HERE</p>" in extended.read("public/404.html")

    extended.edit("words/way.py", "upper", "title")
    ran = extended.build()

    assert {"listing:/404.html"} == ran.ran
    assert "<p>Not Here</p>" in extended.read("public/404.html")
    assert extended.is_clean()


def test_name_that_appears(extended):
    """A function more leads to all that is rendered: a template may have asked for it in vain."""
    extended.edit(
        "templates/page.html", "{% block main %}", "{% block main %}{{ wink is defined }}"
    )
    extended.build()
    extended.write("ext.py", f"{extended.read('ext.py')}def wink(text):\n    return text\n")
    ran = extended.build()

    families = {name.partition(":")[0] for name in ran.ran}
    assert {"page", "listing", "feed", "sitemap", "robots"} == families
    assert {f"{key}/index.html" for key in PAGES} == ran.changed == ran.rewritten
    assert extended.is_clean()


def test_name_that_is_taken(extended):
    """A function with the name of one of ours fails the build as it would fail a clean one."""
    before = extended.published()
    extended.write("ext.py", f"{extended.read('ext.py')}def upper(text):\n    return text\n")
    ran = extended.build()

    assert 1 == ran.status
    assert "ext.py defines 'upper', which templates have already" in ran.failed["page:about"]
    assert before == extended.published()


def test_function_that_goes(extended):
    """A function that is gone fails the pages that call it, and no others."""
    extended.edit("ext.py", "shout", "whisper")
    ran = extended.build()

    assert {"listing:/404.html"} == set(ran.failed)
    assert "'shout' is undefined" in ran.failed["listing:/404.html"]


def test_extension_that_fails(extended):
    """A file that cannot be loaded is told with its name."""
    extended.edit("ext.py", "return", "return return")
    ran = extended.build()

    assert ran.status in {1, 3}
    assert "ext.py" in ran.text
    assert "SyntaxError" in ran.text


def test_environment_variable(built):
    """A variable that a template reads leads to the pages that read it."""
    built.edit("templates/404.html", "Not here.", '{{ env("COLOUR") or "none" }}')
    built.build()
    assert "<p>none</p>" in built.read("public/404.html")

    built.environ["COLOUR"] = "red"
    ran = built.build()

    assert {"listing:/404.html"} == ran.ran
    assert "<p>red</p>" in built.read("public/404.html")
    assert built.is_clean()

    built.environ["OTHER"] = "x"
    assert frozenset() == built.build().ran


def test_our_code(built, monkeypatch):
    """Other code of ours runs everything, says so, and rewrites nothing that comes out the same."""
    monkeypatch.setattr(facts, "code_digest", lambda: "other")
    ran = built.build("--continue")

    assert ["the code of bengal-tasks changed"] == ran.reasons["page:about"]
    assert "page:blog/a" in ran.ran
    assert frozenset() == ran.changed | ran.rewritten


def test_library(built, monkeypatch):
    """Another version of a library runs the families that it works for, and says so."""
    before = facts.libraries
    monkeypatch.setattr(facts, "libraries", lambda f: "9" if f == "parse" else before(f))
    ran = built.build("--continue")

    assert {"parse"} == {name.partition(":")[0] for name in ran.ran}
    assert ["a library changed"] == ran.reasons["parse:about"]
    assert frozenset() == ran.changed | ran.rewritten
