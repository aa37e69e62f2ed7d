"""From what doit says to reasons."""

from __future__ import annotations

from bengal_tasks.explain.reasons import reasons_of
from bengal_tasks.model.reason import Cause, Reason


class _Condition:
    """Stands for a condition of ours."""

    def __init__(self, *reasons):
        self.reasons = list(reasons)


def test_new():
    """A task without a record is new, whatever else is true of it."""
    found = {"missing_target": ["public/a"], "changed_file_dep": ["content/a.md"]}

    assert [Reason(Cause.NEW)] == reasons_of(found, known=False)


def test_changes_come_first():
    """What changed is told before what is missing, each once."""
    found = {
        "missing_target": ["public/a"],
        "changed_file_dep": ["content/b.md", "content/a.md"],
        "added_file_dep": ["content/c.md"],
        "removed_file_dep": ["content/d.md"],
    }

    assert [
        Reason(Cause.CHANGED, "content/a.md"),
        Reason(Cause.CHANGED, "content/b.md"),
        Reason(Cause.ADDED, "content/c.md"),
        Reason(Cause.REMOVED, "content/d.md"),
        Reason(Cause.MISSING, "public/a"),
    ] == reasons_of(found, known=True)


def test_conditions():
    """A condition of ours has its reasons, one of the user is a reason itself."""
    own = _Condition(Reason(Cause.CODE), Reason(Cause.EDITED, "public/a"))
    found = {"uptodate_false": [(own, (), {}), (lambda: False, (), {})]}

    reasons = reasons_of(found, known=True)
    assert [Reason(Cause.CODE), Reason(Cause.EDITED, "public/a"), Reason(Cause.USER)] == reasons


def test_no_reason_of_its_own():
    """A task that runs because it was asked to, or because it always runs, says so."""
    assert [Reason(Cause.FORCED)] == reasons_of({}, known=True, forced=True)
    assert [Reason(Cause.ALWAYS)] == reasons_of({"has_no_dependencies": True}, known=True)
    assert [] == reasons_of({}, known=True)
