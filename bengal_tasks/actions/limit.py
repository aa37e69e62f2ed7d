"""
A limit on the processor time of one task: a body that a parser never gets done with fails alone.

Processor time, because a busy machine must not make a build fail. Where there is no such timer
(Windows), and outside of the main thread, there is no limit.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class TimeIsUp(BaseException):
    """The task has used up its time; no error, so that nobody takes it for one and goes on."""


@contextmanager
def limited(seconds: int) -> Iterator[None]:
    """Raise TimeIsUp inside after so many seconds of processor time; 0 is no limit."""
    in_main = threading.current_thread() is threading.main_thread()
    if not (seconds and in_main and hasattr(signal, "setitimer")):
        yield
        return
    before = signal.signal(signal.SIGPROF, _stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _stop(number: int, frame: FrameType | None) -> None:
    del number, frame
    raise TimeIsUp
