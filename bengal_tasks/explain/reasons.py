"""From what doit says of a task's state to our reasons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bengal_tasks.model.reason import Cause, Reason


_LISTS = {
    "changed_file_dep": Cause.CHANGED,
    "added_file_dep": Cause.ADDED,
    "removed_file_dep": Cause.REMOVED,
    "missing_target": Cause.MISSING,
    "missing_file_dep": Cause.MISSING,
}


def reasons_of(found: Mapping[str, Any], *, known: bool, forced: bool = False) -> list[Reason]:
    """
    Return the reasons in doit's *found* (name to list), the plainest first.

    *known* tells whether the task has a record, *forced* whether it runs whatever its state.
    """
    reasons = [reason for entry in found.get("uptodate_false") or [] for reason in _own(entry[0])]
    if Reason(Cause.FAILED) in reasons:
        return [Reason(Cause.FAILED)]
    if not known and not any(reason.cause is Cause.ORPHAN for reason in reasons):
        return [Reason(Cause.NEW)]
    for name, cause in _LISTS.items():
        reasons += [Reason(cause, str(about)) for about in sorted(found.get(name) or [])]
    if found.get("has_no_dependencies"):
        reasons.append(Reason(Cause.ALWAYS))
    if not reasons and forced:
        reasons.append(Reason(Cause.FORCED))
    unique = list(dict.fromkeys(reasons))
    return sorted(unique, key=lambda reason: reason.cause is not Cause.CHANGED)


def _own(condition: object) -> list[Reason]:
    """Return the reasons that a condition of ours kept; a user's condition is a reason itself."""
    kept = getattr(condition, "reasons", None)
    return list(kept) if isinstance(kept, list) else [Reason(Cause.USER)]
