"""
The tasks of this site: `doit` builds it, `doit list` shows what there is to build.

The task creators below make every template, asset and page a task. Add your own beneath them: a
function named task_x that returns doit's dictionary joins the same graph.
"""

from __future__ import annotations

from bengal_tasks.tasks import *  # noqa: F403 (the task creators, and DOIT_CONFIG)


# -- your own tasks ------------------------------------------------------------------------------
