"""The limit on the processor time of a task."""

from __future__ import annotations

import re
import signal
import threading

import pytest

from bengal_tasks.actions.limit import TimeIsUp, limited


def _endless():
    while True:
        try:
            sum(range(1000))
        except Exception:  # noqa: BLE001, S112 (as a careless library does)
            continue


def test_loop_without_end():
    """A loop is ended, also one that catches every error."""
    with pytest.raises(TimeIsUp), limited(1):
        _endless()


def test_expression_that_backtracks():
    """A regular expression that backtracks for years is ended."""
    with pytest.raises(TimeIsUp), limited(1):
        re.match(r"(a+)+$", "a" * 60 + "b")


def test_nothing_is_left():
    """What is done in time leaves no timer and the handler that was there."""
    before = signal.getsignal(signal.SIGPROF)
    with limited(5):
        pass

    assert (0.0, 0.0) == signal.getitimer(signal.ITIMER_PROF)
    assert before == signal.getsignal(signal.SIGPROF)


def test_other_thread():
    """In another thread, where no signal arrives, there is no limit and no error."""
    seen = []

    def work():
        with limited(1):
            seen.append(1)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()

    assert [1] == seen
