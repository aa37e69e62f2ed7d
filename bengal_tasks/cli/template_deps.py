"""``doit template-deps``: which templates each page used, and which pages a template is used by."""

from __future__ import annotations

import json as codec
from pathlib import Path
from typing import cast

from doit.exceptions import InvalidCommand

from bengal_tasks.cli.command import LookingCommand
from bengal_tasks.cli.named import task_named
from bengal_tasks.cli.options import option
from bengal_tasks.model.chains import Chain, chains_of
from bengal_tasks.model.digest import ABSENT
from bengal_tasks.model.keys import split_dependency, task_name, template_path
from bengal_tasks.model.rows import site_path
from bengal_tasks.tasks.records import dependencies_of
from bengal_tasks.tasks.session import Session, session


_JSON = option("json", bool, "write JSON: for each task its source and its chains", default=False)


class TemplateDeps(LookingCommand):
    """The command."""

    name = "template-deps"
    doc_purpose = "show the templates that pages used, and the pages that used a template"
    doc_usage = "[TEMPLATE|PAGE|TASK|OUTPUT...]"
    doc_description = (
        "The answer is what was recorded when pages were last rendered: a partial inside a false "
        "condition is not used, one with a computed name is. TEMPLATE is a name or a path; PAGE is "
        "the path of a source, its key or its URL."
    )
    cmd_options = (_JSON,)

    def _execute(self, pos_args: list[str], json: bool) -> int:  # noqa: FBT001 (doit passes options)
        found = session()
        used = templates_by_task(found)
        tasks = {task.name: task for task in self.task_list}
        shown = {name for argument in pos_args for name in _meant(found, tasks, used, argument)}
        chosen = {name: read for name, read in used.items() if name in shown or not pos_args}
        refers = {name: t.refers for name, t in found.inventory.templates.items()}
        chains = {name: chains_of(read, refers) for name, read in chosen.items()}
        if not json:
            lines = dict.fromkeys(_line(found, name, chain) for name, chain in chains.items())
            self.outstream.writelines(f"{line}\n" for line in lines)
            return 0
        value = [
            {
                "task": n,
                "source": _subject(found, n),
                "chains": [[c.template, *c.others] for c in cs],
            }
            for n, cs in chains.items()
        ]
        self.outstream.write(f"{codec.dumps(value, indent=2, ensure_ascii=False)}\n")
        return 0


def templates_by_task(found: Session) -> dict[str, list[str]]:
    """Return the names of the templates that each task read when it last ran, sorted by task."""
    names = {template_path(name): name for name in found.inventory.templates}
    used: dict[str, list[str]] = {}
    for task in sorted(found.plan.specs):
        record = found.record(task)
        read = [d for d in dependencies_of(record) if record.get(d) != ABSENT]
        paths = [split_dependency(dependency)[0] for dependency in read]
        templates = sorted({names[path] for path in paths if path in names})
        if templates:
            used[task] = templates
    return used


def _meant(
    found: Session, tasks: dict[str, object], used: dict[str, list[str]], argument: str
) -> list[str]:
    """Return the tasks that an argument is about: those of a page, or those that use a template."""
    path = Path(argument)
    if path.is_absolute() and path.is_relative_to(found.root):
        argument = path.relative_to(found.root).as_posix()
    templates = found.inventory.templates
    named = [name for name, t in templates.items() if argument in {name, t.path}]
    if named:
        return [task for task, read in used.items() if named[0] in read]
    key = _page_meant(found, argument)
    if key is None:
        listing = task_name("listing", argument)
        return [listing if listing in tasks else _task_meant(tasks, argument)]
    specs = found.plan.specs.values()
    return [spec.name for spec in specs if spec.arguments.get("key") == key]


def _page_meant(found: Session, argument: str) -> str | None:
    """Return the key of the page with this source, key or URL; None when there is none."""
    rows, page = found.plan.rows, found.pages.get(argument)
    if page is not None:
        return page.key
    if argument in rows:
        return argument
    return next((key for key, row in rows.items() if row.get("url") == argument), None)


def _task_meant(tasks: dict[str, object], argument: str) -> str:
    try:
        return task_named("template-deps", tasks, argument)
    except InvalidCommand:
        raise InvalidCommand(
            f"template-deps: {argument!r} is no template, page, task or file that a task writes"
        ) from None


def _subject(found: Session, task: str) -> str:
    """Return what a task renders: the path of a source, or its own name."""
    key = cast("str", found.plan.specs[task].arguments.get("key") or "")
    return site_path(found.plan.rows.get(key, {}), found.config.build.content_dir) or task


def _line(found: Session, task: str, chains: list[Chain]) -> str:
    first, *others = chains
    more = f" (and {'; '.join(map(str, others))})" if others else ""
    return f"{_subject(found, task)} -> {first}{more}"
