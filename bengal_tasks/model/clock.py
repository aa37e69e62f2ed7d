"""The moment that counts as now: it only decides which pages are due."""

from __future__ import annotations

import time
from collections.abc import Mapping

from bengal_tasks.errors import ConfigError


EPOCH = "SOURCE_DATE_EPOCH"
"""The variable that sets the moment; see reproducible-builds.org."""

_MOST = 253_402_300_799
"""The last second of the year 9999: no date is later."""


def now_of(environ: Mapping[str, str]) -> int:
    """
    Return seconds since 1970: those of SOURCE_DATE_EPOCH, else the clock's.

    Raises ConfigError when the variable holds anything but a whole number of seconds.
    """
    text = environ.get(EPOCH, "").strip()
    if not text:
        return int(time.time())
    if not (text.isascii() and text.isdecimal()) or len(text) > len(str(_MOST)):
        raise ConfigError(
            f"{EPOCH} is {text!r}, which is no number of seconds since 1970",
            hint=f"unset it, or set it to a whole number: {EPOCH}=1700000000",
        )
    return min(int(text), _MOST)
