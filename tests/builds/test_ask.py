"""The script that asks the last build: four answers, on the sample."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


SCRIPT = Path(__file__).parents[2] / "docs/ask.py"


def ask(space, *arguments):
    """Return what the script prints."""
    done = subprocess.run(  # noqa: S603 (our own interpreter)
        [sys.executable, str(SCRIPT), *arguments],
        cwd=space.root,
        env={**os.environ, **space.environ, "PYTHONPATH": str(SCRIPT.parents[1])},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_answers(built):
    """Pages by asset, templates by page, tasks by file, and tags that lost pages."""
    url = "css/site.css"
    told = ask(built, "--page", "content/guide/two.md", "--change", "templates/partials/promo.html")

    assert "content/guide/two.md → page.html → base.html, partials/promo.html" in told
    assert "may run:\n  page:guide/two\n  template:partials/promo.html\n" in told
    assert told.endswith("tags that lost pages since the last build:\n  (none)\n")
    assert f"pages that use {url}:\n" in ask(built, "--asset", url)

    built.remove("content/blog/b.md")
    assert ask(built).endswith("since the last build:\n  x: content/blog/b.md\n")
