"""
The pool: worker processes that perform actions in batches.

One task a message would cost 0.35 ms each in traffic. A few tasks are performed right here: a
process costs more than they do.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from typing import Any, TypeAlias

from doit.exceptions import InvalidTask

from bengal_tasks.actions.bench import Shop, Workshop
from bengal_tasks.actions.perform import Outcome, perform


Job: TypeAlias = tuple[str, str, dict[str, Any]]
Outcomes: TypeAlias = list[tuple[str, Outcome]]

_BATCH = 16
_FEW = 24
"""Up to so many tasks no process is started."""


@cache
def _shop(workshop: Workshop) -> Shop:
    return Shop(workshop)


def perform_batch(workshop: Workshop, jobs: list[Job]) -> Outcomes:
    """Perform several actions, in a worker or here."""
    shop = _shop(workshop)
    return [(name, perform(shop, action, arguments)) for name, action, arguments in jobs]


def _begin_worker() -> None:
    """Leave Ctrl-C to the parent: it ends the workers when it has saved what they did."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """Wait for the end of the parent, and end: another build may begin, and must find us gone."""
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)


class Pool:
    """Takes jobs one by one and gives back outcomes in any order."""

    def __init__(self, workshop: Workshop, workers: int) -> None:
        self.workers = workers
        self._workshop = workshop
        self._jobs: list[Job] = []
        self._running: set[Future[Outcomes]] = set()
        self._executor: ProcessPoolExecutor | None = None

    def add(self, name: str, action: str, arguments: dict[str, Any]) -> None:
        """Take a job; it may begin at once or when more have come."""
        self._jobs.append((name, action, arguments))
        if len(self._jobs) >= (_BATCH if self._executor else _FEW + 1):
            self._send()

    def ready(self) -> Outcomes:
        """Return the outcomes that are there, without waiting."""
        done = {future for future in self._running if future.done()}
        return self._results(done)

    def wait(self) -> Outcomes:
        """Wait until some outcomes are there; nothing when there is nothing to wait for."""
        if self._jobs and not self._executor:
            jobs, self._jobs = self._jobs, []
            return perform_batch(self._workshop, jobs)
        self._send()
        done, _ = wait(self._running, return_when=FIRST_COMPLETED) if self._running else ((), ())
        return self._results(set(done))

    def _results(self, done: set[Future[Outcomes]]) -> Outcomes:
        self._running -= done
        try:
            return [pair for future in done for pair in future.result()]
        except BrokenProcessPool as error:
            raise InvalidTask(
                "a worker process ended before its work did (killed, or out of memory); "
                "what was finished is kept, doit -n 0 works without processes"
            ) from error

    def _send(self) -> None:
        if self._executor is None and self._jobs:
            self._executor = ProcessPoolExecutor(
                self.workers, mp_context=_context(), initializer=_begin_worker
            )
        size = max(1, min(_BATCH, -(-len(self._jobs) // self.workers)))
        while self._jobs and self._executor:
            batch, self._jobs = self._jobs[:size], self._jobs[size:]
            self._running.add(self._executor.submit(perform_batch, self._workshop, batch))

    def close(self) -> None:
        """End the workers; what has not begun does not."""
        if self._executor:
            self._executor.shutdown(cancel_futures=True)


def _context() -> multiprocessing.context.BaseContext:
    """
    Fork where it is safe: a forked worker has our modules loaded, a spawned one takes 0.3 s.

    The threads of a library, which oxipng starts when it is first used, are not there in a forked
    process, and what waits for one of them waits for ever.
    """
    return multiprocessing.get_context("fork" if _is_alone() else "spawn")


def _is_alone() -> bool:
    """Tell whether this process has but one thread, of whatever language; False if unknown."""
    try:
        return len(os.listdir("/proc/self/task")) == 1  # noqa: PTH208 (only how many)
    except OSError:
        return False
