"""``doit verify [1/N]``: run up-to-date tasks again, into memory, and compare the bytes."""

from __future__ import annotations

import re
from typing import Any

from doit.cmd_base import DoitCmdBase
from doit.exceptions import InvalidCommand

from bengal_tasks.explain.text import named
from bengal_tasks.model.digest import digest_of
from bengal_tasks.model.trace import writes_of
from bengal_tasks.tasks.records import dependencies_of
from bengal_tasks.tasks.run import run_spec
from bengal_tasks.tasks.session import Session, session
from bengal_tasks.tasks.spec import TaskSpec


_SHARE = re.compile(r"1/([1-9][0-9]{0,5})")


class Verify(DoitCmdBase):  # type: ignore[misc]  # doit ships no hints
    """The command; it ends with status 1 when a task would write other bytes than it left."""

    name = "verify"
    doc_purpose = "run up-to-date tasks again, into memory, and compare the bytes"
    doc_usage = "[1/N]"
    doc_description = (
        "Nothing is written. 1/N takes one task in N, others in each build; without it all are run."
    )
    cmd_options = ()

    def _execute(self, pos_args: list[str]) -> int:
        share = _share(pos_args)
        found = session()
        tasks = {task.name: task for task in self.task_list}
        looked = different = 0
        for name, spec in found.plan.specs.items():
            if not _is_chosen(name, found.state.run, share) or not self._is_current(tasks, name):
                continue
            looked += 1
            faults = faults_of(found, spec)
            different += bool(faults)
            for fault in faults:
                self.outstream.write(f"{name}  {fault}\n")
        self.outstream.write(f"{looked} up-to-date tasks run again, {different} differ\n")
        return 1 if different else 0

    def _is_current(self, tasks: dict[str, Any], name: str) -> bool:
        return bool(self.dep_manager.get_status(tasks[name], tasks).status == "up-to-date")


def faults_of(found: Session, spec: TaskSpec) -> list[str]:
    """Return how a task would differ from its record if it ran now: bytes, files, dependencies."""
    outcome = run_spec(found, spec, trial=True)
    if outcome.error:
        return [f"fails now: {outcome.error}"]
    known, now = writes_of(found.values(spec.name)), outcome.trace.writes
    faults = [f"{path} would get other bytes" for path in now if known.get(path) != now[path]]
    faults += [f"{path} would not be written" for path in known if path not in now]
    if spec.family != "prune":
        read = set(dependencies_of(found.record(spec.name))) ^ outcome.trace.reads.keys()
        faults += [f"{named(dependency)} is read at one time only" for dependency in sorted(read)]
    return faults


def _share(pos_args: list[str]) -> int:
    if not pos_args:
        return 1
    match = _SHARE.fullmatch(pos_args[0])
    if match is None or len(pos_args) > 1:
        raise InvalidCommand("verify: say 1/N to run one task in N again, or nothing for all")
    return int(match[1])


def _is_chosen(name: str, run: int, share: int) -> bool:
    return int(digest_of(f"{run} {name}".encode()), 16) % share == 0
