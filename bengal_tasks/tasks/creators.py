"""
The task creators that a dodo.py imports, in the order in which families run.

doit sorts creators by their line, so they stand in one file.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from doit.exceptions import InvalidDodoFile

from bengal_tasks.errors import BengalError
from bengal_tasks.tasks.checker import DigestChecker
from bengal_tasks.tasks.dictionary import dictionary
from bengal_tasks.tasks.session import session


DOIT_CONFIG = {
    "backend": "bengal",
    "dep_file": ".bengal/cache.json.zst",
    "check_file_uptodate": DigestChecker,
    "reporter": "bengal",
    "continue": True,
    "minversion": "0.37.0",
}

_TABLES = """\
[tool.doit.plugins.command]
run = "bengal_tasks.cli.run:Run"
why = "bengal_tasks.cli.why:Why"
impact = "bengal_tasks.cli.impact:Impact"
verify = "bengal_tasks.cli.verify:Verify"
list = "bengal_tasks.cli.list:List"
cache = "bengal_tasks.cli.cache:Cache"
graph = "bengal_tasks.cli.graph:Graph"
template-deps = "bengal_tasks.cli.template_deps:TemplateDeps"
info = "bengal_tasks.cli.info:Info"
forget = "bengal_tasks.cli.forget:Forget"
clean = "bengal_tasks.cli.clean:Clean"
ignore = "bengal_tasks.cli.ignore:Ignore"
reset-dep = "bengal_tasks.cli.reset_dep:ResetDep"
assets = "bengal_tasks.cli.assets:Assets"

[tool.doit.plugins.backend]
bengal = "bengal_tasks.tasks.backend:BengalBackend"

[tool.doit.plugins.reporter]
bengal = "bengal_tasks.report.console:ConsoleReporter"
"""


def check_tables(folder: Path) -> None:
    """Raise InvalidDodoFile when doit was not told where our parts are: it would fail obscurely."""
    places = (folder / "pyproject.toml", folder / "doit.cfg")
    texts = [place.read_text("utf-8") for place in places if place.is_file()]
    if not any("bengal_tasks.tasks.backend" in text for text in texts):
        raise InvalidDodoFile(f"pyproject.toml must name the parts for doit; add:\n\n{_TABLES}")


Tasks = Iterator[dict[str, Any]]


def _family(name: str, doc: str) -> Tasks:
    """Yield the tasks of a family, and the group that stands for them."""
    try:
        found = session()
        specs = found.plan.family(name)
        if [spec.key for spec in specs] != [""]:
            yield {"basename": name, "name": None, "doc": doc}
        for spec in specs:
            yield dictionary(found, spec)
    except BengalError as error:
        raise InvalidDodoFile(str(error)) from None


def task_config() -> Tasks:
    """Read the settings, with profile and environment."""
    yield from _family("config", "the settings, with profile and environment")


def task_data() -> Tasks:
    """Read the data files."""
    yield from _family("data", "the data files, for templates")


def task_template() -> Tasks:
    """Check each template."""
    yield from _family("template", "check each template, and note what it refers to")


def task_words() -> Tasks:
    """Collect the words of all sources, where stylesheets are to be purged."""
    yield from _family("words", "the words of all sources, for stylesheets to keep what is used")


def task_compile() -> Tasks:
    """Compile stylesheets and scripts."""
    yield from _family("compile", "bundle and minify each stylesheet, minify each script")


def task_asset() -> Tasks:
    """Publish each asset under a fingerprinted name."""
    yield from _family("asset", "publish each asset under a name with its fingerprint")


def task_static() -> Tasks:
    """Copy files as they are."""
    yield from _family("static", "copy files as they are: static/, and beside the Markdown")


def task_variant() -> Tasks:
    """Make the variants of images that pages ask for."""
    yield from _family("variant", "images in other sizes and formats, as pages ask for them")


def task_parse() -> Tasks:
    """Parse the Markdown of each page."""
    yield from _family("parse", "parse the Markdown of each page")


def task_metadata() -> Tasks:
    """Collect the front matter of all pages."""
    yield from _family("metadata", "the front matter of all pages")


def task_taxonomy() -> Tasks:
    """Collect the pages by tag and term."""
    yield from _family("taxonomy", "the pages by tag and term")


def task_sections() -> Tasks:
    """Work out the tree of sections."""
    yield from _family("sections", "the tree of sections")


def task_menus() -> Tasks:
    """Work out the menus."""
    yield from _family("menus", "the menus")


def task_index() -> Tasks:
    """Collect the pages by section, author, category, date, and your own keys."""
    yield from _family("index", "pages by section, author, category, date, and your own keys")


def task_urls() -> Tasks:
    """Collect every URL of the site."""
    yield from _family("urls", "every URL and file of the site, for links")


def task_page() -> Tasks:
    """Render each page."""
    yield from _family("page", "render each page")


def task_listing() -> Tasks:
    """Render sections, taxonomies, terms and the 404."""
    yield from _family("listing", "render sections, tags and their terms, sheet by sheet")


def task_feed() -> Tasks:
    """Write the feeds."""
    yield from _family("feed", "write the feeds of the site and of its sections")


def task_sitemap() -> Tasks:
    """Write the sitemap."""
    yield from _family("sitemap", "write sitemap.xml")


def task_robots() -> Tasks:
    """Write robots.txt."""
    yield from _family("robots", "write robots.txt")


def task_search() -> Tasks:
    """Write the search index."""
    yield from _family("search", "write search.json")


def task_redirect() -> Tasks:
    """Write a redirect for each alias."""
    yield from _family("redirect", "lead old URLs to where their pages are now")


def task_manifest() -> Tasks:
    """Write the asset manifest."""
    yield from _family("manifest", "the asset manifest")


def task_prune() -> Tasks:
    """Remove published files that no task promises."""
    yield from _family("prune", "remove published files that no task promises")


def task_health() -> Tasks:
    """Look for what is wrong with assets and references."""
    yield from _family(
        "health", "look for references that lead nowhere, and assets to make smaller"
    )


def task_asset_deps() -> Tasks:
    """Note which page uses which asset."""
    yield from _family("asset_deps", "which page uses which asset")


def task_edges() -> Tasks:
    """Write the dependency graph."""
    yield from _family("edges", "what depends on what, as recorded")


CREATORS = tuple(name for name in globals() if name.startswith("task_"))
__all__ = ("DOIT_CONFIG", *CREATORS)  # noqa: PLE0604 (text, all of them)
