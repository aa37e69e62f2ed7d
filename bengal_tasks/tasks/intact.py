"""Intact: whether a task's facts are those it ran with, and its outputs are as it left them."""

from __future__ import annotations

from typing import cast

from bengal_tasks.model.digest import ABSENT
from bengal_tasks.model.reason import Cause, Reason
from bengal_tasks.model.trace import writes_of
from bengal_tasks.model.values import JSON
from bengal_tasks.tasks.plan_indexes import present_facts
from bengal_tasks.tasks.session import Session
from bengal_tasks.tasks.spec import TaskSpec


_CAUSES = {
    "code": Cause.CODE,
    "libraries": Cause.LIBRARIES,
    "arguments": Cause.ARGUMENTS,
    "value": Cause.DERIVED,
    "tool": Cause.TOOL,
}


class Intact:
    """
    doit's ``uptodate`` for one task of ours: true when there is no reason to run it.

    Its repr reads as the reasons, because ``doit info`` shows it.
    """

    def __init__(self, session: Session, spec: TaskSpec) -> None:
        self._session = session
        self._spec = spec
        self.reasons: list[Reason] = []

    def __call__(self) -> bool:
        """Look for reasons, and tell whether there are none."""
        values = cast("dict[str, JSON]", self._session.record(self._spec.name).get("_values_:"))
        self.reasons = self._look(values or {})
        return not self.reasons

    def __repr__(self) -> str:
        return "; ".join(str(reason) for reason in self.reasons) or "facts and outputs are intact"

    def _look(self, values: dict[str, JSON]) -> list[Reason]:
        if self._spec.family == "prune":
            return [Reason(Cause.ORPHAN, path) for path in self._session.orphans()]
        if values.get("failed"):
            return [Reason(Cause.FAILED)]
        known = values.get("recipe")
        if not isinstance(known, dict):
            return [Reason(Cause.NEW)]
        facts = present_facts(self._session.plan, self._spec)
        changed = [Reason(_CAUSES[name]) for name in facts if facts[name] != known.get(name)]
        return changed + self._outputs(values)

    def _outputs(self, values: dict[str, JSON]) -> list[Reason]:
        reasons = []
        for path, digest in writes_of(values).items():
            found = self._session.written_state(path)
            if found != digest:
                cause = Cause.MISSING if found == ABSENT else Cause.EDITED
                reasons.append(Reason(cause, path))
        return reasons
