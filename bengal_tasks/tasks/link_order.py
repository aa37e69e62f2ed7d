"""The order in which stylesheets and scripts are linked when no record tells it yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bengal_tasks.model.code import Code
from bengal_tasks.model.keys import compiled_path
from bengal_tasks.tasks.plan import Plan


def in_link_order(plan: Plan, names: Iterable[str]) -> list[str]:
    """
    Return the assets *names*, each after those of them that it refers to, but for circles.

    Linked in another order, an asset would be linked twice: its text has the published names of
    others, and a chain of imports would go as deep as it is long.
    """
    wanted = dict.fromkeys(names)
    found: dict[str, None] = {}
    entered: set[str] = set()
    for name in wanted:
        path = [(name, _references(plan, name))] if name not in entered else []
        entered.add(name)
        while path:
            one, others = path[-1]
            other = next((o for o in others if o in wanted and o not in entered), None)
            if other is None:
                found[one] = None
                path.pop()
            else:
                entered.add(other)
                path.append((other, _references(plan, other)))
    return list(found)


def _references(plan: Plan, name: str) -> Iterator[str]:
    code = plan.artefact(compiled_path(name)).get("code")
    if isinstance(code, dict):
        yield from (r.name for r in Code.from_json(code).references)
