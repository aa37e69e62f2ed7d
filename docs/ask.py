"""
Ask the last build: ``python docs/ask.py [--asset URL] [--page SOURCE] [--change PATH]``.

Run it in the folder of a site. It answers from the files in ``.bengal`` alone: which pages use an
asset, which templates a page went through, what would rebuild if a file changed, and which tags
have lost pages since the last build. Nothing is run.
"""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Iterable, Iterator

from bengal_tasks.cache import (
    AssetDependencyMap,
    DependencyGraph,
    TaxonomyIndex,
    TemplateDependencies,
)
from bengal_tasks.errors import BengalError


def pages_with(asset: str) -> list[str]:
    """Return the pages that use an asset; the end of its URL will do."""
    known = AssetDependencyMap()
    urls = [url for url in known.get_all_assets() if url.endswith(asset)]
    return sorted({page for url in urls for page in known.get_asset_pages(url)})


def templates_of(page: str) -> Iterator[str]:
    """Yield the chain of templates of a page."""
    chain = TemplateDependencies().chain(page)
    if chain:
        yield str(chain)


def rebuilds(path: str) -> list[str]:
    """Return the tasks that an edit of a file may run; of a page, of its front matter too."""
    return DependencyGraph.load().impact([path, f"{path}#front_matter"])


def lost() -> Iterator[str]:
    """Yield the tags that have lost pages since the last build, with the pages."""
    for slug, pages in TaxonomyIndex().lost_pages().items():
        yield f"{slug}: {', '.join(pages)}"


def main() -> None:
    """Print the answers to what was asked."""
    parser = argparse.ArgumentParser(description="Ask the last build.")
    parser.add_argument("--asset", help="which pages use this asset?")
    parser.add_argument("--page", help="which templates does this page use?")
    parser.add_argument("--change", help="what would rebuild if this file changed?")
    asked = parser.parse_args()
    if asked.asset:
        _tell(f"pages that use {asked.asset}", pages_with(asked.asset))
    if asked.page:
        _tell(f"templates of {asked.page}", templates_of(asked.page))
    if asked.change:
        _tell(f"an edit of {asked.change} may run", rebuilds(asked.change))
    _tell("tags that lost pages since the last build", lost())


def _tell(title: str, lines: Iterable[str]) -> None:
    print(f"{title}:", *(list(lines) or ["(none)"]), sep="\n  ")


if __name__ == "__main__":
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # end quietly when nobody reads on
    try:
        main()
    except FileNotFoundError as missing:
        sys.exit(f"{missing.filename} is not there; run doit first, in the folder of the site")
    except BengalError as error:
        sys.exit(str(error))
