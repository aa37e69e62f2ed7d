"""Parsed content: what people keep of it, and what the builds have in ``.bengal/parsed``."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from bengal_tasks.cache.build_cache.file_tracking import FileTracking
from bengal_tasks.cache.build_cache.tables import Field, tables
from bengal_tasks.cache.compression import load_tolerantly
from bengal_tasks.cache.contract import plain
from bengal_tasks.cache.folder import as_list, texts_in
from bengal_tasks.model.digest import digest_of_value
from bengal_tasks.model.keys import parsed_path


class Contents(FileTracking):
    """The part of the cache that knows parsed bodies."""

    parsed_content = Field(tables)
    """What `store_parsed_content` has kept, by page."""

    def store_parsed_content(
        self,
        file_path: Path,
        html: str,
        toc: str = "",
        **more: Any,  # noqa: ANN401 (JSON)
    ) -> None:
        """
        Keep the parsed body of a page, with *metadata*, *template* and *parser_version* if given.

        *more* may hold toc_items, links and other JSON. Raises ContractError for what is not JSON.
        """
        key = self.key(file_path)
        metadata = more.pop("metadata", None)
        entry = {
            "html": html,
            "toc": toc,
            **more,
            "metadata_hash": metadata_hash(metadata),
            "source_hash": self.hash_file(file_path),
            "timestamp": now(),
            "size_bytes": len(html.encode()) + len(toc.encode()),
        }
        self.parsed_content[key] = _table(plain(entry, f"parsed_content of {key}"))

    def get_parsed_content(
        self,
        file_path: Path,
        metadata: dict[str, Any] | None = None,
        template: str | None = None,
        parser_version: str | None = None,
    ) -> dict[str, Any] | None:
        """
        Return the parsed body of a page; None when it is not known or not valid any more.

        What was kept is valid while the bytes of the source, the metadata, the template and the
        version of the parser are the same. Without it, and with none of the three given, the answer
        is what the last build parsed, if the source is unchanged: HTML with its slots left open,
        toc_items, links, excerpt, plain_text, word_count and reading_time.
        """
        key = self.key(file_path)
        entry = self.parsed_content.get(key)
        if entry is None:
            asked = (metadata, template, parser_version)
            return self._parsed_by_build(key) if asked == (None, None, None) else None
        same = (
            entry.get("source_hash") == self.hash_file(file_path) != ""
            and entry.get("metadata_hash") == metadata_hash(metadata)
            and entry.get("template") == template
            and entry.get("parser_version") == parser_version
        )
        return entry if same else None

    def _parsed_by_build(self, key: str) -> dict[str, Any] | None:
        page = self.folder.keys.get(key)
        if page is None or self.is_changed(Path(key)):
            return None
        found = load_tolerantly(self.folder.root / parsed_path(page))
        if not found:
            return None
        slots = [piece for piece in as_list(found.get("pieces")) if isinstance(piece, dict)]
        return {
            "html": "".join(texts_in(found.get("pieces"))),
            "toc_items": as_list(found.get("toc")),
            "links": [str(slot["target"]) for slot in slots if slot.get("target")],
            "excerpt": "".join(texts_in(found.get("summary"))),
            "plain_text": found.get("text", ""),
            "word_count": found.get("word_count", 0),
            "reading_time": found.get("reading_time", 0),
        }

    def invalidate_parsed_content(self, file_path: Path) -> None:
        """Forget what was kept of a page."""
        self.parsed_content.pop(self.key(file_path), None)


def metadata_hash(metadata: dict[str, Any] | None) -> str:
    """Return the digest of metadata; raises ContractError for what is not JSON."""
    return digest_of_value(plain(metadata or {}, "metadata"))


def now() -> str:
    """Return the present time as ISO text, in UTC."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


def _table(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
