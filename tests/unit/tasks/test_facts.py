"""Facts: what a task depends on besides files."""

from __future__ import annotations

from dataclasses import replace

from bengal_tasks.tasks.facts import facts_of, libraries
from bengal_tasks.tasks.spec import TaskSpec


SPEC = TaskSpec("page", "a", "", action="page", arguments={"url": "/a/"}, targets=("public/a",))


def _facts(spec):
    return facts_of(spec, spec.arguments)


def test_arguments():
    """Other arguments, targets or another action are another fact."""
    others = [
        replace(SPEC, arguments={"url": "/b/"}),
        replace(SPEC, targets=("public/b",)),
        replace(SPEC, action="listing"),
    ]

    assert {_facts(SPEC)["arguments"]}.isdisjoint(_facts(o)["arguments"] for o in others)
    assert _facts(SPEC) == _facts(replace(SPEC, doc="other words", after=("config",)))


def test_libraries():
    """An action depends on the libraries whose work is in its bytes, and on no others."""
    assert "mistune " in libraries("parse")
    assert "jinja2" not in libraries("parse")
    assert "pillow " in libraries("variant")
    assert "pillow" not in libraries("asset")
    assert "" == libraries("copy")
