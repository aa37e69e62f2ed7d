"""Find the templates of a site and what they refer to."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from bengal_tasks.errors import TemplateError
from bengal_tasks.model.inventory import FoundTemplate
from bengal_tasks.model.values import JSON
from bengal_tasks.scan.walk import sources_below
from bengal_tasks.store.table import FileTable


def find_templates(
    roots: tuple[str, ...], table: FileTable, memo: dict[str, dict[str, JSON]]
) -> dict[str, FoundTemplate]:
    """Return the templates by name; of two with one name the first root wins."""
    found: dict[str, FoundTemplate] = {}
    for root in roots:
        for name in sources_below(root, table):
            if name not in found:
                found[name] = _found(name, f"{root}/{name}", table, memo)
    return dict(sorted(found.items()))


def _found(
    name: str, path: str, table: FileTable, memo: dict[str, dict[str, JSON]]
) -> FoundTemplate:
    digest = table.digest(path)
    known = memo.get(path)
    if known is None or known.get("digest") != digest:
        known = memo[path] = {"digest": digest, **_read(path, table)}
    return FoundTemplate(
        name=name,
        path=path,
        refers=tuple(cast("list[str]", known["refers"])),
        reads_bodies=bool(known["bodies"]),
    )


def _read(path: str, table: FileTable) -> dict[str, JSON]:
    # Jinja costs 40 ms to import; a warm build with unchanged templates does without.
    from bengal_tasks.parse.templates import read_template  # noqa: PLC0415

    try:
        text = Path(table.locate(path)).read_text("utf-8")
        read = read_template(text, path=path)
    except (TemplateError, UnicodeDecodeError):
        return {"refers": [], "bodies": False}  # the template's own task tells what is wrong
    return {"refers": list(read.refers), "bodies": read.reads_bodies or read.computed}


def closure(names: tuple[str, ...], templates: dict[str, FoundTemplate]) -> tuple[str, ...]:
    """Return *names* and all templates they lead to by literal names, those that exist, sorted."""
    seen: set[str] = set()
    queue = [name for name in names if name in templates]
    while queue:
        name = queue.pop()
        if name not in seen:
            seen.add(name)
            queue += [other for other in templates[name].refers if other in templates]
    return tuple(sorted(seen))
