"""What generators have made, as the memo of the scan keeps it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import cast

from bengal_tasks.model.inventory import Generated
from bengal_tasks.model.keys import GENERATED
from bengal_tasks.model.values import JSON


Memo = Mapping[str, Mapping[str, JSON]]


def memo_key(name: str) -> str:
    """Return the key in the memo for the generator *name*."""
    return f"{GENERATED}/{name}"


def is_memo_of_generator(key: str) -> bool:
    """Tell whether a key of the memo is that of a generator, and not of a page."""
    return key.startswith(f"{GENERATED}/") and not key.endswith(".md")


def sources_made(memo: Memo) -> Iterator[tuple[str, str, str, list[str]]]:
    """Yield generator, source, digest of the source, and the pages made from it, sorted."""
    for key in sorted(key for key in memo if is_memo_of_generator(key)):
        rows = cast("dict[str, dict[str, JSON]]", memo[key].get("sources") or {})
        for source, row in sorted(rows.items()):
            pages = cast("dict[str, str]", row["pages"])
            yield key.rpartition("/")[2], source, str(row["digest"]), sorted(pages)


def generated_pages(memo: Memo) -> dict[str, Generated]:
    """Return the pages that generators have made, by their path below the content folder."""
    return {
        page: Generated(f"{memo_key(name)}/{page}", source)
        for name, source, _, pages in sources_made(memo)
        for page in pages
    }
