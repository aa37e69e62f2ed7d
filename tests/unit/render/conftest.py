"""A scope over artefacts that were written by hand."""

from __future__ import annotations

from typing import Any

import pytest

from bengal_tasks.model.keys import CONFIG, METADATA, TAXONOMY, URLS, asset_path, parsed_path
from bengal_tasks.render.reads import Reads
from bengal_tasks.render.scope import Scope
from bengal_tasks.render.sections import SectionViews
from bengal_tasks.store.artefacts import ArtefactReader
from bengal_tasks.store.codec import encode
from bengal_tasks.store.files import write_file


def _row(key: str, **fields: Any) -> dict[str, Any]:
    kind = "home" if key == "_index" else "section" if key.endswith("/_index") else "page"
    url = f"/{key.removesuffix('_index')}".rstrip("/") + "/"
    row = {"key": key, "kind": kind, "section": key.rpartition("/")[0], "url": url, "title": key}
    row |= {"source": f"{key}.md", "listed": True, "list_type": "doc", "date": None}
    return row | {"taxonomies": {}, "params": {}} | fields


ROWS = [
    _row("_index"),
    _row("docs/_index", title="Docs"),
    _row("docs/a", title="A & B", weight=1, params={"mood": "red"}, taxonomies={"tags": ["x"]}),
    _row("docs/b", title="B", weight=2, date="2026-03-01"),
    _row("top", title="Top"),
]
ARTEFACTS = {
    CONFIG: {
        "base_path": "/base",
        "site": {"title": "Site", "baseurl": "https://e.org/base"},
        "build": {"strict": False, "content_dir": "content"},
        "content": {"related_count": 5},
    },
    METADATA: {"pages": {row["key"]: row for row in ROWS}, "taxonomies": {"tags": "/tags/"}},
    TAXONOMY: {"tags": {"x": {"name": "X", "slug": "x", "url": "/tags/x/", "count": 1}}},
    URLS: {"files/docs/pic.png": "/docs/pic.png", "urls/static.txt": "/static.txt"},
    asset_path("img/p.png"): {"output_path": "assets/img/p.12ab.png"},
    parsed_path("docs/b"): {"anchors": ["setup"], "pieces": ["<p>B</p>"], "summary": [], "toc": []},
}


class _NoTemplates:
    """Stands for the environment of a site without templates."""

    def exists(self, name: str) -> bool:
        """Tell that there is none."""
        del name
        return False


@pytest.fixture
def scope(tmp_path):
    """Return a scope of the page docs/a."""
    for path, value in ARTEFACTS.items():
        write_file(tmp_path, path, encode(value))
    reads = Reads(ArtefactReader(tmp_path))
    return Scope(reads, _NoTemplates(), SectionViews(), key="docs/a", url="/docs/a/")


@pytest.fixture
def read(scope):
    """Return what a scope has read so far, by short names."""

    def told() -> set[str]:
        names = scope.reads.all_states()
        return {name.removeprefix(".bengal/").replace(".json.zst", "") for name in names}

    return told
