"""
The tasks of this site: `doit` builds it, `doit list` shows what there is to build.

The import below makes every template, asset and page a task. A function of yours named task_x
joins the same graph; doit runs it when a file it depends on has changed. For example::

    def task_words():
        '''Count the words of the sources.'''
        return {
            "file_dep": sorted(map(str, Path("content").rglob("*.md"))),
            "actions": ["wc -w %(dependencies)s"],
            "verbosity": 2,
        }
"""

from __future__ import annotations

from bengal_tasks.tasks import *  # noqa: F403 (the task creators, and DOIT_CONFIG)


# -- your own tasks ------------------------------------------------------------------------------
