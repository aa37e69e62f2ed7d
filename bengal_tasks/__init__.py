"""
An incremental static-site builder on doit.

Layers, high to low; an import may only point down (checked by import-linter)::

    cli                 our doit commands
    report              what the user sees while tasks run
    autodoc             pages from sources, declared in dodo.py
    tasks  | explain | cache   values -> doit tasks | traces -> reasons | artefacts -> the API
    actions | graph     what a task runs | dependents and impact
    scan   | render     tree -> inventory | values -> bytes
    assets              bytes of a source -> bytes that are published
    parse  | store      text -> values | values <-> artefacts
    model               frozen values, pure functions
    errors              the tree of errors
"""

from __future__ import annotations


__version__ = "0.1.0"
