"""Check one template, and keep what of it matters."""

from __future__ import annotations

from bengal_tasks.actions.bench import Bench
from bengal_tasks.model.keys import template_path
from bengal_tasks.parse.templates import code_digest, read_template


def template(bench: Bench, *, name: str, path: str) -> None:
    """
    Write ``.bengal/templates/NAME.json.zst``.

    Its ``code`` is the digest of the text without comments, its ``refers`` the templates it names.
    """
    text = bench.text(path)
    if name.endswith((".html", ".xml", ".txt", ".j2", ".jinja")):
        read = read_template(text, path=path)
        refers, computed = list(read.refers), read.computed
    else:
        refers, computed = [], False
    bench.write_artefact(
        template_path(name),
        {"version": 1, "code": code_digest(text), "refers": [*refers], "computed": computed},
    )
