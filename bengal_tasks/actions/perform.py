"""Perform an action by name: the one door for this process and for workers."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any, cast

from bengal_tasks.actions.bench import Bench, Shop
from bengal_tasks.actions.limit import TimeIsUp, limited
from bengal_tasks.errors import BengalError
from bengal_tasks.model.trace import Trace


_MODULES = {
    "parse": "parse",
    "template": "template",
    "asset": "asset",
    "image_asset": "images",
    "picture": "images",
    "variant": "images",
    "compiled": "compile",
    "code_asset": "code",
    "page": "page",
    "listing": "page",
    "taxonomy": "page",
    "term": "page",
    "not_found": "page",
    "feed": "texts",
    "sitemap": "texts",
    "robots": "texts",
    "redirect": "texts",
    "search": "texts",
    "copy": "copies",
    "data": "indexes",
    "manifest": "indexes",
}
"""The module of each action; imported when the action is first needed."""


_SLOW = "hint: look for a text or a loop that grows without end, or raise [build] task_seconds"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an action ended: its trace, and the message of its error ("" when it went well)."""

    trace: Trace
    error: str = ""


def perform(shop: Shop, action: str, arguments: dict[str, Any], *, trial: bool = False) -> Outcome:
    """
    Run *action*; its errors come back as text, with what was read until then.

    With *trial* nothing is written.
    """
    module = import_module(f"bengal_tasks.actions.{_MODULES[action]}")
    run = cast("Callable[..., None]", getattr(module, action))
    bench = Bench(shop, trial=trial)
    error = ""
    try:
        with limited(shop.workshop.seconds):
            run(bench, **arguments)
    except BengalError as fault:
        error = str(fault)
    except TimeIsUp:
        error = f"not done after {shop.workshop.seconds} s of processor time\n\n{_SLOW}"
    except RecursionError:
        error = "nested too deeply: a template or a body includes itself"
    except OSError as fault:
        error = f"{fault.filename}: {fault.strerror}" if fault.filename else str(fault)
    except Exception:  # noqa: BLE001 (a fault of ours must not end the other tasks)
        error = f"a fault of bengal-tasks:\n{traceback.format_exc()}"
    return Outcome(bench.trace(), error)
