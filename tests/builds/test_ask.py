"""The script that asks the last build: four answers, on the sample."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path


SCRIPT = Path(__file__).parents[2] / "docs/ask.py"


def ask(space, *arguments):
    """Return what the script prints, when all goes well."""
    done = asked(space, *arguments)
    assert 0 == done.returncode, done.stderr
    return done.stdout


def asked(space, *arguments):
    """Run the script in the folder of a site."""
    return subprocess.run(  # noqa: S603 (our own interpreter)
        [sys.executable, str(SCRIPT), *arguments],
        cwd=space.root,
        env={**os.environ, **space.environ, "PYTHONPATH": str(SCRIPT.parents[1])},
        capture_output=True,
        text=True,
        check=False,
    )


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


def test_where_nothing_was_built(site):
    """Without a build, or outside of a site, it says so in one line."""
    done = asked(site, "--page", "content/about.md")
    assert (1, ".bengal/graph.json.zst is not there; run doit first") == (
        done.returncode, done.stderr.partition(",")[0]
    )  # fmt: skip
    site.remove("bengal.toml")
    done = asked(site)
    assert (1, "bengal.toml: there is no bengal.toml here") == (
        done.returncode, done.stderr.splitlines()[0]
    )  # fmt: skip
