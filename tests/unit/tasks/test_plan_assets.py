"""The plan of assets: what is compiled, linked and published, and in which order."""

from __future__ import annotations

from contextlib import chdir

from bengal_tasks.tasks.session import Session


def test_code_is_linked_when_all_is_compiled(shown):
    """No stylesheet or script is linked while another is compiled: it may import that one."""
    with chdir(shown.root):
        specs = Session(shown.root).plan.specs.values()

    compiled = [spec for spec in specs if spec.family == "compile"]
    linked = [spec for spec in specs if spec.action == "code_asset"]
    assert len(compiled) == len(linked) > 1
    assert max(spec.phase for spec in compiled) < min(spec.phase for spec in linked)
