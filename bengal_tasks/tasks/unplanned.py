"""Unplanned: tasks that have a record, and that the plan does not have any more."""

from __future__ import annotations

from bengal_tasks.model.keys import STATE_DIR, family_of
from bengal_tasks.model.trace import writes_of
from bengal_tasks.tasks.session import Session


def forget_unplanned(session: Session) -> list[str]:
    """
    Forget tasks that are not planned any more; return the artefacts they leave.

    Variants stay: they are planned when they are asked for; see `variants.drop_unasked`.
    """
    left: list[str] = []
    for name in list(session.state.tasks):
        values = session.values(name)
        if name in session.plan.specs or "recipe" not in values or family_of(name) == "variant":
            continue
        left += [path for path in writes_of(values) if path.startswith(f"{STATE_DIR}/")]
        session.forget(name)
    return [path for path in left if path not in session.plan.producers]
