"""Run one task of ours: its action, or for an index what the session works out."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import cast

from bengal_tasks.actions.bench import Bench
from bengal_tasks.actions.perform import Outcome, perform
from bengal_tasks.errors import BengalError
from bengal_tasks.model.health import Severity, findings_from_json
from bengal_tasks.model.keys import template_path
from bengal_tasks.model.trace import Notice, Trace, notices_of
from bengal_tasks.model.values import JSON
from bengal_tasks.render.helpers import helper_modules
from bengal_tasks.store.files import remove_file
from bengal_tasks.store.journal import ANY
from bengal_tasks.tasks.audit import listening, undeclared
from bengal_tasks.tasks.health import health_of
from bengal_tasks.tasks.plan_indexes import arguments_of, value_of
from bengal_tasks.tasks.records import values_of
from bengal_tasks.tasks.session import Session
from bengal_tasks.tasks.spec import TaskSpec


def run_spec(session: Session, spec: TaskSpec, *, trial: bool = False) -> Outcome:
    """
    Run the task in this process; with *trial* nothing is written or removed.

    In a session with an audit, a file that was opened and not declared is an error.
    """
    if not session.audit:
        return _run(session, spec, trial=trial)
    with listening() as opened:
        outcome = _run(session, spec, trial=trial)
    templates = {template_path(n): t.path for n, t in session.inventory.templates.items()}
    opened -= _programs(session)
    faults = undeclared(opened, outcome.trace, session.root, templates)
    if outcome.error or not faults or not spec.action:
        return outcome
    return Outcome(outcome.trace, f"opened and not declared: {', '.join(faults)}")


def _programs(session: Session) -> set[str]:
    """Return extensions and their modules: loaded with the templates, read when one is called."""
    files = set(session.config.build.extensions)
    for file in session.config.build.extensions:
        with suppress(OSError, SyntaxError):
            code = Path(session.table.locate(file)).read_bytes()
            files |= helper_modules(code, session.root)[1].keys()
    folders = {os.path.dirname(file) for file in files}  # noqa: PTH120 (text, as it was opened)
    return {session.table.locate(path) for path in files | folders}


def _run(session: Session, spec: TaskSpec, *, trial: bool) -> Outcome:
    if spec.action:
        arguments = arguments_of(session.plan, spec)
        return perform(session.shop, spec.action, arguments, trial=trial)
    if spec.family == "prune":
        return Outcome(Trace()) if trial else _prune(session)
    bench = Bench(session.shop, trial=trial)
    try:
        for path in spec.targets:
            bench.write_artefact(path, value_of(session.plan, spec.name))
    except BengalError as error:
        return Outcome(bench.trace(), str(error))
    for dependency in spec.reads:
        bench.reads.state(dependency, session.state_of(dependency))
    return _judged(session, bench) if spec.family == "health" else Outcome(bench.trace())


def _judged(session: Session, bench: Bench) -> Outcome:
    """Tell what is wrong with the site: as warnings, and errors under ``[build] strict``."""
    rows = cast("list[list[JSON]]", cast("dict[str, JSON]", health_of(session.plan))["findings"])
    told = [f for f in findings_from_json(rows) if f.severity is not Severity.INFO]
    errors = [f for f in told if f.severity is Severity.ERROR]
    if errors and session.config.build.strict:
        return Outcome(bench.trace(), "\n".join(f"{f.where}: {f.message}" for f in errors))
    records = [record for name, record in session.state.tasks.items() if name != "health"]
    known = {(n.path, n.message) for record in records for n in notices_of(values_of(record))}
    for finding in told:
        if (finding.path, finding.message) in known:
            continue  # told by the task that noticed it
        bench.note(Notice(finding.path, finding.line, "health", finding.message))
    return Outcome(bench.trace())


def _prune(session: Session) -> Outcome:
    """Remove what was published once and is promised no more, if it is still as it was written."""
    notices = []
    for path, digest in session.orphans().items():
        if digest in {ANY, session.table.digest(path)}:
            remove_file(session.root, path)
        elif (session.root / path).exists():
            notices.append(Notice(path, 0, "prune", "kept: it is not as this build wrote it"))
        session.disown(path)
    return Outcome(Trace(notices=tuple(notices)))
