"""Facts: what a task depends on besides files."""

from __future__ import annotations

from dataclasses import replace

from bengal_tasks.tasks.facts import facts_of, libraries
from bengal_tasks.tasks.spec import TaskSpec


SPEC = TaskSpec("page", "a", "", action="page", arguments={"url": "/a/"}, targets=("public/a",))


def test_arguments():
    """Other arguments, targets or another action are another fact."""
    others = [
        replace(SPEC, arguments={"url": "/b/"}),
        replace(SPEC, targets=("public/b",)),
        replace(SPEC, action="listing"),
    ]

    assert {facts_of(SPEC)["arguments"]}.isdisjoint(facts_of(o)["arguments"] for o in others)
    assert facts_of(SPEC) == facts_of(replace(SPEC, doc="other words", after=("config",)))


def test_libraries():
    """A family depends on the libraries whose work is in its bytes, and on no others."""
    assert "mistune " in libraries("parse")
    assert "jinja2" not in libraries("parse")
    assert "" == libraries("asset")
