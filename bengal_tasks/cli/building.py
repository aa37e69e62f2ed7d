"""Build: take the lock, run the tasks with our runner, and leave a snapshot."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Any

from doit.action import PythonAction
from doit.control import TaskControl
from doit.dependency import JSONCodec
from doit.exceptions import InvalidDodoFile
from doit.task import Stream

from bengal_tasks.cli.adapter import Adapted
from bengal_tasks.cli.preview import preview
from bengal_tasks.cli.quick import variables_given
from bengal_tasks.cli.runner import SiteRunner
from bengal_tasks.errors import BengalError
from bengal_tasks.model.keys import STATE_DIR, is_generated
from bengal_tasks.model.trace import notices_of, writes_of
from bengal_tasks.scan.walk import files_below
from bengal_tasks.store.files import remove_file, remove_temporaries
from bengal_tasks.store.journal import ANY
from bengal_tasks.store.locks import BuildLock
from bengal_tasks.store.shapes import is_publishable
from bengal_tasks.tasks.backend import BengalBackend
from bengal_tasks.tasks.checker import DigestChecker
from bengal_tasks.tasks.dependency import TracingDependency
from bengal_tasks.tasks.records import values_of
from bengal_tasks.tasks.session import Session, session
from bengal_tasks.tasks.snapshots import take_snapshot
from bengal_tasks.tasks.unplanned import forget_unplanned


BUSY = 75
"""Exit status when another build has the state and --no-wait was given (EX_TEMPFAIL)."""

INTERRUPTED = 130
"""Exit status after Ctrl-C, or after a request to end (as shells have it: 128 + SIGINT)."""

FAILED = 2
"""Exit status when the build could not go on, as doit has it for errors."""

_MOST_FOREIGN = 5


def locked(command: Any, run: Callable[[], int]) -> int:  # noqa: ANN401 (doit's types)
    """Do *run* while no other build does; return its status, or BUSY, INTERRUPTED, or FAILED."""
    try:
        return _locked(command, run)
    except KeyboardInterrupt:
        sys.stderr.write("interrupted; what was finished is kept\n")
        return INTERRUPTED
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        sys.stderr.write(f"the build stopped: {where}{error.strerror or error}\n")
        return FAILED
    except BengalError as error:
        sys.stderr.write(f"the build stopped: {error}\n")
        return FAILED


def _locked(command: Any, run: Callable[[], int]) -> int:  # noqa: ANN401 (doit's types)
    signal.signal(signal.SIGTERM, _interrupt)
    lock = BuildLock(Path.cwd())
    if not _acquired(lock, wait=not command.params["no_wait"]):
        return BUSY
    try:
        command.dep_manager = TracingDependency(
            BengalBackend, ".bengal/cache.json.zst", DigestChecker, JSONCodec
        )
        return run()
    finally:
        lock.release()


def build(command: Any) -> int:  # noqa: ANN401 (doit's types)
    """Run the tasks that the command has selected; return doit's status."""
    options = command.params
    if options["dry_run"]:
        tasks = {task.name: task for task in command.task_list}
        preview(session(), command.dep_manager, tasks, command.outstream)
        return 0
    PythonAction.pm_pdb = options["pdb"]
    try:
        if options["clean_output"]:
            _clean_output(session())
        _prepare(session())
        control = _control(command)
    except BengalError as error:
        raise InvalidDodoFile(str(error)) from None
    reporter = _reporter(command, options["reporter"])
    verbosity = Stream(options["verbosity"], options["force_verbosity"])
    session().state.run += 1
    session().audit = options["audit"]
    workers = _workers(0 if options["audit"] else options["num_process"])
    runner = SiteRunner(
        session(), workers, command.dep_manager, reporter,
        options["continue"], options["always"], verbosity,
    )  # fmt: skip
    status = int(runner.run_all(control.task_dispatcher()))
    if status == 0 and _is_complete(command):
        take_snapshot(session(), _standing_warnings(session()))
    return status


def _is_complete(command: Any) -> bool:  # noqa: ANN401 (doit's types)
    """Tell whether all of the site was built, and nothing but the site."""
    own = session().plan.specs
    users = [t.name for t in command.task_list if t.name not in own and not _is_group(t)]
    ignored = any("ignore:" in record for record in session().state.tasks.values())
    other = ignored or variables_given()  # a profile given by a variable is not that of plain doit
    return command.sel_tasks is None and not users and not other


def _is_group(task: Any) -> bool:  # noqa: ANN401 (doit's types)
    return bool(task.has_subtask) and not task.actions


def _standing_warnings(found: Session) -> int:
    records = found.state.tasks.values()
    return len({notice for record in records for notice in notices_of(values_of(record))})


def _control(command: Any) -> TaskControl:  # noqa: ANN401 (doit's types)
    """Return doit's control of the selected tasks; with ``-s`` those alone."""
    control = TaskControl(
        command.task_list, auto_delayed_regex=command.params["auto_delayed_regex"]
    )
    control.process(command.sel_tasks)
    if command.params["single"]:
        for name in control.selected_tasks:
            names = control.tasks[name].task_dep if control.tasks[name].has_subtask else [name]
            for single in names:
                control.tasks[single].task_dep = []
    return control


def _reporter(command: Any, wanted: Any) -> Adapted:  # noqa: ANN401 (doit's types)
    kind = command.reporters[wanted] if isinstance(wanted, str) else wanted
    stream = command.params["outfile"]
    if isinstance(stream, str):
        stream = Path(stream).open("w", encoding="utf-8")  # noqa: SIM115 (open until we end)
    options = {name: command.params[name] for name in ("failure_verbosity", "verbosity")}
    made = kind(stream, options)
    records = session().state.tasks
    before = {name: notices_of(values_of(record)) for name, record in records.items()}
    return Adapted(made, {name: found for name, found in before.items() if found})


def _interrupt(number: int, frame: object) -> None:
    """End as Ctrl-C does when another program asks for the end."""
    del number, frame
    raise KeyboardInterrupt


def _acquired(lock: BuildLock, *, wait: bool) -> bool:
    if lock.acquire(0):
        return True
    sys.stderr.write("another build is running here" + ("; waiting\n" if wait else "\n"))
    return wait and lock.acquire(-1)


def _workers(wanted: int) -> int:
    return (os.cpu_count() or 1) if wanted < 0 else wanted


def _clean_output(found: Session) -> None:
    """Remove all that is known to be published; name what else is in the output folder."""
    output = found.config.build.output_dir
    published = {path for writes in found.before.values() for path in writes}
    for path in sorted(published | found.state.orphans.keys()):
        if is_publishable(path) and PurePosixPath(path).is_relative_to(output):
            remove_file(found.root, path)
            found.disown(path)
    _name_foreign(found)


def _prepare(found: Session) -> None:
    """Forget what is not planned any more, and clear what stands where a new file must go."""
    if found.state.warning:
        sys.stderr.write(f"warning: {found.state.warning}\n")
    remove_temporaries(found.root)
    if not found.before:
        _name_foreign(found)
    for path in (*forget_unplanned(found), *_strays(found)):
        remove_file(found.root, path)
    for path, digest in found.orphans().items():
        if _is_in_the_way(found, path) and digest in {ANY, found.table.digest(path)}:
            remove_file(found.root, path)
            found.disown(path)


def _is_in_the_way(found: Session, path: str) -> bool:
    """Tell whether a promised file needs a folder where *path* is, or the other way round."""
    folder = f"{path}/"
    above = path.split("/")
    parents = {"/".join(above[:n]) for n in range(1, len(above))}
    promised = found.plan.promised
    return bool(parents & promised) or any(other.startswith(folder) for other in promised)


def _strays(found: Session) -> list[str]:
    """Return the artefacts that no task promises or has made: left by a kill or a lost state."""
    # Those right below the folder are the indexes, which are always planned, and the state.
    names = [name for name in files_below(str(found.root / STATE_DIR)) if "/" in name]
    paths = [f"{STATE_DIR}/{name}" for name in names]
    paths = [path for path in paths if not is_generated(path)]
    known = {path for record in found.state.tasks.values() for path in writes_of(values_of(record))}
    return [path for path in paths if path not in found.plan.producers and path not in known]


def _name_foreign(found: Session) -> None:
    """Name the files in the output folder that a first build finds there: they are not ours."""
    output = found.config.build.output_dir
    known = found.plan.promised | found.orphans().keys()
    foreign = [f"{output}/{name}" for name in files_below(str(found.root / output))]
    foreign = [path for path in foreign if path not in known]
    if foreign:
        shown = ", ".join(foreign[:_MOST_FOREIGN])
        more = f" and {len(foreign) - _MOST_FOREIGN} more" if len(foreign) > _MOST_FOREIGN else ""
        sys.stderr.write(f"note: not written by this build, and kept: {shown}{more}\n")
