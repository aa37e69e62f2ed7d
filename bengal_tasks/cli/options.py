"""Options of our commands: how they are described, and that they may stand after names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any


def option(name: str, kind: type, text: str, *, default: object) -> dict[str, Any]:
    """Return doit's description of the option ``--name``."""
    return {
        "name": name,
        "short": "",
        "long": name.replace("_", "-"),
        "type": kind,
        "default": default,
        "help": text,
    }


NO_WAIT = option(
    "no_wait",
    bool,
    "end with status 75 when another build is running, instead of waiting for it",
    default=False,
)


def options_first(args: Sequence[str], options: Iterable[dict[str, Any]]) -> list[str]:
    """
    Return the arguments with options before names, as doit wants them; ``--`` ends options.

    >>> options_first(["key", "--restore"], [option("restore", bool, "", default=False)])
    ['--restore', 'key']
    """
    valued = {f"--{one['long']}" for one in options if one["type"] is not bool}
    first: list[str] = []
    names: list[str] = []
    rest = iter(args)
    for word in rest:
        if word == "--":
            names += rest
        elif word.startswith("-") and word != "-":
            first.append(word)
            if word in valued:
                first += [value for value in (next(rest, None),) if value is not None]
        else:
            names.append(word)
    return [*first, *(["--"] if any(n.startswith("-") for n in names) else []), *names]
