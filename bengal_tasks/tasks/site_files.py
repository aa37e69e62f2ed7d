"""The files of the site, as a value that is worked out from the plan may look at them."""

from __future__ import annotations

from pathlib import Path

from bengal_tasks.model.values import JSON
from bengal_tasks.store.artefacts import ArtefactReader
from bengal_tasks.store.table import FileTable


class SiteFiles:
    """Artefacts and texts of one site; what is not there is empty."""

    def __init__(self, reader: ArtefactReader, table: FileTable) -> None:
        self._reader = reader
        self._table = table

    def artefact(self, path: str) -> dict[str, JSON]:
        """Return the value of an artefact, empty when it is not there."""
        found = self._reader.get(path)
        return found.value if found and isinstance(found.value, dict) else {}

    def text(self, path: str) -> str:
        """Return a file as text, also one that a link leads to; empty when it is not there."""
        try:
            return Path(self._table.locate(path)).read_bytes().decode("utf-8", "replace")
        except (OSError, ValueError):
            return ""
