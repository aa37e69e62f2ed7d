"""
Pages from sources: what a dodo.py declares so that Markdown is made before the site is scanned.

>>> from bengal_tasks.autodoc import Source, generate
>>> def page_of(source: Source) -> dict[str, str]:
...     return {f"notes/{source.path.rpartition('/')[2]}.md": source.text}
>>> generate("notes", "notes/*.txt", page_of)
"""

from __future__ import annotations

from bengal_tasks.autodoc.python import python_package
from bengal_tasks.tasks.generators import Source, generate


__all__ = ("Source", "generate", "python_package")
