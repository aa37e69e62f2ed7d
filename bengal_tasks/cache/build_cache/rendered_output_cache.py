"""Rendered output: what people keep of pages that they rendered, and when it still holds."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bengal_tasks.cache.build_cache.file_tracking import FileTracking
from bengal_tasks.cache.build_cache.parsed_content_cache import metadata_hash, now
from bengal_tasks.cache.build_cache.tables import Field, tables
from bengal_tasks.model.keys import MANIFEST


class Outputs(FileTracking):
    """The part of the cache that knows rendered pages."""

    rendered_output = Field(tables)
    """What `store_rendered_output` has kept, by page."""

    def store_rendered_output(
        self,
        file_path: Path,
        html: str,
        template: str,
        metadata: dict[str, Any] | None = None,
        dependencies: Iterable[Path | str] = (),
    ) -> None:
        """Keep the HTML of a page, with what it was made of; raises ContractError for no JSON."""
        needed = sorted(self.key(path) for path in dependencies or ())
        self.rendered_output[self.key(file_path)] = {
            "html": html,
            "template": template,
            "metadata_hash": metadata_hash(metadata),
            "dependencies": needed,
            "source_hash": self.hash_file(file_path),
            "dependency_hashes": {path: self.hash_file(Path(path)) for path in needed},
            "asset_manifest_hash": self.hash_file(Path(MANIFEST)),
            "timestamp": now(),
            "size_bytes": len(html.encode()),
        }

    def get_rendered_output(
        self, file_path: Path, template: str, metadata: dict[str, Any] | None = None
    ) -> str | None:
        """
        Return the HTML of a page; None when it was not kept, or something is not as it was.

        That is the bytes of the source and of each dependency, the metadata, the name of the
        template, and the published names of assets. Settings are the caller's business: see
        `validate_config`.
        """
        entry = self.rendered_output.get(self.key(file_path))
        if entry is None:
            return None
        hashes = entry.get("dependency_hashes")
        needed = hashes if isinstance(hashes, dict) else {}
        same = (
            entry.get("source_hash") == self.hash_file(file_path) != ""
            and entry.get("metadata_hash") == metadata_hash(metadata)
            and entry.get("template") == template
            and entry.get("asset_manifest_hash") == self.hash_file(Path(MANIFEST))
            and all(self.hash_file(Path(path)) == known for path, known in needed.items())
        )
        html = entry.get("html")
        return html if same and isinstance(html, str) else None

    def invalidate_rendered_output(self, file_path: Path) -> None:
        """Forget what was kept of a page."""
        self.rendered_output.pop(self.key(file_path), None)
